#include "serve/store/group_commit.hpp"

#include "core/assert.hpp"

namespace arena::serve {
namespace {

constexpr int attempts_max = 5;  // of one set of jobs, while other servers are first

}  // namespace

/// What a failure means for the jobs, by the first fault of the connection.
GroupCommit::Attempt GroupCommit::settle(Attempt failed, bool is_job) {
    const SqlFault fault = sql_.fault();
    sql_.rollback();
    journal_.rolled_back();
    switch (fault) {
        case SqlFault::none:
        case SqlFault::refused: failed.ending = is_job ? Ending::guilty : Ending::unclear; break;
        case SqlFault::conflict:
        case SqlFault::lost: failed.ending = Ending::again; break;
        case SqlFault::host: failed.ending = Ending::outage; break;
    }
    return failed;
}

GroupCommit::Attempt GroupCommit::attempt(std::span<Store::WriteJob> jobs) {
    if (auto begun = sql_.begin(SqlAccess::write); !begun) {
        return settle({Ending::outage, 0, begun.error()}, false);
    }
    Session session(sql_, journal_);
    for (std::size_t job = 0; job < jobs.size(); ++job) {
        auto worked = jobs[job].work(session);
        if (worked && sql_.fault() != SqlFault::none) {
            worked = fail(ErrorCode::internal, "a write job ignored a failed statement");
        }
        if (!worked) return settle({Ending::guilty, job, worked.error()}, true);
    }
    auto ended = journal_.flush(sql_);
    if (ended) ended = sql_.commit();
    if (!ended) return settle({Ending::unclear, 0, ended.error()}, false);
    journal_.committed();
    return {Ending::committed, 0, {}};
}

GroupCommit::Attempt GroupCommit::insist(std::span<Store::WriteJob> jobs) {
    Attempt last = attempt(jobs);
    for (int round = 1; round < attempts_max && last.ending == Ending::again; ++round) {
        last = attempt(jobs);
    }
    const bool is_cut_off = last.ending == Ending::again && sql_.fault() == SqlFault::lost;
    if (is_cut_off) last.ending = Ending::outage;
    return last;
}

void GroupCommit::run(std::span<Store::WriteJob> jobs) {
    while (!jobs.empty()) {
        if (const auto health = health_.read(); !health.writable) {
            for (auto& job : jobs) job.done(fail(ErrorCode::host, health.fault));
            return;
        }
        const Attempt last = insist(jobs);
        if (last.ending == Ending::committed) {
            health_.committed(jobs.size());
            for (auto& job : jobs) job.done({});
            return;
        }
        if (last.ending == Ending::outage) {
            health_.failed(last.error.message);
        } else if (jobs.size() == 1) {
            jobs[0].done(tl::unexpected(last.error));
            return;
        } else if (last.ending == Ending::guilty) {
            run(jobs.first(last.job));
            run(jobs.subspan(last.job, 1));
            jobs = jobs.subspan(last.job + 1);
        } else {
            run(jobs.first(jobs.size() / 2));
            jobs = jobs.subspan(jobs.size() / 2);
        }
    }
}

}  // namespace arena::serve
