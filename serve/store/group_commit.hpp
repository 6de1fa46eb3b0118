// Many write jobs, one transaction, one sync of the disk.
//
// Optimistic: all jobs of a group run in one transaction. When one fails, the transaction is rolled
// back, the jobs before it are committed, it is run alone, and the rest goes on, so that only the
// guilty fails and the order stays. When the commit itself is refused, the group is halved until
// the guilty is found. A conflict with another server runs the group again. Nothing is told before
// the commit is durable.
#pragma once

#include <span>

#include "serve/store/health_record.hpp"
#include "serve/store/journal_buffer.hpp"
#include "serve/store/sql_connection.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {

/// Strand: the writer's thread.
class GroupCommit {
public:
    GroupCommit(SqlConnection& sql, HealthRecord& health) : sql_(sql), health_(health) {}

    /// Runs every job and calls every `done`. After an outage, which `health` then tells, the jobs
    /// left are refused with it.
    void run(std::span<Store::WriteJob> jobs);

private:
    enum class Ending {
        committed,
        guilty,   ///< the job at `job` failed
        unclear,  ///< flush or commit was refused: some job is guilty
        again,    ///< a conflict or a lost connection: the same jobs may succeed
        outage,
    };
    struct Attempt {
        Ending ending;
        std::size_t job;
        Error error;
    };

    Attempt attempt(std::span<Store::WriteJob> jobs);
    Attempt settle(Attempt failed, bool is_job);
    Attempt insist(std::span<Store::WriteJob> jobs);

    SqlConnection& sql_;
    HealthRecord& health_;
    JournalBuffer journal_;
};

}  // namespace arena::serve
