// The problems of this server. A statement is public; test data beyond the samples never leaves.
#include <nlohmann/json.hpp>

#include "serve/api/call.hpp"
#include "serve/app.hpp"
#include "serve/room/problem_shelf.hpp"
#include "serve/room/rooms.hpp"

namespace arena::serve::api {
namespace {

using nlohmann::json;

json summary(const ShelfProblem& problem) {
    return {{"id", problem.id},
            {"title", problem.title},
            {"kind", problem.kind},
            {"difficulty", problem.difficulty},
            {"timeLimitS", problem.time_limit_s},
            {"memoryBytes", problem.memory_bytes}};
}

/// Hidden from those who guess at it in a reverse match, and from who looks on later than it ended.
/// Nobody else: a room is quickly made, and would take the statement from those who need it.
bool is_guessed_by(const App& app, const std::string& problem_id, const Caller& caller) {
    if (!caller.is_somebody() || is_organizer(caller)) return false;
    for (const auto& [id, room] : app.rooms->all()) {
        if (room->state().settings->mode != match::Mode::reverse) continue;
        const match::Viewer viewer = room->viewer_for(caller.user_id, false);
        const bool takes_part = !std::holds_alternative<match::SpectatorViewer>(viewer) ||
                                room->is_watched_by(caller.user_id);
        const match::State& state = room->seen_state(viewer);
        const bool is_played = state.status == match::Status::active;
        if (takes_part && is_played && match::find_problem(state, problem_id)) return true;
    }
    return false;
}

void list_problems(App& app, const std::shared_ptr<Call>& call) {
    json list = json::array();
    for (const ShelfProblem& problem : app.problems.all()) list.push_back(summary(problem));
    call->answer(json{{"problems", list}});
}

void show_problem(App& app, const std::shared_ptr<Call>& call) {
    const ShelfProblem* const problem = app.problems.find(call->parameter("id"));
    if (!problem) return call->refuse(404, "not_found", "no problem has this id");
    json answer = summary(*problem);
    const bool hidden = is_guessed_by(app, problem->id, call->caller);
    if (call->caller.is_somebody()) call->set_header("Cache-Control", "no-store");
    answer["statement"] = hidden ? "" : problem->statement;
    answer["statementHidden"] = hidden;
    answer["statementFormat"] = problem->statement_format;
    answer["samples"] = json::array();
    for (const auto& sample : problem->samples)
        answer["samples"].push_back({{"input", sample.input}, {"output", sample.output}});
    call->answer(answer);
}

}  // namespace

std::vector<Route> problem_routes() {
    using http::Method;
    return {
        {Method::get,
         "/api/problems",
         "problems",
         "all problems, easiest first",
         Access::anyone,
         RateClass::read,
         {},
         {},
         200,
         300,
         "{problems}",
         list_problems},
        {Method::get,
         "/api/problems/{id}",
         "problem",
         "statement, samples and limits",
         Access::anyone,
         RateClass::read,
         {},
         {},
         200,
         300,
         "{id, title, ..., statement, statementFormat, samples}",
         show_problem},
    };
}

}  // namespace arena::serve::api
