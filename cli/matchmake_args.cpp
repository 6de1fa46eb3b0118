#include "cli/matchmake_args.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "cli/value_reader.hpp"
#include "core/pairing/trf.hpp"

namespace arena::cli {
namespace {

constexpr int seconds_max = 86'400;

/// A number within [least, most].
auto as_number(double least, double most) {
    return [=](std::string_view flag, std::string_view text) -> Result<double> {
        double value = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (code != std::errc() || end != text.data() + text.size() || !(value >= least) ||
            !(value <= most)) {
            char range[64];
            std::snprintf(range, sizeof range, "%g to %g", least, most);
            return fail(ErrorCode::usage, std::string(flag) + " '" + std::string(text) +
                                              "' is not a number from " + range);
        }
        return value;
    };
}

std::string one_word(ValueReader& reader, const CommandLine& line, const std::string& what) {
    if (line.words.size() == 1) return line.words.front();
    reader.refuse(std::string(line.command->name) + " needs " + what +
                  (line.words.empty() ? "" : ", and only one"));
    return "";
}

Format take_format(ValueReader& reader) {
    Format format = Format::table;
    reader.take("--format", format,
                as_choice<Format>({{"table", Format::table}, {"json", Format::json}}));
    return format;
}

void take_rules(ValueReader& reader, pairing::QueueRules& rules) {
    reader.take("--rule", rules.rule,
                as_choice<pairing::QueueRule>(
                    {{"line", pairing::QueueRule::line}, {"window", pairing::QueueRule::window}}));
    int longest_s = static_cast<int>(rules.longest_wait_ms / 1000);
    reader.take("--longest-wait", longest_s, as_count(1, seconds_max));
    rules.longest_wait_ms = std::int64_t{longest_s} * 1000;
    reader.take("--eagerness", rules.eagerness, as_number(0.01, 100));
}

/// "3-14": two numbers from 1 to `most`; `mark` stands between them.
Result<std::pair<int, int>> read_two(std::string_view flag, std::string_view text, char mark,
                                     int most) {
    const std::size_t at = text.find(mark);
    if (at != std::string_view::npos) {
        const auto first = read_count(flag, text.substr(0, at), 1, most);
        const auto second = read_count(flag, text.substr(at + 1), 1, most);
        if (first && second && *first != *second) return std::pair{*first, *second};
        if (first && second && mark == ':') return std::pair{*first, *second};
    }
    return fail(ErrorCode::usage, std::string(flag) + " '" + std::string(text) +
                                      "' is not two different numbers with '" + mark +
                                      "' between them");
}

void take_twos(ValueReader& reader, const CommandLine& line, std::string_view flag, char mark,
               std::vector<std::pair<int, int>>& into) {
    const auto found = line.values.find(flag);
    if (found == line.values.end()) return;
    for (const std::string& text : found->second) {
        const auto two = read_two(flag, text, mark, pairing::trf_number_max);
        if (!two) return reader.refuse(two.error().message);
        into.push_back(*two);
    }
}

void take_absent(ValueReader& reader, const CommandLine& line, std::vector<int>& into) {
    const auto found = line.values.find("--absent");
    if (found == line.values.end()) return;
    for (const std::string& text : found->second) {
        const auto number = read_count("--absent", text, 1, pairing::trf_number_max);
        if (!number) return reader.refuse(number.error().message);
        into.push_back(*number);
    }
}

/// "7=H"
void take_byes(ValueReader& reader, const CommandLine& line,
               std::vector<std::pair<int, char>>& into) {
    const auto found = line.values.find("--bye");
    if (found == line.values.end()) return;
    for (const std::string& text : found->second) {
        const std::size_t at = text.find('=');
        const auto number =
            read_count("--bye", std::string_view(text).substr(0, at), 1, pairing::trf_number_max);
        const bool kind = at != std::string::npos && text.size() == at + 2 &&
                          std::string_view("HFZ").find(text.back()) != std::string_view::npos;
        if (!number || !kind) {
            return reader.refuse("--bye '" + text +
                                 "' is not a number, '=' and H, F or Z (1/2, 1 or 0 points)");
        }
        into.emplace_back(*number, text.back());
    }
}

void take_tie_breaks(ValueReader& reader, const CommandLine& line, MatchmakeSwissArgs& args) {
    const auto found = line.values.find("--tie-break");
    if (found == line.values.end()) {
        args.tie_breaks = {pairing::TieBreak::buchholz_cut_1, pairing::TieBreak::buchholz,
                           pairing::TieBreak::sonneborn_berger};
        return;
    }
    std::vector<std::string_view> names;
    for (const auto one : pairing::all_tie_breaks()) names.push_back(pairing::tie_break_name(one));
    for (const std::string& text : found->second) {
        const auto index = read_choice("--tie-break", text, names);
        if (!index) return reader.refuse(index.error().message);
        args.tie_breaks.push_back(pairing::all_tie_breaks()[*index]);
    }
}

}  // namespace

Result<MatchmakeQueueArgs> read_matchmake_queue_args(const CommandLine& line) {
    ValueReader reader(line);
    MatchmakeQueueArgs args;
    args.common = read_common(reader, line);
    args.file = one_word(reader, line, "a CSV file of players");
    take_rules(reader, args.rules);
    args.format = take_format(reader);
    return reader.finish(args);
}

Result<MatchmakeSimulateArgs> read_matchmake_simulate_args(const CommandLine& line) {
    ValueReader reader(line);
    MatchmakeSimulateArgs args;
    args.common = read_common(reader, line);
    refuse_words(reader, line, "matchmake simulate");
    take_rules(reader, args.evening.rules);
    args.one_rule = line.has("--rule");
    args.frontier = line.has("--frontier");
    reader.take("--rate", args.evening.arrivals_per_s, as_number(0.001, 10'000));
    reader.take("--mean", args.evening.rating_mean, as_number(100, 3500));
    reader.take("--spread", args.evening.rating_spread, as_number(1, 2000));
    int players = static_cast<int>(args.evening.players), seed = 1;
    reader.take("--players", players, as_count(100, pairing::evening_players_max));
    reader.take("--seed", seed, as_count(0, 2'000'000'000));
    args.evening.players = static_cast<std::uint32_t>(players);
    args.evening.seed = static_cast<std::uint64_t>(seed);
    reader.take("--svg", args.svg, as_text);
    args.format = take_format(reader);
    return reader.finish(args);
}

Result<MatchmakeSwissArgs> read_matchmake_swiss_args(const CommandLine& line) {
    ValueReader reader(line);
    MatchmakeSwissArgs args;
    args.common = read_common(reader, line);
    args.file = one_word(reader, line, "a tournament report file (TRF)");
    args.explain = line.has("--explain");
    args.check = line.has("--check");
    args.standings = line.has("--standings");
    args.baku = line.has("--accelerate");
    take_twos(reader, line, "--forbid", '-', args.forbidden);
    take_twos(reader, line, "--pair", '-', args.pairs);
    take_absent(reader, line, args.absent);
    take_byes(reader, line, args.byes);
    take_tie_breaks(reader, line, args);
    reader.take("--output", args.output, as_text);
    reader.take("--format", args.format,
                as_choice<SwissFormat>({{"table", SwissFormat::table},
                                        {"json", SwissFormat::json},
                                        {"pairs", SwissFormat::pairs}}));
    if (args.check && args.standings) reader.refuse("--check and --standings exclude one another");
    if ((args.check || args.standings) && (line.has("--output") || line.has("--pair"))) {
        reader.refuse("--check and --standings pair nothing: leave out --output and --pair");
    }
    if ((args.check || args.standings) && args.format == SwissFormat::pairs) {
        reader.refuse("--format pairs is for a round: --check and --standings print table or json");
    }
    return reader.finish(args);
}

Result<MatchmakeScheduleArgs> read_matchmake_schedule_args(const CommandLine& line) {
    ValueReader reader(line);
    MatchmakeScheduleArgs args;
    args.common = read_common(reader, line);
    args.players = one_word(reader, line, "a number of players, or a file with a name a line");
    const std::string_view name = line.command->name;
    if (name == "matchmake knockout") args.kind = ScheduleKind::knockout;
    if (name == "matchmake double-elimination") args.kind = ScheduleKind::double_elimination;
    if (name == "matchmake groups") args.kind = ScheduleKind::groups;
    args.both_ways = line.has("--double");
    take_twos(reader, line, "--result", ':', args.results);
    reader.take("--svg", args.svg, as_text);
    args.format = take_format(reader);
    return reader.finish(args);
}

Result<MatchmakeCollusionArgs> read_matchmake_collusion_args(const CommandLine& line) {
    ValueReader reader(line);
    MatchmakeCollusionArgs args;
    args.common = read_common(reader, line);
    args.file = one_word(reader, line, "a CSV file of games");
    reader.take("--fdr", args.rate, as_number(0.000001, 0.5));
    args.format = take_format(reader);
    return reader.finish(args);
}

}  // namespace arena::cli
