// `arena.similar-view A B`: what of two sources matches, side by side.
//
// The blocks stand in the order of A; each shows its lines of both sides next to one another. Other
// files only help to tell which code is rare.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/printable.hpp"
#include "cli/similar_html.hpp"
#include "cli/similar_match.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "core/rating/number_text.hpp"

namespace arena::cli {
namespace {

using rating::fixed_text;

constexpr std::size_t tab_columns = 4;
constexpr std::size_t columns_min = 40;
constexpr std::size_t column_bytes_max = 16;  ///< of a line no more is looked at for each column

struct Lines {
    std::size_t first, last;  ///< from 0, both in
};

Lines lines_of(const MatchSide& side, std::size_t begin, std::size_t end) {
    return {side.line_of(begin), side.line_of(end > begin ? end - 1 : begin)};
}

std::string expanded(std::string_view line) {
    std::string out;
    for (const char c : line) {
        if (c == '\t') {
            out.append(tab_columns - out.size() % tab_columns, ' ');
        } else {
            out += c;
        }
    }
    return printable(out);
}

std::string cell(const MatchSide& side, std::size_t line, std::size_t last, std::size_t digits,
                 std::size_t width, const Screen& screen) {
    if (line > last) return std::string(width, ' ');
    const std::string number = pad_left(std::to_string(line + 1), digits) + " ";
    const std::string text = cut_end(expanded(side.line(line).substr(0, width * column_bytes_max)),
                                     width - number.size(), screen.ellipsis());
    return paint(screen, Ink::faint, number) + pad_right(text, width - number.size());
}

std::string range_text(const Lines& lines) {
    if (lines.first == lines.last) return "line " + std::to_string(lines.first + 1);
    return "lines " + std::to_string(lines.first + 1) + "-" + std::to_string(lines.last + 1);
}

std::string trimmed(std::string text) {
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

std::string view_text(const PairMatch& match, const similarity::PairScore& score,
                      const Screen& screen) {
    const auto columns =
        std::max<std::size_t>(columns_min, static_cast<std::size_t>(screen.columns));
    const std::size_t half = (columns - 3) / 2;
    const std::size_t digits =
        std::to_string(std::max(match.a.line_begins.size(), match.b.line_begins.size())).size();
    const auto head = [&](std::string_view name) {
        return pad_right(cut_start(printable(name), half, screen.ellipsis()), half);
    };
    std::string out = paint(screen, Ink::strong, "score " + fixed_text(score.score, 3)) + ", " +
                      fixed_text(100 * score.of_a, 0) + " % of A in B, " +
                      fixed_text(100 * score.of_b, 0) + " % of B in A\n" +
                      trimmed(head(match.a.name) + " | " + head(match.b.name)) + "\n";
    if (match.blocks.empty()) out += "\nno stretch of code is the same\n";
    for (std::size_t i = 0; i < match.blocks.size(); ++i) {
        const MatchBlock& block = match.blocks[i];
        const Lines a = lines_of(match.a, block.a_begin, block.a_end);
        const Lines b = lines_of(match.b, block.b_begin, block.b_end);
        out += "\n" +
               paint(screen, Ink::warning,
                     std::to_string(i + 1) + ": " + std::to_string(block.tokens) + " tokens, " +
                         range_text(a) + " | " + range_text(b)) +
               "\n";
        const std::size_t rows = std::max(a.last - a.first, b.last - b.first) + 1;
        for (std::size_t row = 0; row < rows; ++row) {
            out += trimmed(cell(match.a, a.first + row, a.last, digits, half, screen) + " | " +
                           cell(match.b, b.first + row, b.last, digits, half, screen)) +
                   "\n";
        }
    }
    return out;
}

std::string blocks_csv(const PairMatch& match) {
    std::string out = "tokens,a_first_line,a_last_line,b_first_line,b_last_line\n";
    for (const MatchBlock& block : match.blocks) {
        const Lines a = lines_of(match.a, block.a_begin, block.a_end);
        const Lines b = lines_of(match.b, block.b_begin, block.b_end);
        out += std::to_string(block.tokens);
        for (const std::size_t line : {a.first, a.last, b.first, b.last}) {
            out += "," + std::to_string(line + 1);
        }
        out += "\n";
    }
    return out;
}

std::string blocks_json(const PairMatch& match, const similarity::PairScore& score) {
    using Json = nlohmann::ordered_json;
    Json blocks = Json::array();
    for (const MatchBlock& block : match.blocks) {
        const Lines a = lines_of(match.a, block.a_begin, block.a_end);
        const Lines b = lines_of(match.b, block.b_begin, block.b_end);
        blocks.push_back({{"tokens", block.tokens},
                          {"a_lines", {a.first + 1, a.last + 1}},
                          {"b_lines", {b.first + 1, b.last + 1}}});
    }
    const Json report = {{"schema", "arena.similar-view"},
                         {"version", 1},
                         {"a", match.a.name},
                         {"b", match.b.name},
                         {"score", score.score},
                         {"of_a", score.of_a},
                         {"of_b", score.of_b},
                         {"blocks", blocks}};
    return json_text(report, 2) + "\n";
}

/// The corpus sorts; the user's A and B are found again by the files they name.
std::size_t place_of(const SimilarInput& input, const std::string& path) {
    const std::string clean = std::filesystem::path(path).lexically_normal().string();
    for (std::size_t i = 0; i < input.sources.size(); ++i) {
        for (const SubmittedFile& file : input.sources[i]) {
            if (file.name == clean) return i;
        }
    }
    return input.sources.size();
}

}  // namespace

Result<ExitStatus> similar_view_command(const SimilarArgs& args) {
    for (std::size_t i = 0; i < 2; ++i) {
        if (std::filesystem::is_directory(args.paths[i])) {
            return fail(ErrorCode::usage,
                        "'" + args.paths[i] + "' is a folder; A and B of similar view are files");
        }
    }
    const auto input = read_similar_input(args);
    if (!input) return tl::unexpected<Error>(input.error());
    const std::size_t a = place_of(*input, args.paths[0]), b = place_of(*input, args.paths[1]);
    for (std::size_t i = 0; i < 2; ++i) {
        if ((i == 0 ? a : b) == input->sources.size()) {
            return fail(ErrorCode::usage, "'" + args.paths[i] + "' has no code of its own to show");
        }
    }
    if (a == b) return fail(ErrorCode::usage, "A and B are one submission");
    similarity::PairScore score = input->corpus.score(a, b);
    if (a > b) std::swap(score.of_a, score.of_b);
    std::string report;
    switch (args.format) {
        case SimilarFormat::table: {
            Screen screen = screen_of(STDOUT_FILENO, args.common.color);
            if (!args.output.empty()) screen.terminal = screen.color = false;
            report = view_text(pair_match(*input, a, b), score, screen);
            break;
        }
        case SimilarFormat::csv: report = blocks_csv(pair_match(*input, a, b)); break;
        case SimilarFormat::json: report = blocks_json(pair_match(*input, a, b), score); break;
        case SimilarFormat::html:
            score.a = static_cast<std::uint32_t>(a);
            score.b = static_cast<std::uint32_t>(b);
            report = similar_html(*input, {score}, {}, args);
            break;
    }
    if (auto done = put_similar_report(args.output, report); !done) {
        return tl::unexpected<Error>(done.error());
    }
    return ExitStatus::ok;
}

}  // namespace arena::cli
