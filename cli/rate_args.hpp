// What the user means with `arena rate ...`: one plain struct for the commands that read results,
// one for a match given as counts.
#pragma once

#include <optional>

#include "cli/args.hpp"
#include "core/rating/match_test.hpp"
#include "core/rating/results.hpp"
#include "core/rating/system.hpp"

namespace arena::cli {

enum class RateFormat { table, csv, json };

struct RateArgs {
    CommonArgs common;
    std::vector<std::string> files;              ///< at least one, unless there is a state
    std::vector<std::string> players;            ///< of predict and history
    const rating::SystemSpec* system = nullptr;  ///< null: the command's own choice
    std::vector<std::string> sets;               ///< "k=24,lead=65"
    std::optional<rating::ResultsFormat> input;
    RateFormat format = RateFormat::table;
    std::string output;  ///< empty: stdout
    std::string state;   ///< empty: begin anew and keep nothing
    std::string mode;    ///< empty: overall
    std::string svg;     ///< of history
    int top = 0;         ///< 0: all
    int min_games = 0;
    int jobs = 0;  ///< of compare: systems tried at once; 0: as many as there are cores
    double train = 0.1;
    bool parameters_only = false;  ///< `rate --system NAME -v` without results: what --set takes
    std::vector<std::string> anchors;  ///< of drift names, of rate NAME=RATING
    bool los = false;                  ///< the matrix of superiority too
    int lead = 0;                      ///< of predict: the first side has it
};

struct RateMatchArgs {
    CommonArgs common;
    rating::MatchCounts counts;
    rating::SprtRules rules;
    bool sequential = false;  ///< --elo given: an SPRT too
    RateFormat format = RateFormat::table;
};

Result<RateArgs> read_rate_args(const CommandLine& line);
Result<RateArgs> read_rate_history_args(const CommandLine& line);
Result<RateArgs> read_rate_predict_args(const CommandLine& line);
Result<RateMatchArgs> read_rate_match_args(const CommandLine& line);

/// The parameters of a system: name, default, range, meaning.
std::string parameters_text(const rating::SystemSpec& spec);

Result<ExitStatus> rate_command(const RateArgs& args);
Result<ExitStatus> rate_evaluate_command(const RateArgs& args);
Result<ExitStatus> rate_tune_command(const RateArgs& args);
Result<ExitStatus> rate_compare_command(const RateArgs& args);
Result<ExitStatus> rate_drift_command(const RateArgs& args);
Result<ExitStatus> rate_predict_command(const RateArgs& args);
Result<ExitStatus> rate_history_command(const RateArgs& args);
Result<ExitStatus> rate_match_command(const RateMatchArgs& args);

}  // namespace arena::cli
