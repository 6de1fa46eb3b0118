// What events demand of the judge: a verdict for each submission, a mutation for who planted none.
//
// A result is written in the transaction that appends what it leads to, under (submission, epoch);
// a second one finds the match decided and changes nothing.
#include <algorithm>

#include "core/assert.hpp"
#include "serve/ids.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/log.hpp"
#include "serve/metrics.hpp"
#include "serve/reactor.hpp"
#include "serve/room/lobby.hpp"
#include "serve/room/match_verdict.hpp"
#include "serve/room/mutation_hunt.hpp"
#include "serve/room/problem_shelf.hpp"
#include "serve/room/room.hpp"

namespace arena::serve {
namespace {

constexpr std::int64_t judge_retry_ms_min = 250;

/// The number of the first failed test in judging order, from 1.
std::optional<int> first_failed(const JudgeReport& report) {
    for (const JudgedTest& test : report.tests)
        if (test.verdict != Verdict::AC) return static_cast<int>(test.index) + 1;
    return std::nullopt;
}

int failed_count(const JudgeReport& report) {
    return static_cast<int>(
        std::count_if(report.tests.begin(), report.tests.end(),
                      [](const JudgedTest& test) { return test.verdict != Verdict::AC; }));
}

match::command::Judge verdict_command(const match::State& state, const std::string& submission_id,
                                      const JudgeReport& report) {
    match::command::Judge verdict;
    verdict.submission = submission_id;
    verdict.verdict = match_verdict(state, submission_id, report);
    verdict.first_failed_test = first_failed(report);
    verdict.tests_failed = failed_count(report);
    verdict.tests = static_cast<int>(report.tests_total);
    verdict.time_ms = report.cpu_max_ns / 1'000'000;
    verdict.memory_bytes = report.memory_max_bytes;
    return verdict;
}

}  // namespace

void Room::submit(Entry entry, TellSubmitter told) {
    // keys are one player's, whatever the match: the same words in another match ask for another
    if (!entry.request_key.empty()) entry.request_key = id_ + ":" + entry.request_key;
    const auto request = std::make_pair(entry.user_id, entry.request_key);
    const bool has_key = !entry.request_key.empty();
    if (const auto known = requests_.find(request); has_key && known != requests_.end()) {
        // nobody hears of a submission that the store may not take yet
        if (!known->second.is_decided) return known->second.waiting.push_back(std::move(told));
        return told({{}, {}, durable_seq_}, known->second.submission);
    }
    SubmissionRecord record;
    record.id = make_id(app_.now_ms());
    record.match_id = id_;
    record.user_id = entry.user_id;
    record.problem_id = entry.problem;
    record.language = entry.language;
    record.code = entry.source;
    record.request_key = entry.request_key;
    record.received_ms = app_.now_ms();
    const std::string id = record.id;
    unjudged_[id] = {entry.language, entry.source, 0, app_.reactor.now_us()};
    if (has_key) requests_[request] = {id, false, {}};
    command(
        match::command::Submit{id, entry.user_id, entry.problem, entry.language,
                               std::move(entry.source)},
        [this, keep = shared_from_this(), id, request, told = std::move(told)](const Told& result) {
            if (!result.ok()) unjudged_.erase(id);
            told(result, result.ok() ? id : std::string());
            decide_request(request, result);
        },
        [record = std::move(record)](Session& session) -> Result<void> {
            auto added = session.add_submission(record);
            if (!added) return tl::unexpected<Error>(added.error());
            if (added->id == record.id) return {};
            SubmissionRecord unnamed = record;  // the key is taken: the event needs its row
            unnamed.request_key.clear();
            added = session.add_submission(unnamed);
            if (!added) return tl::unexpected<Error>(added.error());
            return {};
        });
}

/// What the first of its kind came to is what its repeats came to.
void Room::decide_request(const std::pair<std::string, std::string>& request, const Told& result) {
    const auto found = requests_.find(request);
    if (found == requests_.end()) return;
    const auto waiting = std::exchange(found->second.waiting, {});
    found->second.is_decided = true;
    const std::string submission = result.ok() ? found->second.submission : std::string();
    if (!result.ok()) requests_.erase(found);
    for (const TellSubmitter& told : waiting) told(result, submission);
}

void Room::act_on(const match::Event& event) {
    if (const auto* submitted = std::get_if<match::event::Submitted>(&event.body))
        judge(submitted->submission);
    if (const auto* wanted = std::get_if<match::event::MutationWanted>(&event.body))
        plant_mutation(wanted->user);
    if (std::holds_alternative<match::event::Started>(event.body)) app_.lobby->on_begun(id_);
    if (const auto* aborted = std::get_if<match::event::Aborted>(&event.body))
        aborted->reason == match::AbortReason::not_started ? app_.lobby->on_not_started(*this)
                                                           : app_.lobby->on_begun(id_);
}

void Room::judge(const std::string& submission_id) {
    const auto source = unjudged_.find(submission_id);
    const auto index = match::find_submission(head_, submission_id);
    if (source == unjudged_.end() || !index) return;
    const match::Submission& submission = head_.submissions[*index];
    const std::string& problem_id = head_.settings->problems[submission.problem].id;
    const ShelfProblem* const problem = app_.problems.find(problem_id);
    const std::int64_t epoch = source->second.epoch;
    const auto weak = weak_from_this();
    if (problem == nullptr) {
        JobDone gone;
        gone.outcome = JobFault{FaultKind::package, "the problem '" + problem_id + "' is gone"};
        app_.reactor.post([weak, submission_id, epoch, gone] {
            if (const auto room = weak.lock()) room->on_judged(submission_id, epoch, gone);
        });
        return;
    }
    JudgeJob job;
    job.id = submission_id;
    job.epoch = epoch;
    job.job_class = JobClass::live;
    JudgeTask task;
    task.package_path = problem->path;
    task.package_version = problem->version;
    task.language = source->second.language;
    task.source = source->second.text;
    task.stop_at_first = stops_at_first(head_.settings->mode);
    job.task = std::move(task);
    JobEvents events;
    events.submitted = [weak, submission_id, this](const Submitted& submitted) {
        if (submitted.outcome == Submitted::Outcome::accepted ||
            submitted.outcome == Submitted::Outcome::duplicate)
            return;
        // it was received and counts: the judge has to take it sooner or later
        const std::int64_t wait_ms = std::max(submitted.retry_after_ms, judge_retry_ms_min);
        app_.reactor.after(wait_ms, [weak, submission_id] {
            if (const auto room = weak.lock()) room->judge(submission_id);
        });
    };
    events.progress = [weak, submission_id](const TestProgress& progress) {
        if (const auto room = weak.lock()) room->on_test(submission_id, progress);
    };
    const std::int64_t received_us = source->second.received_us;
    const std::int64_t until_queued_us = app_.reactor.now_us() - received_us;
    events.done = [weak, submission_id, epoch, received_us, until_queued_us](const JobDone& done) {
        const auto room = weak.lock();
        if (!room) return;
        if (received_us > 0) room->app_.metrics.note_dispatch(until_queued_us + done.waited_us);
        room->on_judged(submission_id, epoch, done);
    };
    app_.judge.submit(std::move(job), std::move(events));
}

void Room::plant_mutation(const std::string& user) {
    const auto player = match::find_player(head_, user);
    ARENA_ASSERT(player.has_value());
    const auto found = [weak = weak_from_this(), user](std::optional<std::string> source) {
        if (const auto room = weak.lock())
            room->command(match::command::PlantMutation{user, std::move(source)}, {});
    };
    hunt_mutation(app_, head_.settings->sabotage.tasks[*player], "mutation-" + id_ + "-" + user,
                  head_.settings->seed + *player, found);
}

void Room::on_judged(const std::string& submission_id, std::int64_t epoch, const JobDone& job) {
    if (const auto* fault = std::get_if<JobFault>(&job.outcome)) {
        if (fault->kind == FaultKind::cancelled) return;
        app_.log.error("a submission could not be judged",
                       {{"match", id_}, {"submission", submission_id}, {"why", fault->message}});
        const std::string reason = fault->message;
        command(
            match::command::JudgeFailed{submission_id, reason},
            [this, keep = shared_from_this(), submission_id](const Told& told) {
                if (told.ok()) unjudged_.erase(submission_id);
            },
            [submission_id, epoch, reason, at_ms = app_.now_ms()](Session& session) {
                auto dead = session.set_submission_state(submission_id, SubmissionState::dead);
                if (!dead) return dead;
                return session.add_dead_letter(submission_id, epoch, reason, at_ms);
            });
        return;
    }
    const auto* report = std::get_if<JudgeReport>(&job.outcome);
    ARENA_ASSERT(report != nullptr);
    const auto retry = [this, keep = shared_from_this(), submission_id, epoch,
                        job](const Told& told) {
        if (told.error) {  // the store was away: the verdict is kept and tried again
            app_.reactor.after(500, [weak = weak_from_this(), submission_id, epoch, job] {
                if (const auto room = weak.lock()) room->on_judged(submission_id, epoch, job);
            });
            return;
        }
        unjudged_.erase(submission_id);
    };
    const match::command::Judge judged = verdict_command(head_, submission_id, *report);
    command(judged, retry,
            [submission_id, epoch, verdict = std::string(name(judged.verdict)),
             json = to_json(*report), at_ms = app_.now_ms()](Session& session) -> Result<void> {
                const auto added = session.add_result(submission_id, epoch, verdict, json, at_ms);
                if (!added) return tl::unexpected<Error>(added.error());
                return {};
            });
}

}  // namespace arena::serve
