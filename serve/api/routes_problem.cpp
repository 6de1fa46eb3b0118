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

/// Hidden from those who guess at it in a reverse match, from who looks on until they have seen its
/// end, and from callers without an account, who may be any of these. From nobody else: a room is
/// quickly made, and would take the statement from those who need it. While the match waits, only
/// what its maker chose is hidden: which problem the server chose, nobody shall find out.
bool is_guessed_by(const App& app, const std::string& problem_id, const Caller& caller) {
    for (const auto& [id, room] : app.rooms->all()) {
        const match::State& now = room->state();
        if (now.settings->mode != match::Mode::reverse || !match::find_problem(now, problem_id))
            continue;
        const match::Viewer viewer = room->viewer_for(caller.user_id, is_organizer(caller));
        if (std::holds_alternative<match::OrganizerViewer>(viewer)) continue;
        const bool takes_part = !caller.is_somebody() ||
                                std::holds_alternative<match::PlayerViewer>(viewer) ||
                                room->is_watched_by(caller.user_id);
        const bool is_told =
            now.status != match::Status::waiting || now.settings->maker_chose_problems;
        if (takes_part && is_told && !room->seen_state(viewer).is_over()) return true;
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
    if (hidden || call->caller.is_somebody()) call->set_header("Cache-Control", "no-store");
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
