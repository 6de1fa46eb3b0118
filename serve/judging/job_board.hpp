// The jobs that the pool answers for, from submit() to done: by the id they have in the queue.
//
// An id is that of the submission and its epoch, so that a rejudge and what it replaces are two
// jobs. A job that has ended is not here any more: that is what makes `done` come once.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "serve/judging/judge_pool.hpp"

namespace arena::serve {

struct BoardJob {
    std::string id;
    std::int64_t epoch = 0;
    JobClass job_class = JobClass::contest;
    JobEvents events;
    int deliveries = 0;
    std::int64_t submitted_us = 0, started_us = 0;
    std::int64_t quiet_ms = 0;  ///< for so long its worker may say nothing
    bool cancelled = false;
};

std::string queue_id(const std::string& id, std::int64_t epoch);

class JobBoard {
public:
    /// REQUIRES: no job with this queue id.
    BoardJob& add(const std::string& queue_id, BoardJob job);
    BoardJob* find(const std::string& queue_id);

    /// The queue id of the latest epoch of `id`; none = no job.
    std::optional<std::string> latest(const std::string& id) const;

    /// Takes it out. REQUIRES: it is there.
    BoardJob take(const std::string& queue_id);

private:
    std::map<std::string, BoardJob> jobs_;
    std::map<std::string, std::string> latest_;  ///< id -> queue id
};

}  // namespace arena::serve
