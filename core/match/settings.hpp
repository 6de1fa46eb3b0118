// What is fixed about a match when it is made: mode, players, problems, times, limits.
//
// All of it is in the first event of the journal, so that a replay needs nothing else. Every
// default is a number of the rules of play (30 minutes, 64 KiB, one submission in 2 s, ...); an
// organizer may change any of them. Times are milliseconds; instants are the server's clock since
// the epoch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/match/mode.hpp"

namespace arena::match {

inline constexpr std::int64_t second_ms = 1000;
inline constexpr std::int64_t minute_ms = 60 * second_ms;

// What no setting can exceed.
inline constexpr std::size_t players_limit = 100;
inline constexpr std::size_t problems_limit = 26;
inline constexpr std::size_t id_bytes_limit = 128;
inline constexpr std::size_t name_bytes_limit = 128;
inline constexpr std::int64_t duration_ms_limit = 7 * 24 * 60 * minute_ms;
inline constexpr std::int64_t source_bytes_limit = 64 * 1024;
inline constexpr int points_limit = 1'000'000;
inline constexpr std::size_t submissions_limit = 20'000;  ///< of all players together

struct PlayerSetting {
    std::string user;  ///< the account's id; 1 to id_bytes_limit bytes
    std::string name;
    double rating = 1500;  ///< in the match's mode, at the start

    bool operator==(const PlayerSetting&) const = default;
};

struct ProblemSetting {
    std::string id;
    int points = 100;       ///< > 0
    double difficulty = 0;  ///< same scale as ratings; for people and for set_points

    bool operator==(const ProblemSetting&) const = default;
};

/// What one player of a sabotage match starts from.
struct SabotageTask {
    std::string problem;  ///< id of one of Settings::problems
    std::string
        language;  ///< of the reference; every sabotage and repair of it is in this language
    std::string reference;  ///< accepted source, at most source_bytes_max

    bool operator==(const SabotageTask&) const = default;
};

struct RoyaleSettings {
    std::int64_t round_ms = 5 * minute_ms;
    int wrong_minutes = 5;  ///< penalty of a wrong submission before an accepted one

    bool operator==(const RoyaleSettings&) const = default;
};

struct SabotageSettings {
    std::int64_t sabotage_ms = 10 * minute_ms;
    std::int64_t repair_ms = 15 * minute_ms;
    int sabotage_lines_max = 5;
    int repair_lines_max = 10;
    int repair_points = 300;
    int minute_cost = 10;  ///< for each minute begun since the repair phase's start
    int wrong_cost = 20;   ///< for each wrong try
    int repair_points_min = 50;
    int survive_points = 150;
    std::vector<SabotageTask> tasks;  ///< one for each player, in the order of the players

    bool operator==(const SabotageSettings&) const = default;
};

struct Settings {
    std::string match;  ///< id
    Mode mode = Mode::blitz;
    std::uint64_t seed = 0;                      ///< of everything that chance decides (mutations)
    std::int64_t duration_ms = 30 * minute_ms;   ///< sabotage: its two phases count instead
    std::int64_t start_wait_ms = 5 * minute_ms;  ///< not started by then: aborted; 0 waits for ever
    bool starts_short = false;  ///< after start_wait_ms with who has come, if they are players_min
    std::int64_t away_grace_ms = minute_ms;  ///< who is away longer forfeits, or loses the seat
    std::int64_t outage_min_ms =
        3 * second_ms;  ///< a longer outage extends the clock by its length
    std::size_t players_min = 2, players_max = 2;
    bool starts_when_full = true;  ///< else by the start command
    std::vector<PlayerSetting>
        players;        ///< who may join; an open match admits more, to players_max
    bool open = false;  ///< strangers may join while it waits
    std::vector<ProblemSetting> problems;
    std::int64_t source_bytes_max = source_bytes_limit;
    std::int64_t submit_gap_ms = 2 * second_ms;  ///< between two submissions of one player
    int chat_messages_max = 10;                  ///< of one player in chat_window_ms
    std::int64_t chat_window_ms = 10 * second_ms;
    std::int64_t chat_bytes_max = 500;
    bool maker_chose_problems = false;  ///< so that the first of `players` knows them
    bool spectators_see_sources = false;
    std::int64_t spectator_delay_ms = 0;  ///< held by the server: it shows them a state this old
    bool compile_error_is_wrong = true;   ///< CE costs what a wrong answer costs
    RoyaleSettings royale;
    SabotageSettings sabotage;

    bool operator==(const Settings&) const = default;
};

/// players_min and players_max as the mode wants them (battleRoyale 4 to 100, else 2 to 2); ids,
/// players, problems and tasks are for the caller.
Settings default_settings(Mode mode);

/// 100 for the easiest problem, 100 more for each harder one; equal difficulty keeps its order.
void set_points_by_difficulty(std::vector<ProblemSetting>& problems);

/// Error: usage, naming the field that breaks a rule or a limit.
Result<void> validate(const Settings& settings);

}  // namespace arena::match
