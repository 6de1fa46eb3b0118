// Running and judging outside of matches: own input, practice submissions, judging again.
//
// /run and /api/execution/run wait for the result, as the systems before us did; code and input are
// run in the sandbox like everything else.
#include <nlohmann/json.hpp>
#include <set>

#include "core/json_text.hpp"
#include "core/match/state.hpp"
#include "core/shown_usage.hpp"
#include "judge/language.hpp"
#include "serve/api/store_answer.hpp"
#include "serve/ids.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/practice.hpp"
#include "serve/reactor.hpp"
#include "serve/room/problem_shelf.hpp"
#include "serve/room/rooms.hpp"
#include "serve/settings.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

constexpr std::int64_t source_bytes_max = 64 * 1024;
constexpr std::int64_t input_bytes_max = 64 * 1024;
constexpr std::int64_t run_answer_ms_max = 30'000;  // 15 s to compile, 10 s to run, 5 s to wait

bool refuse_language(Call& call) {
    const std::string id = call.text("language");
    if (LanguageTable::built_in().by_name(id)) return false;
    call.refuse(400, "unknown_language", "no language '" + id + "' (GET /api/languages)");
    return true;
}

/// What a program wrote, as text: bytes that are no UTF-8 are replaced.
void answer_run(Call& call, const std::string& job_id, const Outcome& outcome) {
    if (const auto* fault = std::get_if<JobFault>(&outcome)) {
        if (fault->kind == FaultKind::package)
            return call.refuse(400, "bad_request", fault->message);
        return call.refuse_later(503, "judge_unavailable", "the judge failed; try again", 1000);
    }
    json answer = json_value(to_json(std::get<RunOutput>(outcome)));
    const auto& output = std::get<RunOutput>(outcome);
    answer["jobId"] = job_id;
    answer["executionTime"] = output.cpu_ns / 1'000'000;  // ms, the name that clients know
    call.answer(answer);
}

/// A caller who waits is answered, whatever became of the job.
void answer_in_time(App& app, const std::shared_ptr<Call>& call, const std::string& job_id) {
    app.reactor.after(run_answer_ms_max, [&app, call, job_id] {
        if (call->is_answered()) return;
        call->refuse_later(503, "busy", "no judge was free in time; try again", 5000);
        app.judge.cancel(job_id);
    });
}

void run_code(App& app, const std::shared_ptr<Call>& call) {
    if (refuse_language(*call)) return;
    JudgeJob job;
    job.id = "run-" + make_id(app.now_ms());
    job.job_class = JobClass::run;
    RunTask task;
    task.language = call->text("language");
    task.source = call->text("code");
    task.input = call->text("input");
    job.task = std::move(task);
    const std::string id = job.id;
    JobEvents events;
    events.submitted = [call](const Submitted& submitted) {
        if (submitted.outcome == Submitted::Outcome::accepted) return;
        call->in_flight.reset();
        call->refuse_later(503, "busy", "too many runs wait; try again",
                           std::max<std::int64_t>(1000, submitted.retry_after_ms));
    };
    events.progress = [](const TestProgress&) {};
    events.done = [call, id](const JobDone& done) {
        call->in_flight.reset();
        if (!call->is_answered()) answer_run(*call, id, done.outcome);
    };
    app.judge.submit(std::move(job), std::move(events));
    answer_in_time(app, call, id);
}

/// How much of a judgement is shown.
enum class Shown {
    nothing,
    counts,  ///< sabotage: even which tests fail is told as a count
    player,
    jury,
};

/// A number of a judgement, as a player may know it (core/shown_usage.hpp).
void round_up(json& judgement, const char* field, std::int64_t (*shown)(std::int64_t)) {
    const auto found = judgement.find(field);
    if (found != judgement.end() && found->is_number_integer())
        *found = shown(found->get<std::int64_t>());
}

/// What the judge found. Of a secret test a player learns the verdict alone: its name could tell
/// what it holds, and a program writes what it reads into its exit status, its message, its time
/// and its memory.
json judgement_json(const SubmissionRecord& submission, Shown shown) {
    json judgement = json_value(submission.judgement_json);
    if (!judgement.is_object() || !judgement.contains("tests")) return judgement;
    std::int64_t failed = 0;
    for (json& test : judgement["tests"]) {
        failed += test.value("verdict", "") != name(Verdict::AC);
        if (shown == Shown::jury) continue;
        test.erase("name");
        if (test.value("sample", false)) continue;
        for (const char* told : {"reason", "cpu_ns", "memory_bytes"}) test.erase(told);
    }
    judgement["tests_failed"] = failed;
    if (shown == Shown::jury) return judgement;
    judgement.erase("wall_ns");
    round_up(judgement, "cpu_max_ns", shown_time_ns);
    round_up(judgement, "memory_max_bytes", shown_memory_bytes);
    if (shown == Shown::counts) judgement.erase("tests");
    return judgement;
}

json submission_json(const SubmissionRecord& submission, Shown shown) {
    json answer{{"id", submission.id},
                {"userId", submission.user_id},
                {"problemId", submission.problem_id},
                {"language", submission.language},
                {"receivedAt", submission.received_ms},
                {"epoch", submission.epoch}};
    if (!submission.match_id.empty()) answer["match"] = submission.match_id;
    static constexpr const char* states[] = {"queued", "judging", "judged", "dead"};
    answer["state"] = states[static_cast<int>(submission.state)];
    if (!submission.verdict.empty()) answer["verdict"] = submission.verdict;
    if (shown == Shown::nothing) return answer;
    answer["code"] = submission.code;
    if (!submission.judgement_json.empty()) answer["judgement"] = judgement_json(submission, shown);
    return answer;
}

/// A match that the caller waits for or plays, with this problem: the judge would be asked outside
/// of its rules. Which problems a match will have is not found out here: to who holds a seat and
/// may not see them it may be any. Empty: none.
std::string match_with(const App& app, const std::string& problem_id, const std::string& user_id) {
    for (const auto& [id, room] : app.rooms->all()) {
        const match::State& state = room->state();
        const auto player = match::find_player(state, user_id);
        if (state.is_over() || !player) continue;
        const bool knows = match::may_see_problems(state, match::PlayerViewer{*player});
        if (knows ? match::find_problem(state, problem_id).has_value()
                  : state.players[*player].joined)
            return id;
    }
    return "";
}

void submit(App& app, const std::shared_ptr<Call>& call) {
    if (refuse_language(*call)) return;
    if (!app.problems.find(call->text("problemId")))
        return call->refuse(404, "not_found", "no problem has this id");
    const std::string match = match_with(app, call->text("problemId"), call->caller.user_id);
    if (!match.empty())
        return call->refuse(409, "in_match",
                            "you play this problem in the match " + match +
                                ", or may when it starts: submit it there");
    if (app.draining) return call->refuse_later(503, "restarting", "the server restarts", 3000);
    SubmissionRecord record;
    record.id = make_id(app.now_ms());
    record.user_id = call->caller.user_id;
    record.problem_id = call->text("problemId");
    record.language = call->text("language");
    record.code = call->text("code");
    record.request_key = call->text("requestKey");
    record.received_ms = app.now_ms();
    auto stored = std::make_shared<SubmissionRecord>();
    app.write(
        [record, stored](Session& session) -> Result<void> {
            auto added = session.add_submission(record);
            if (!added) return tl::unexpected<Error>(added.error());
            *stored = *std::move(added);
            return session.mark_seen(record.user_id, record.problem_id);
        },
        [&app, call, record, stored](const Result<void>& done) {
            if (!done) return refuse_for_store(*call, done.error());
            if (stored->id == record.id) judge_practice(app, *stored, JobClass::contest, {});
            call->answer(submission_json(*stored, Shown::nothing));
        });
}

/// Matches whose submissions this member of the jury may not look at: those that are played, if
/// they play in it themselves or only set problems.
std::set<std::string> closed_to_jury(const App& app, const Caller& caller) {
    std::set<std::string> closed;
    for (const auto& [id, room] : app.rooms->all()) {
        if (room->state().is_over()) continue;
        const bool plays = match::find_player(room->state(), caller.user_id).has_value();
        if (plays || caller.role == Role::setter) closed.insert(id);
    }
    return closed;
}

void show_submission(App& app, const std::shared_ptr<Call>& call) {
    const bool is_jury = call->caller.role != Role::player;
    const auto closed = is_jury ? closed_to_jury(app, call->caller) : std::set<std::string>();
    answer_by_read(app, call,
                   [id = call->parameter("id"), user = call->caller.user_id, is_jury,
                    closed](Session& session) -> Result<Answered> {
                       auto found = session.submission_by_id(id);
                       if (!found) return tl::unexpected<Error>(found.error());
                       const bool may_see =
                           *found && ((*found)->user_id == user ||
                                      (is_jury && !closed.contains((*found)->match_id)));
                       if (!may_see)
                           return refused(404, "not_found", "you have no submission of this id");
                       const bool in_match = !(*found)->match_id.empty();
                       const bool is_own = (*found)->user_id == user;
                       // who plays has a player's rights in the match, whatever the role
                       if (is_jury && !(in_match && is_own))
                           return Answered(submission_json(**found, Shown::jury));
                       Shown shown = Shown::player;
                       if (in_match) {
                           auto match = session.match_by_id((*found)->match_id);
                           if (!match) return tl::unexpected<Error>(match.error());
                           const bool is_sabotage =
                               *match && (*match)->mode == match::name(match::Mode::sabotage);
                           if (is_sabotage) shown = Shown::counts;
                       }
                       return Answered(submission_json(**found, shown));
                   });
}

void list_submissions(App& app, const std::shared_ptr<Call>& call) {
    const PageRequest page{static_cast<int>(call->query_integer("limit", 50)),
                           static_cast<int>(call->query_integer("offset", 0))};
    answer_by_read(app, call,
                   [user = call->caller.user_id, page](Session& session) -> Result<Answered> {
                       auto found = session.submissions_of_user(user, page);
                       if (!found) return tl::unexpected<Error>(found.error());
                       json list = json::array();
                       for (const SubmissionRecord& one : *found)
                           list.push_back(submission_json(one, Shown::nothing));
                       return Answered(json{{"submissions", list}});
                   });
}

void list_languages(App&, const std::shared_ptr<Call>& call) {
    json list = json::array();
    for (const Language& language : LanguageTable::built_in().all())
        list.push_back({{"id", language.id}, {"name", language.name}});
    call->answer(json{{"languages", list}});
}

std::vector<Field> run_fields() {
    return {text("code", 0, source_bytes_max, "the source"),
            text("language", 1, 64, "a language id"),
            optional_field(text("input", 0, input_bytes_max, "standard input"))};
}

std::vector<Route> run_routes() {
    using http::Method;
    const char* const run_answer =
        "{output, executionTime, jobId, verdict, compile, cpu_ns, memory_bytes, ...}";
    return {
        {Method::post,
         "/run",
         "run",
         "runs a source on an input and waits",
         Access::anyone,
         RateClass::run,
         {},
         run_fields(),
         200,
         0,
         run_answer,
         run_code,
         {{429, "a run of this address is not over"}, {503, "the judge is busy or away"}}},
        {Method::post,
         "/api/execution/run",
         "executionRun",
         "the same as /run",
         Access::anyone,
         RateClass::run,
         {},
         run_fields(),
         200,
         0,
         run_answer,
         run_code,
         {{429, "a run of this address is not over"}, {503, "the judge is busy or away"}}},
        {Method::get,
         "/api/languages",
         "languages",
         "ids for 'language'",
         Access::anyone,
         RateClass::read,
         {},
         {},
         200,
         300,
         "{languages}",
         list_languages},
    };
}

std::vector<Route> submission_routes() {
    using http::Method;
    return {
        {Method::post,
         "/api/submissions",
         "submit",
         "submits a source outside of a match",
         Access::user,
         RateClass::submit,
         {},
         {text("problemId", 1, 128, "which problem"),
          text("code", 1, source_bytes_max, "the source"), text("language", 1, 64, "a language id"),
          optional_field(text("requestKey", 1, 128, "the same key is answered with the same one"))},
         202,
         0,
         "{id, state, ...}",
         submit,
         {{404, "no problem has this id"}, {409, "the caller plays this problem in a match"}}},
        {Method::get,
         "/api/submissions",
         "submissions",
         "the own submissions, newest first",
         Access::user,
         RateClass::read,
         {optional_field(integer("limit", 1, 200, "how many, default 50")),
          optional_field(integer("offset", 0, 1'000'000, "how many to skip"))},
         {},
         200,
         0,
         "{submissions}",
         list_submissions},
        {Method::get,
         "/api/submissions/{id}",
         "submission",
         "one own submission and its verdict; of secret tests their verdicts alone",
         Access::user,
         RateClass::read,
         {},
         {},
         200,
         0,
         "{id, state, verdict, code, judgement}",
         show_submission},
    };
}

}  // namespace

std::vector<Route> judge_routes() {
    std::vector<Route> all = run_routes();
    const std::vector<Route> more = submission_routes();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

}  // namespace arena::serve::api
