#include "core/match/settings.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string_view>

#include "core/utf8.hpp"

namespace arena::match {
namespace {

using Found = Result<void>;

Found bad(const std::string& what) {
    return fail(ErrorCode::usage, "match settings: " + what);
}

Found in_range(std::string_view field, std::int64_t value, std::int64_t low, std::int64_t high) {
    if (value >= low && value <= high) return {};
    return bad(std::string(field) + " is " + std::to_string(value) + "; it must be " +
               std::to_string(low) + " to " + std::to_string(high));
}

Found id_in_range(std::string_view field, const std::string& id) {
    if (!id.empty() && id.size() <= id_bytes_limit && is_utf8(id)) return {};
    return bad(std::string(field) + " must have 1 to " + std::to_string(id_bytes_limit) +
               " bytes of UTF-8");
}

Found first_fault(std::initializer_list<Found> all) {
    for (const Found& one : all)
        if (!one) return one;
    return {};
}

Found validate_players(const Settings& s) {
    const auto limit = static_cast<std::int64_t>(players_limit);
    const auto max = static_cast<std::int64_t>(s.players_max);
    const Found counts =
        first_fault({in_range("playersMin", static_cast<std::int64_t>(s.players_min), 2, limit),
                     in_range("playersMax", max, static_cast<std::int64_t>(s.players_min), limit),
                     in_range("players", static_cast<std::int64_t>(s.players.size()), 0, max)});
    if (!counts) return counts;
    if (!s.open && s.players.size() < s.players_min)
        return bad("players: fewer than playersMin, and nobody else may join");
    std::set<std::string_view> seen;
    for (const PlayerSetting& player : s.players) {
        if (const Found id = id_in_range("userId", player.user); !id) return id;
        if (player.name.size() > name_bytes_limit || !is_utf8(player.name))
            return bad("name of " + player.user + " is too long, or not UTF-8");
        if (!std::isfinite(player.rating))
            return bad("rating of " + player.user + " is not a number");
        if (!seen.insert(player.user).second) return bad("player " + player.user + " stands twice");
    }
    return {};
}

/// Rules of play: each mode's own section.
std::size_t problems_max(Mode mode) {
    switch (mode) {
        case Mode::codegolf: return 5;
        case Mode::fastest:
        case Mode::reverse: return 1;
        case Mode::blitz:
        case Mode::battle_royale:
        case Mode::sabotage: return problems_limit;
    }
    return problems_limit;
}

Found validate_problems(const Settings& s) {
    const auto most = static_cast<std::int64_t>(problems_max(s.mode));
    const Found count = in_range("problems", static_cast<std::int64_t>(s.problems.size()), 1, most);
    if (!count) return count;
    std::set<std::string_view> seen;
    for (const ProblemSetting& problem : s.problems) {
        const Found found = first_fault({id_in_range("problemId", problem.id),
                                         in_range("points", problem.points, 1, points_limit)});
        if (!found) return found;
        if (!std::isfinite(problem.difficulty)) return bad("difficulty of " + problem.id);
        if (!seen.insert(problem.id).second) return bad("problem " + problem.id + " stands twice");
    }
    return {};
}

Found validate_sabotage(const Settings& s) {
    if (s.mode != Mode::sabotage) return {};
    const SabotageSettings& own = s.sabotage;
    const Found numbers = first_fault({
        in_range("sabotageMs", own.sabotage_ms, 1, duration_ms_limit),
        in_range("repairMs", own.repair_ms, 1, duration_ms_limit),
        in_range("sabotageLinesMax", own.sabotage_lines_max, 1, 1000),
        in_range("repairLinesMax", own.repair_lines_max, 1, 1000),
        in_range("repairPoints", own.repair_points, 0, points_limit),
        in_range("minuteCost", own.minute_cost, 0, points_limit),
        in_range("wrongCost", own.wrong_cost, 0, points_limit),
        in_range("repairPointsMin", own.repair_points_min, 0, own.repair_points),
        in_range("survivePoints", own.survive_points, 0, points_limit),
    });
    if (!numbers) return numbers;
    if (own.tasks.size() < s.players_max)
        return bad("sabotage: " + std::to_string(own.tasks.size()) + " tasks for up to " +
                   std::to_string(s.players_max) + " players");
    std::set<std::string_view> seen;
    for (const SabotageTask& task : own.tasks) {
        const bool known = std::any_of(s.problems.begin(), s.problems.end(),
                                       [&](const auto& p) { return p.id == task.problem; });
        if (!known) return bad("sabotage: unknown problem " + task.problem);
        if (!seen.insert(task.problem).second)
            return bad("sabotage: two tasks of problem " + task.problem);
        if (const Found id = id_in_range("language", task.language); !id) return id;
        if (!is_utf8(task.reference)) return bad("sabotage: a reference is not UTF-8");
        const auto bytes = static_cast<std::int64_t>(task.reference.size());
        if (const Found fits = in_range("reference", bytes, 1, s.source_bytes_max); !fits)
            return fits;
    }
    return {};
}

}  // namespace

Settings default_settings(Mode mode) {
    Settings settings;
    settings.mode = mode;
    if (mode == Mode::battle_royale) {
        settings.players_min = 4;
        settings.players_max = players_limit;
    }
    return settings;
}

void set_points_by_difficulty(std::vector<ProblemSetting>& problems) {
    std::vector<std::size_t> order(problems.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return problems[a].difficulty < problems[b].difficulty;
    });
    int points = 0;
    for (const std::size_t index : order) problems[index].points = points += 100;
}

Result<void> validate(const Settings& s) {
    const Found numbers = first_fault({
        id_in_range("matchId", s.match),
        in_range("duration", s.duration_ms, 1, duration_ms_limit),
        in_range("startWaitMs", s.start_wait_ms, 0, duration_ms_limit),
        in_range("awayGraceMs", s.away_grace_ms, 0, duration_ms_limit),
        in_range("outageMinMs", s.outage_min_ms, 0, duration_ms_limit),
        in_range("sourceBytesMax", s.source_bytes_max, 1, source_bytes_limit),
        in_range("submitGapMs", s.submit_gap_ms, 0, duration_ms_limit),
        in_range("chatMessagesMax", s.chat_messages_max, 0, 1000),
        in_range("chatWindowMs", s.chat_window_ms, 0, duration_ms_limit),
        in_range("chatBytesMax", s.chat_bytes_max, 1, 4096),
        in_range("spectatorDelayMs", s.spectator_delay_ms, 0, duration_ms_limit),
        in_range("roundMs", s.royale.round_ms, 2, duration_ms_limit),
        in_range("wrongMinutes", s.royale.wrong_minutes, 0, 1000),
    });
    if (!numbers) return numbers;
    return first_fault({validate_players(s), validate_problems(s), validate_sabotage(s)});
}

}  // namespace arena::match
