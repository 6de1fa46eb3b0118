// `arena matchmake simulate`: what waits and gaps a queue gives, by both rules, or along the line
// rule's frontier; as a table with bars, as JSON, as an SVG plot.
//
// JSON: schema "arena.queue-forecast", version 1, described in arena-matchmake(1).
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/matchmake_args.hpp"
#include "cli/output_file.hpp"
#include "cli/printable.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;
using pairing::QueueFigures;

struct Line {
    std::string name;
    QueueFigures figures;
};

constexpr double frontier_steps[] = {0.25, 0.5, 0.7, 1, 1.4, 2, 4};
constexpr std::size_t bar_columns = 16;

std::string fixed(double value, int decimals) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

std::vector<Line> run(const MatchmakeSimulateArgs& args) {
    std::vector<Line> lines;
    const auto one = [&](pairing::QueueRule rule, const std::string& name) {
        pairing::QueueEvening evening = args.evening;
        evening.rules.rule = rule;
        lines.push_back({name, simulate_queue(evening)});
    };
    const bool line_only = args.one_rule && args.evening.rules.rule == pairing::QueueRule::line;
    if (!line_only) one(pairing::QueueRule::window, "window");
    if (args.one_rule && !line_only) return lines;
    if (!args.frontier) {
        one(pairing::QueueRule::line, "line");
        return lines;
    }
    const std::vector<double> steps(std::begin(frontier_steps), std::end(frontier_steps));
    const auto figures = queue_frontier(args.evening, steps);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        lines.push_back({"line x" + fixed(steps[i], 2), figures[i]});
    }
    return lines;
}

std::string table_text(const std::vector<Line>& lines, const MatchmakeSimulateArgs& args,
                       const Screen& screen) {
    std::string out =
        paint(screen, Ink::strong, fixed(args.evening.arrivals_per_s, 2) + " players a second") +
        ", ratings " + fixed(args.evening.rating_mean, 0) + " +- " +
        fixed(args.evening.rating_spread, 0) + ", " + std::to_string(args.evening.players) +
        " players, seed " + std::to_string(args.evening.seed) + "\n\n";
    out += paint(screen, Ink::faint,
                 "rule           wait p50     p90     p99     max   gap mean     p90") +
           "\n";
    double widest = 0;
    for (const Line& line : lines) widest = std::max(widest, line.figures.gap_mean);
    for (const Line& line : lines) {
        const QueueFigures& one = line.figures;
        const auto cells = static_cast<std::size_t>(
            widest > 0 ? one.gap_mean / widest * double{bar_columns} + 0.5 : 0);
        out += pad_right(line.name, 12) + pad_left(fixed(one.wait_p50, 1) + " s", 11) +
               pad_left(fixed(one.wait_p90, 1), 8) + pad_left(fixed(one.wait_p99, 1), 8) +
               pad_left(fixed(one.wait_max, 0), 8) + pad_left(fixed(one.gap_mean, 1), 11) +
               pad_left(fixed(one.gap_p90, 0), 8) + "\n";
        std::string bar;
        for (std::size_t i = 0; i < cells; ++i) bar += screen.utf8 ? "█" : "#";
        out += pad_right("", 14) + paint(screen, Ink::good, bar) + "\n";
    }
    return out + "\nbars: mean rating gap; waits in seconds\n";
}

std::string report_json(const std::vector<Line>& lines, const MatchmakeSimulateArgs& args) {
    Json json{{"schema", "arena.queue-forecast"},
              {"version", 1},
              {"arrivals_per_s", args.evening.arrivals_per_s},
              {"seed", args.evening.seed},
              {"rules", Json::array()}};
    for (const Line& line : lines) {
        const QueueFigures& one = line.figures;
        json["rules"].push_back({{"rule", line.name},
                                 {"pairs", one.pairs},
                                 {"wait_s",
                                  {{"mean", one.wait_mean},
                                   {"p50", one.wait_p50},
                                   {"p90", one.wait_p90},
                                   {"p99", one.wait_p99},
                                   {"max", one.wait_max}}},
                                 {"gap",
                                  {{"mean", one.gap_mean},
                                   {"p50", one.gap_p50},
                                   {"p90", one.gap_p90},
                                   {"p99", one.gap_p99}}}});
    }
    return json_text(json, 2) + "\n";
}

/// Mean wait to the right, mean gap upwards, a dot for each rule.
std::string svg_text(const std::vector<Line>& lines) {
    constexpr double width = 640, height = 400, edge = 60;
    double wait = 0, gap = 0;
    for (const Line& line : lines) {
        wait = std::max(wait, line.figures.wait_mean);
        gap = std::max(gap, line.figures.gap_mean);
    }
    std::string out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" height=\"400\">\n"
        "<style>text{font:12px sans-serif;fill:#222}</style>\n"
        "<path d=\"M60 20V340H620\" fill=\"none\" stroke=\"#888\"/>\n"
        "<text x=\"340\" y=\"385\" text-anchor=\"middle\">mean wait, s (to " +
        fixed(wait, 1) + ")</text>\n<text x=\"20\" y=\"180\" transform=\"rotate(-90 20 180)\" " +
        "text-anchor=\"middle\">mean rating gap (to " + fixed(gap, 0) + ")</text>\n";
    for (const Line& line : lines) {
        const double x = edge + (width - 2 * edge) * (wait > 0 ? line.figures.wait_mean / wait : 0);
        const double y =
            height - edge - (height - 2 * edge) * (gap > 0 ? line.figures.gap_mean / gap : 0);
        out += "<circle cx=\"" + fixed(x, 1) + "\" cy=\"" + fixed(y, 1) +
               "\" r=\"4\" fill=\"#36c\"/><text x=\"" + fixed(x + 7, 1) + "\" y=\"" +
               fixed(y - 5, 1) + "\">" + line.name + "</text>\n";
    }
    return out + "</svg>\n";
}

}  // namespace

Result<ExitStatus> matchmake_simulate_command(const MatchmakeSimulateArgs& args) {
    const auto lines = run(args);
    if (!args.svg.empty()) {
        auto file = OutputFile::open(args.svg, "--svg");
        if (!file) return tl::unexpected<Error>(file.error());
        auto written = file->write(svg_text(lines));
        if (written) written = file->commit();
        if (!written) return tl::unexpected<Error>(written.error());
    }
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    const auto written =
        write_all(STDOUT_FILENO, args.format == Format::json ? report_json(lines, args)
                                                             : table_text(lines, args, screen));
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
