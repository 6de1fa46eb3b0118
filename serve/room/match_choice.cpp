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

Result<void> set_lengths(match::Settings& settings, const MatchAsk& ask) {
    match::SabotageSettings& phases = settings.sabotage;
    const bool is_sabotage = ask.mode == match::Mode::sabotage;
    if (ask.part_ms > 0 && !is_sabotage && ask.mode != match::Mode::battle_royale)
        return fail(ErrorCode::usage, "'partS' means nothing for " + std::string(name(ask.mode)) +
                                          ": it has neither rounds nor phases");
    if (ask.part_ms > 0 && ask.duration_ms > 0 && is_sabotage)
        return fail(ErrorCode::usage,
                    "'durationS' and 'partS' both say how long sabotage is: give one");
    if (ask.part_ms > 0) settings.royale.round_ms = ask.part_ms;
    if (ask.duration_ms > 0) settings.duration_ms = ask.duration_ms;
    if (!is_sabotage) return {};
    const std::int64_t whole_ms = phases.sabotage_ms + phases.repair_ms;
    if (ask.part_ms > 0) {
        phases.sabotage_ms = phases.repair_ms = ask.part_ms;
    } else if (ask.duration_ms > 0) {
        phases.sabotage_ms = ask.duration_ms * phases.sabotage_ms / whole_ms;
        phases.repair_ms = ask.duration_ms - phases.sabotage_ms;
    }
    settings.duration_ms = phases.sabotage_ms + phases.repair_ms;
    return {};
}

/// All but players and problems.
Result<match::Settings> rules_for(const MatchAsk& ask) {
    match::Settings settings = ask.like ? *ask.like : match::default_settings(ask.mode);
    settings.problems.clear();
    settings.sabotage.tasks.clear();
    settings.seed = ask.seed;
    settings.maker_chose_problems = !ask.problems.empty();
    if (ask.like) return settings;
    settings.starts_when_full = ask.starts_when_full;
    settings.spectators_see_sources = ask.spectators_see_sources;
    settings.spectator_delay_ms = ask.spectator_delay_ms;
    if (ask.players_max > 0) settings.players_max = ask.players_max;
    const auto lengths = set_lengths(settings, ask);
    if (!lengths) return tl::unexpected<Error>(lengths.error());
    return settings;
}

std::size_t wanted_problems(const match::Settings& settings, const MatchAsk& ask) {
    if (ask.mode == match::Mode::sabotage) return settings.players_max;
    return ask.like ? ask.like->problems.size() : problem_count(ask.mode);
}

}  // namespace

Result<match::Settings> choose_match(const ProblemShelf& shelf, const MatchAsk& ask) {
    auto rules = rules_for(ask);
    if (!rules) return rules;
    match::Settings settings = *std::move(rules);
    settings.players = ask.players;
    settings.players_max = std::max(settings.players_max, ask.players.size());
    settings.open = ask.players.size() < settings.players_max;
    const std::size_t wanted = wanted_problems(settings, ask);
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
