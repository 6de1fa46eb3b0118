// See match_choice.hpp. Five problems for a blitz, three for a golf and a battle royale, one for
// the rest (rules of play: each mode's own section).
#include "serve/room/match_choice.hpp"

#include <algorithm>

#include "serve/room/problem_shelf.hpp"

namespace arena::serve {
namespace {

std::size_t problem_count(match::Mode mode) {
    switch (mode) {
        case match::Mode::blitz: return 5;
        case match::Mode::codegolf: return 3;
        case match::Mode::battle_royale: return 3;
        case match::Mode::sabotage:
        case match::Mode::fastest:
        case match::Mode::reverse: return 1;
    }
    return 1;
}

bool any_problem(const ShelfProblem&) {
    return true;
}

/// Samples tell what to do: no interaction, no scores.
bool can_be_guessed(const ShelfProblem& problem) {
    return problem.kind == "pass-fail" && !problem.samples.empty();
}

bool can_be_sabotaged(const ShelfProblem& problem) {
    return problem.kind == "pass-fail" && !problem.references.empty();
}

auto fit_for(match::Mode mode) {
    switch (mode) {
        case match::Mode::reverse: return can_be_guessed;
        case match::Mode::sabotage: return can_be_sabotaged;
        case match::Mode::blitz:
        case match::Mode::codegolf:
        case match::Mode::battle_royale:
        case match::Mode::fastest: return any_problem;
    }
    return any_problem;
}

Result<std::vector<const ShelfProblem*>> named(const ProblemShelf& shelf, const MatchAsk& ask) {
    std::vector<const ShelfProblem*> problems;
    for (const std::string& id : ask.problems) {
        const ShelfProblem* const problem = shelf.find(id);
        if (problem == nullptr) return fail(ErrorCode::not_found, "no problem '" + id + "'");
        if (!fit_for(ask.mode)(*problem))
            return fail(ErrorCode::usage,
                        "'" + id + "' does not fit " + std::string(name(ask.mode)));
        problems.push_back(problem);
    }
    return problems;
}

double mean_rating(const std::vector<match::PlayerSetting>& players) {
    double sum = 0;
    for (const auto& player : players) sum += player.rating;
    return players.empty() ? 1500 : sum / static_cast<double>(players.size());
}

/// Python reads best; each player breaks a problem of their own.
void add_tasks(match::Settings& settings, const std::vector<const ShelfProblem*>& problems) {
    for (std::size_t i = 0; i < settings.players_max; ++i) {
        const ShelfProblem& problem = *problems[i];
        const auto python = problem.references.find("python3");
        const auto& [language, source] =
            python != problem.references.end() ? *python : *problem.references.begin();
        settings.sabotage.tasks.push_back({problem.id, language, source});
    }
}

}  // namespace

Result<match::Settings> choose_match(const ProblemShelf& shelf, const MatchAsk& ask) {
    match::Settings settings = match::default_settings(ask.mode);
    settings.problems.clear();
    settings.players = ask.players;
    settings.seed = ask.seed;
    settings.spectator_delay_ms = ask.spectator_delay_ms;
    if (ask.duration_ms > 0) settings.duration_ms = ask.duration_ms;
    if (ask.part_ms > 0) {
        settings.royale.round_ms = ask.part_ms;
        settings.sabotage.sabotage_ms = settings.sabotage.repair_ms = ask.part_ms;
    }
    if (ask.players_max > 0) settings.players_max = ask.players_max;
    settings.players_max = std::max(settings.players_max, ask.players.size());
    settings.open = ask.players.size() < settings.players_max;
    const std::size_t wanted =
        ask.mode == match::Mode::sabotage ? settings.players_max : problem_count(ask.mode);
    auto problems = named(shelf, ask);
    if (!problems) return tl::unexpected<Error>(problems.error());
    if (problems->empty())
        *problems =
            shelf.choose(wanted, mean_rating(ask.players), ask.seen, ask.seed, fit_for(ask.mode));
    if (problems->empty())
        return fail(ErrorCode::unsupported,
                    "no problem of this server fits " + std::string(name(ask.mode)));
    if (ask.mode == match::Mode::sabotage && problems->size() < wanted)
        return fail(ErrorCode::usage, "sabotage wants " + std::to_string(wanted) +
                                          " problems, one for each player; here is only " +
                                          std::to_string(problems->size()));
    for (const ShelfProblem* problem : *problems)
        settings.problems.push_back({problem->id, 100, problem->difficulty});
    match::set_points_by_difficulty(settings.problems);
    if (ask.mode == match::Mode::sabotage) add_tasks(settings, *problems);
    return settings;
}

}  // namespace arena::serve
