// See practice.hpp.
#include "serve/practice.hpp"

#include <algorithm>

#include "serve/log.hpp"
#include "serve/reactor.hpp"
#include "serve/room/problem_shelf.hpp"

namespace arena::serve {
namespace {

constexpr std::int64_t retry_ms_min = 500;

void store_result(App& app, const SubmissionRecord& submission, const JobDone& job,
                  const std::function<void(const JobDone&)>& done) {
    auto work = [submission, outcome = job.outcome,
                 at_ms = app.now_ms()](Session& session) -> Result<void> {
        if (const auto* fault = std::get_if<JobFault>(&outcome)) {
            auto dead = session.set_submission_state(submission.id, SubmissionState::dead);
            if (!dead) return dead;
            return session.add_dead_letter(submission.id, submission.epoch, fault->message, at_ms);
        }
        const auto& report = std::get<JudgeReport>(outcome);
        auto added = session.add_result(submission.id, submission.epoch, name(report.verdict),
                                        to_json(report), at_ms);
        if (!added) return tl::unexpected<Error>(added.error());
        return {};
    };
    app.write(std::move(work), [&app, submission, job, done](const Result<void>& stored) {
        if (stored) {
            if (done) done(job);
            return;
        }
        app.reactor.after(retry_ms_min, [&app, submission, job, done] {
            store_result(app, submission, job, done);
        });
    });
}

}  // namespace

void judge_practice(App& app, const SubmissionRecord& submission, JobClass job_class,
                    const std::function<void(const JobDone&)>& done) {
    const ShelfProblem* const problem = app.problems.find(submission.problem_id);
    if (problem == nullptr) {
        JobDone gone;
        gone.id = submission.id;
        gone.outcome = JobFault{FaultKind::package, "the problem is gone"};
        return store_result(app, submission, gone, done);
    }
    JudgeJob job;
    job.id = submission.id;
    job.epoch = submission.epoch;
    job.job_class = job_class;
    JudgeTask task;
    task.package_path = problem->path;
    task.package_version = problem->version;
    task.language = submission.language;
    task.source = submission.code;
    task.stop_at_first = true;
    job.task = std::move(task);
    JobEvents events;
    events.submitted = [&app, submission, job_class, done](const Submitted& submitted) {
        const bool taken = submitted.outcome == Submitted::Outcome::accepted ||
                           submitted.outcome == Submitted::Outcome::duplicate;
        if (taken) return;
        app.reactor.after(std::max(submitted.retry_after_ms, retry_ms_min),
                          [&app, submission, job_class, done] {
                              judge_practice(app, submission, job_class, done);
                          });
    };
    events.progress = [](const TestProgress&) {};
    events.done = [&app, submission, done](const JobDone& result) {
        const auto* fault = std::get_if<JobFault>(&result.outcome);
        if (fault && fault->kind == FaultKind::cancelled) return;
        store_result(app, submission, result, done);
    };
    app.judge.submit(std::move(job), std::move(events));
}

}  // namespace arena::serve
