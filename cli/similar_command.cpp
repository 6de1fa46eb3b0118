// `arena similar`: the pairs of submissions that are most alike, and the groups they form.
#include <unistd.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/printable.hpp"
#include "cli/rate_fit.hpp"
#include "cli/similar_html.hpp"
#include "cli/similar_input.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "core/rating/number_text.hpp"
#include "core/similarity/clusters.hpp"

namespace arena::cli {
namespace {

using rating::fixed_text;
using similarity::Cluster;
using similarity::PairScore;

constexpr std::size_t table_pairs = 20, html_pairs = 50;  ///< without --top
constexpr std::size_t left_out_shown = 5;

struct Found {
    std::vector<PairScore> pairs;  ///< at least --min-score, the highest first
    std::vector<Cluster> clusters;
    std::size_t shown = 0;  ///< of the pairs, from the first
};

std::string name_of(const SimilarInput& input, std::size_t i) {
    const similarity::Submission& one = input.corpus[i];
    return one.name;
}

std::string percent(double share) {
    return fixed_text(100 * share, 0) + " %";
}

std::string clusters_text(const SimilarInput& input, const Found& found, const SimilarArgs& args,
                          const Screen& screen) {
    if (found.clusters.empty()) return "";
    std::string out = "\n" + paint(screen, Ink::strong, "groups") + ", joined by pairs of " +
                      fixed_text(args.cluster_score, 2) + " or more\n";
    for (std::size_t i = 0; i < found.clusters.size(); ++i) {
        const Cluster& cluster = found.clusters[i];
        const std::string head = "  " + pad_left(std::to_string(i + 1), 3) + "  " +
                                 pad_left(std::to_string(cluster.members.size()), 3) + " of " +
                                 fixed_text(cluster.least, 2) + "-" + fixed_text(cluster.most, 2) +
                                 "  ";
        const std::string indent(head.size(), ' ');
        std::string line = head;
        for (const std::uint32_t member : cluster.members) {
            std::string name = printable(name_of(input, member));
            const auto columns = static_cast<std::size_t>(screen.columns);
            if (screen.terminal && columns > head.size() + 10) {
                name = cut_start(name, columns - head.size() - 1, screen.ellipsis());
            }
            const bool fits = display_width(line) + 1 + display_width(name) <
                              static_cast<std::size_t>(screen.columns);
            if (line.size() > head.size() && !fits) {
                out += line + "\n";
                line = indent;
            }
            line += (line.size() > indent.size() ? " " : "") + name;
        }
        out += line + "\n";
    }
    return out;
}

std::string left_out_text(const SimilarInput& input, const SimilarArgs& args,
                          const Screen& screen) {
    if (input.left_out.empty()) return "";
    const std::size_t shown = args.common.verbose ? input.left_out.size()
                                                  : std::min(left_out_shown, input.left_out.size());
    std::string out = "\nleft out:\n";
    for (std::size_t i = 0; i < shown; ++i) out += "  " + printable(input.left_out[i]) + "\n";
    if (shown < input.left_out.size()) {
        out += "  " +
               paint(screen, Ink::faint,
                     "and " + std::to_string(input.left_out.size() - shown) + " more (--verbose)") +
               "\n";
    }
    return out;
}

std::string table_text(const SimilarInput& input, const Found& found, const SimilarArgs& args,
                       const Screen& screen) {
    std::string out =
        paint(screen, Ink::strong, std::to_string(input.corpus.size()) + " submissions") + ", " +
        std::to_string(found.pairs.size()) +
        (found.pairs.size() == 1 ? " pair of " : " pairs of ") + fixed_text(args.min_score, 2) +
        " or more\n";
    if (found.shown > 0) {
        std::size_t widest = 1;
        for (std::size_t i = 0; i < found.shown; ++i) {
            widest = std::max(widest, display_width(printable(name_of(input, found.pairs[i].a))));
        }
        const std::size_t fixed = 2 + 6 + 2 * 8 + 2 + 2;
        const auto columns = static_cast<std::size_t>(screen.columns);
        const std::size_t half = columns > fixed + 20 ? (columns - fixed) / 2 : 10;
        if (screen.terminal) widest = std::min(widest, half);
        const auto shown_name = [&](std::uint32_t i) {
            const std::string name = printable(name_of(input, i));
            const std::size_t room = std::max(half, columns - std::min(columns, fixed + widest));
            return screen.terminal ? cut_start(name, room, screen.ellipsis()) : name;
        };
        out += "\n" +
               paint(screen, Ink::faint,
                     "  " + pad_left("score", 6) + pad_left("of A", 8) + pad_left("of B", 8) +
                         "  " + pad_right("A", widest) + "  B") +
               "\n";
        for (std::size_t i = 0; i < found.shown; ++i) {
            const PairScore& pair = found.pairs[i];
            const Ink ink = pair.score >= args.cluster_score ? Ink::warning : Ink::plain;
            const std::string a = printable(name_of(input, pair.a));
            out +=
                "  " + paint(screen, ink, pad_left(fixed_text(pair.score, 3), 6)) +
                pad_left(percent(pair.of_a), 8) + pad_left(percent(pair.of_b), 8) + "  " +
                pad_right(screen.terminal ? cut_start(a, widest, screen.ellipsis()) : a, widest) +
                "  " + shown_name(pair.b) + "\n";
        }
    }
    if (found.shown < found.pairs.size()) {
        out += "  " +
               paint(screen, Ink::faint,
                     "and " + std::to_string(found.pairs.size() - found.shown) + " more (--top)") +
               "\n";
    }
    return out + clusters_text(input, found, args, screen) + left_out_text(input, args, screen);
}

std::string csv_text(const SimilarInput& input, const Found& found) {
    std::string out = "problem,file_a,file_b,score,of_a,of_b\n";
    for (std::size_t i = 0; i < found.shown; ++i) {
        const PairScore& pair = found.pairs[i];
        out += csv_field(input.corpus[pair.a].problem) + "," + csv_field(name_of(input, pair.a)) +
               "," + csv_field(name_of(input, pair.b));
        for (const double value : {pair.score, pair.of_a, pair.of_b}) {
            out += "," + fixed_text(value, 6);
        }
        out += "\n";
    }
    return out;
}

std::string report_json(const SimilarInput& input, const Found& found, const SimilarArgs& args) {
    using Json = nlohmann::ordered_json;
    Json pairs = Json::array(), groups = Json::array();
    for (std::size_t i = 0; i < found.shown; ++i) {
        const PairScore& pair = found.pairs[i];
        Json row = {{"a", name_of(input, pair.a)},
                    {"b", name_of(input, pair.b)},
                    {"score", pair.score},
                    {"of_a", pair.of_a},
                    {"of_b", pair.of_b}};
        if (!input.corpus[pair.a].problem.empty()) row["problem"] = input.corpus[pair.a].problem;
        pairs.push_back(std::move(row));
    }
    for (const Cluster& cluster : found.clusters) {
        Json members = Json::array();
        for (const std::uint32_t member : cluster.members) {
            members.push_back(name_of(input, member));
        }
        groups.push_back({{"members", members}, {"least", cluster.least}, {"most", cluster.most}});
    }
    const Json report = {{"schema", "arena.similar"},
                         {"version", 1},
                         {"submissions", input.corpus.size()},
                         {"min_score", args.min_score},
                         {"cluster_score", args.cluster_score},
                         {"pairs", pairs},
                         {"groups", groups},
                         {"left_out", input.left_out}};
    return json_text(report, 2) + "\n";
}

}  // namespace

Result<ExitStatus> similar_command(const SimilarArgs& args) {
    const auto input = read_similar_input(args);
    if (!input) return tl::unexpected<Error>(input.error());
    Found found;
    const double least = std::min(args.min_score, args.cluster_score);
    found.pairs = similar_pairs(input->corpus, least, args);
    found.clusters = similarity::clusters(found.pairs, input->corpus.size(), args.cluster_score);
    const auto low = std::find_if(found.pairs.begin(), found.pairs.end(),
                                  [&](const auto& pair) { return pair.score < args.min_score; });
    found.pairs.erase(low, found.pairs.end());
    std::size_t top = found.pairs.size();
    if (args.top) {
        top = static_cast<std::size_t>(*args.top);
    } else if (args.format == SimilarFormat::table) {
        top = table_pairs;
    } else if (args.format == SimilarFormat::html) {
        top = html_pairs;
    }
    found.shown = std::min(top, found.pairs.size());
    std::string report;
    switch (args.format) {
        case SimilarFormat::table: {
            Screen screen = screen_of(STDOUT_FILENO, args.common.color);
            if (!args.output.empty()) screen.terminal = screen.color = false;
            report = table_text(*input, found, args, screen);
            break;
        }
        case SimilarFormat::csv: report = csv_text(*input, found); break;
        case SimilarFormat::json: report = report_json(*input, found, args); break;
        case SimilarFormat::html:
            report = similar_html(*input,
                                  {found.pairs.begin(),
                                   found.pairs.begin() + static_cast<std::ptrdiff_t>(found.shown)},
                                  found.clusters, args);
            break;
    }
    if (auto done = put_similar_report(args.output, report); !done) {
        return tl::unexpected<Error>(done.error());
    }
    return ExitStatus::ok;
}

}  // namespace arena::cli
