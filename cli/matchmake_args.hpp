// What the user means with `arena matchmake ...`: one plain struct a kind of subcommand.
#pragma once

#include <cstdint>
#include <utility>

#include "cli/args.hpp"
#include "core/pairing/queue_simulation.hpp"
#include "core/pairing/tie_breaks.hpp"

namespace arena::cli {

struct MatchmakeQueueArgs {
    CommonArgs common;
    std::string file;
    pairing::QueueRules rules;
    Format format = Format::table;
};

struct MatchmakeSimulateArgs {
    CommonArgs common;
    pairing::QueueEvening evening;
    bool one_rule = false;  ///< --rule was given: that one alone
    bool frontier = false;
    std::string svg;
    Format format = Format::table;
};

enum class SwissFormat { table, json, pairs };

struct MatchmakeSwissArgs {
    CommonArgs common;
    std::string file;
    bool explain = false, check = false, standings = false, baku = false;
    std::vector<std::pair<int, int>> forbidden;  ///< pairing numbers
    std::vector<std::pair<int, int>> pairs;      ///< --pair: the organizer's own, white first
    std::vector<int> absent;
    std::vector<std::pair<int, char>> byes;  ///< number and H, F or Z
    std::vector<pairing::TieBreak> tie_breaks;
    std::string output;
    SwissFormat format = SwissFormat::table;
};

enum class ScheduleKind { round_robin, knockout, double_elimination, groups };

struct MatchmakeScheduleArgs {
    CommonArgs common;
    ScheduleKind kind = ScheduleKind::round_robin;
    std::string players;  ///< a number, or a file with a name a line
    bool both_ways = false;
    std::vector<std::pair<int, int>> results;  ///< match and seed that won it, from 1
    std::string svg;
    Format format = Format::table;
};

struct MatchmakeCollusionArgs {
    CommonArgs common;
    std::string file;
    double rate = 0.05;
    Format format = Format::table;
};

Result<MatchmakeQueueArgs> read_matchmake_queue_args(const CommandLine& line);
Result<MatchmakeSimulateArgs> read_matchmake_simulate_args(const CommandLine& line);
Result<MatchmakeSwissArgs> read_matchmake_swiss_args(const CommandLine& line);
Result<MatchmakeScheduleArgs> read_matchmake_schedule_args(const CommandLine& line);
Result<MatchmakeCollusionArgs> read_matchmake_collusion_args(const CommandLine& line);

Result<ExitStatus> matchmake_queue_command(const MatchmakeQueueArgs& args);
Result<ExitStatus> matchmake_arena_command(const MatchmakeQueueArgs& args);
Result<ExitStatus> matchmake_simulate_command(const MatchmakeSimulateArgs& args);
Result<ExitStatus> matchmake_swiss_command(const MatchmakeSwissArgs& args);
Result<ExitStatus> matchmake_round_robin_command(const MatchmakeScheduleArgs& args);
Result<ExitStatus> matchmake_bracket_command(const MatchmakeScheduleArgs& args);
Result<ExitStatus> matchmake_collusion_command(const MatchmakeCollusionArgs& args);

}  // namespace arena::cli
