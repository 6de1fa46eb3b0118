// What events demand of the judge: a verdict for each submission, a mutation for who planted none.
//
// A result is written in the transaction that appends what it leads to, under (submission, epoch);
// a second one finds the match decided and changes nothing.
#include <algorithm>

#include "core/assert.hpp"
#include "core/match/mutation.hpp"
#include "serve/ids.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/log.hpp"
#include "serve/metrics.hpp"
#include "serve/reactor.hpp"
#include "serve/room/problem_shelf.hpp"
#include "serve/room/room.hpp"

namespace arena::serve {
namespace {

constexpr std::size_t mutations_tried_max = 24;
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

match::command::Judge verdict_command(const std::string& submission_id, const JudgeReport& report) {
    match::command::Judge verdict;
    verdict.submission = submission_id;
    verdict.verdict = report.verdict;
    verdict.first_failed_test = first_failed(report);
    verdict.tests_failed = failed_count(report);
    verdict.tests = static_cast<int>(report.tests_total);
    verdict.time_ms = report.cpu_max_ns / 1'000'000;
    verdict.memory_bytes = report.memory_max_bytes;
    return verdict;
}

/// A sabotage has to fail a secret test: one that fails samples only passes, as far as the match
/// is concerned.
bool fails_samples_only(const match::State& state, const std::string& submission_id,
                        const JudgeReport& report) {
    if (state.settings->mode != match::Mode::sabotage || !report.compile.ok) return false;
    const auto index = match::find_submission(state, submission_id);
    return index && state.submissions[*index].phase == match::Phase::sabotage &&
           !sabotage_succeeds(report);
}

/// Tries one mutation after the other until one compiles and fails a test.
class MutationHunt : public std::enable_shared_from_this<MutationHunt> {
public:
    using Found = std::function<void(std::optional<std::string> source)>;

    MutationHunt(App& app, const match::SabotageTask& task, std::string name, std::uint64_t seed,
                 Found found)
        : app_(app),
          task_(task),
          name_(std::move(name)),
          found_(std::move(found)),
          candidates_(match::mutations(task.reference, match::comment_style(task.language), seed,
                                       mutations_tried_max)) {}

    void go_on() {
        const ShelfProblem* const problem = app_.problems.find(task_.problem);
        if (next_ == candidates_.size() || problem == nullptr) return found_(std::nullopt);
        JudgeJob job;
        job.id = name_ + "-" + std::to_string(next_);
        job.job_class = JobClass::live;
        job.task = JudgeTask{problem->path,   problem->version,
                             task_.language,  candidates_[next_].source,
                             TestChoice::all, true,
                             std::nullopt};
        JobEvents events;
        const auto self = shared_from_this();
        events.submitted = [self](const Submitted& submitted) {
            if (submitted.outcome != Submitted::Outcome::accepted)
                self->app_.reactor.after(judge_retry_ms_min, [self] { self->go_on(); });
        };
        events.progress = [](const TestProgress&) {};
        events.done = [self](const JobDone& done) {
            const auto* report = std::get_if<JudgeReport>(&done.outcome);
            if (report && sabotage_succeeds(*report))
                return self->found_(self->candidates_[self->next_].source);
            ++self->next_;
            self->go_on();
        };
        app_.judge.submit(std::move(job), std::move(events));
    }

private:
    App& app_;
    const match::SabotageTask task_;
    const std::string name_;
    const Found found_;
    const std::vector<match::Mutation> candidates_;
    std::size_t next_ = 0;
};

}  // namespace

void Room::submit(Entry entry, TellSubmitter told) {
    // keys are one player's, whatever the match: the same words in another match ask for another
    if (!entry.request_key.empty()) entry.request_key = id_ + ":" + entry.request_key;
    const auto request = std::make_pair(entry.user_id, entry.request_key);
    if (const auto known = requests_.find(request);
        !entry.request_key.empty() && known != requests_.end()) {
        told({{}, {}, durable_seq_}, known->second);
        return;
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
    if (!entry.request_key.empty()) requests_[request] = id;
    command(
        match::command::Submit{id, entry.user_id, entry.problem, entry.language,
                               std::move(entry.source)},
        [this, keep = shared_from_this(), id, request, told = std::move(told)](const Told& result) {
            if (!result.ok()) {
                unjudged_.erase(id);
                requests_.erase(request);
            }
            told(result, result.ok() ? id : std::string());
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

void Room::act_on(const match::Event& event) {
    if (const auto* submitted = std::get_if<match::event::Submitted>(&event.body))
        judge(submitted->submission);
    if (const auto* wanted = std::get_if<match::event::MutationWanted>(&event.body))
        plant_mutation(wanted->user);
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
    // sabotage shows how many tests fail; elsewhere the first failure decides
    task.stop_at_first = head_.settings->mode != match::Mode::sabotage;
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
    std::make_shared<MutationHunt>(app_, head_.settings->sabotage.tasks[*player],
                                   "mutation-" + id_ + "-" + user, head_.settings->seed + *player,
                                   found)
        ->go_on();
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
    match::command::Judge judge = verdict_command(submission_id, *report);
    if (fails_samples_only(head_, submission_id, *report)) judge.verdict = Verdict::AC;
    command(judge, retry,
            [submission_id, epoch, verdict = std::string(name(report->verdict)),
             json = to_json(*report), at_ms = app_.now_ms()](Session& session) -> Result<void> {
                const auto added = session.add_result(submission_id, epoch, verdict, json, at_ms);
                if (!added) return tl::unexpected<Error>(added.error());
                return {};
            });
}

}  // namespace arena::serve
