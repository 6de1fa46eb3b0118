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

/// While a reverse match guesses at it, nobody is shown the statement: an account is quickly made.
bool is_played_in_reverse(const App& app, const std::string& problem_id) {
    for (const auto& [id, room] : app.rooms->all()) {
        const match::State& state = room->state();
        if (state.is_over() || state.settings->mode != match::Mode::reverse) continue;
        if (match::find_problem(state, problem_id)) return true;
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
    const bool hidden = is_played_in_reverse(app, problem->id);
    if (hidden) call->set_header("Cache-Control", "no-store");
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
