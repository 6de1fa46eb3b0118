// From words to the arguments of `arena rate ...`.
#include "cli/rate_args.hpp"

#include <charconv>
#include <cmath>

#include "cli/value_reader.hpp"

namespace arena::cli {
namespace {

constexpr int count_most = 1'000'000'000;
constexpr int jobs_most = 4096;

Result<double> read_number(std::string_view flag, std::string_view text, double least,
                           double most) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool read = error == std::errc() && end == text.data() + text.size() && !text.empty();
    if (!read || !(value >= least && value <= most)) {
        return fail(ErrorCode::usage, std::string(flag) + " is a number, not '" +
                                          std::string(text.substr(0, 40)) + "'");
    }
    return value;
}

auto as_number(double least, double most) {
    return [=](std::string_view flag, std::string_view text) {
        return read_number(flag, text, least, most);
    };
}

void read_format(ValueReader& reader, RateFormat& format) {
    reader.take(
        "--format", format,
        as_choice<RateFormat>(
            {{"table", RateFormat::table}, {"csv", RateFormat::csv}, {"json", RateFormat::json}}));
}

std::vector<std::string> all_of(const CommandLine& line, std::string_view flag) {
    const auto found = line.values.find(flag);
    return found == line.values.end() ? std::vector<std::string>{} : found->second;
}

RateArgs read(ValueReader& reader, const CommandLine& line) {
    RateArgs args;
    args.common = read_common(reader, line);
    reader.take("--system", args.system,
                [](std::string_view, std::string_view text) { return rating::find_system(text); });
    args.sets = all_of(line, "--set");
    reader.take(
        "--input", args.input,
        as_choice<std::optional<rating::ResultsFormat>>({{"csv", rating::ResultsFormat::csv},
                                                         {"jsonl", rating::ResultsFormat::jsonl},
                                                         {"pgn", rating::ResultsFormat::pgn}}));
    read_format(reader, args.format);
    reader.take("--output", args.output, as_text);
    reader.take("--state", args.state, as_text);
    reader.take("--mode", args.mode, as_text);
    reader.take("--svg", args.svg, as_text);
    reader.take("--top", args.top, as_count(1, count_most));
    reader.take("--min-games", args.min_games, as_count(0, count_most));
    reader.take("--jobs", args.jobs, as_count(1, jobs_most));
    double percent = 10;
    reader.take("--train", percent, as_number(1, 90));
    args.train = percent / 100;
    args.anchors = all_of(line, "--anchor");
    if (line.has("--first")) args.lead = 1;
    args.los = line.has("--los");
    return args;
}

}  // namespace

Result<RateArgs> read_rate_args(const CommandLine& line) {
    ValueReader reader(line);
    RateArgs args = read(reader, line);
    args.files = line.words;
    const bool rates = line.command != nullptr && line.command->name == "rate";
    args.parameters_only = rates && args.files.empty() && args.state.empty() && args.common.verbose;
    if (args.files.empty() && args.state.empty() && !args.parameters_only) {
        reader.refuse("rate needs a file of RESULTS (arena rate games.csv)");
    }
    return reader.finish(std::move(args));
}

Result<RateArgs> read_rate_history_args(const CommandLine& line) {
    ValueReader reader(line);
    RateArgs args = read(reader, line);
    if (line.words.size() < 2) {
        reader.refuse("the arguments are: arena rate history RESULTS PLAYER...");
    } else {
        args.files = {line.words.front()};
        args.players.assign(line.words.begin() + 1, line.words.end());
    }
    return reader.finish(std::move(args));
}

Result<RateArgs> read_rate_predict_args(const CommandLine& line) {
    ValueReader reader(line);
    RateArgs args = read(reader, line);
    const std::size_t files = args.state.empty() ? 1 : 0;
    if (line.words.size() != files + 2) {
        reader.refuse(
            "the arguments are: arena rate predict RESULTS A B (without RESULTS where "
            "--state is given)");
    } else {
        if (files == 1) args.files = {line.words.front()};
        args.players.assign(line.words.end() - 2, line.words.end());
    }
    return reader.finish(std::move(args));
}

Result<RateMatchArgs> read_rate_match_args(const CommandLine& line) {
    ValueReader reader(line);
    RateMatchArgs args;
    args.common = read_common(reader, line);
    read_format(reader, args.format);
    std::vector<double> counts;
    for (const std::string& word : line.words) {
        const auto count = read_number("a count of games", word, 0, 1e12);
        if (!count) {
            reader.refuse(count.error().message);
            break;
        }
        if (*count != std::floor(*count)) {
            reader.refuse("a count of games is a whole number, not '" + word + "'");
            break;
        }
        counts.push_back(*count);
    }
    if (counts.size() == 3) {
        args.counts = rating::MatchCounts::games(counts[0], counts[1], counts[2]);
    } else if (counts.size() == 5) {
        args.counts =
            rating::MatchCounts::pairs(counts[0], counts[1], counts[2], counts[3], counts[4]);
    } else {
        reader.refuse(
            "a match is 3 counts (WINS LOSSES DRAWS) or 5 (pairs of games that made 0, "
            "1/2, 1, 3/2 and 2 points)");
    }
    if (counts.size() == line.words.size() && args.counts.total() <= 0) {
        reader.refuse("there are no games to judge");
    }
    args.sequential = line.has("--elo0") || line.has("--elo1");
    reader.take("--elo0", args.rules.elo_0, as_number(-1000, 1000));
    reader.take("--elo1", args.rules.elo_1, as_number(-1000, 1000));
    reader.take("--alpha", args.rules.alpha, as_number(0, 1));
    reader.take("--beta", args.rules.beta, as_number(0, 1));
    reader.take("--model", args.rules.model,
                as_choice<rating::EloModel>({{"normalized", rating::EloModel::normalized},
                                             {"logistic", rating::EloModel::logistic},
                                             {"bayesian", rating::EloModel::bayesian}}));
    return reader.finish(std::move(args));
}

}  // namespace arena::cli
