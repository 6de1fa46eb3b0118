// --explain: one rejected case, as a colleague would tell it. The difference with its place marked,
// what the validator said, what the program wrote, and the command that repeats it.
#include <algorithm>
#include <optional>

#include "cli/printable.hpp"
#include "cli/report.hpp"

namespace arena::cli {
namespace {

constexpr std::size_t block_lines_max = 20;
constexpr std::size_t line_columns_max = 200;
constexpr std::size_t label_columns = 10;

std::string labelled(const Screen& screen, const std::string& label, const std::string& text) {
    return "  " + paint(screen, Ink::faint, pad_right(label, label_columns)) + text + "\n";
}

/// What a block's lines and a difference's tokens may take.
std::size_t block_columns(const Screen& screen) {
    constexpr std::size_t margin = 12;
    return screen.terminal ? static_cast<std::size_t>(screen.columns) - margin : line_columns_max;
}

/// Up to block_lines_max lines of `text`; of a transcript the last ones, else the first ones.
std::string block(const Screen& screen, const std::string& label, const std::string& text,
                  bool last_lines = false) {
    std::vector<std::string> lines;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        lines.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    if (lines.empty()) return "";
    const std::size_t left = lines.size() > block_lines_max ? lines.size() - block_lines_max : 0;
    if (left > 0 && last_lines) {
        lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(left));
    } else if (left > 0) {
        lines.resize(block_lines_max);
    }
    std::string out = "  " + paint(screen, Ink::faint, label) + "\n";
    const std::string bar = "    " + paint(screen, Ink::faint, "|") + " ";
    const std::string rest = bar +
                             paint(screen, Ink::faint,
                                   std::string(screen.ellipsis()) + " " + std::to_string(left) +
                                       (last_lines ? " lines before" : " more lines")) +
                             "\n";
    if (left > 0 && last_lines) out += rest;
    for (const std::string& line : lines) {
        out += bar + cut_end(printable(line), block_columns(screen), screen.ellipsis()) + "\n";
    }
    if (left > 0 && !last_lines) out += rest;
    return out;
}

/// Where `found` stands in the context line: at its column when the line is whole, else by search.
std::optional<std::size_t> place_in_context(const Difference& difference) {
    const std::string& line = difference.context;
    if (difference.found.empty() || difference.column <= 0) return std::nullopt;
    const auto column = static_cast<std::size_t>(difference.column - 1);
    if (column < line.size() &&
        line.compare(column, difference.found.size(), difference.found) == 0)
        return column;
    const std::size_t found = line.find(difference.found);
    return found == std::string::npos ? std::nullopt : std::optional<std::size_t>(found);
}

/// The line around the place, cut to the screen on both sides, with carets below what was found.
std::string context_block(const Screen& screen, const Difference& difference) {
    const std::size_t room = block_columns(screen);
    const auto place = place_in_context(difference);
    if (!place) {
        return labelled(screen, "in",
                        cut_end(printable(difference.context), room, screen.ellipsis()));
    }
    const std::string before =
        cut_start(printable(difference.context.substr(0, *place)), room / 2, screen.ellipsis());
    const std::size_t indent = display_width(before);
    const std::string rest =
        cut_end(printable(difference.context.substr(*place)), room - indent, screen.ellipsis());
    const std::size_t carets = std::min(
        std::max<std::size_t>(1, display_width(printable(difference.found))), display_width(rest));
    return labelled(screen, "in", before + rest) + "  " + std::string(label_columns + indent, ' ') +
           paint(screen, Ink::bad, std::string(carets, '^')) + "\n";
}

std::string difference_block(const Screen& screen, const Difference& difference) {
    std::string out;
    std::string place;
    if (difference.line > 0) place = "line " + std::to_string(difference.line);
    if (difference.column > 0) place += ", column " + std::to_string(difference.column);
    if (!difference.reason.empty()) {
        place += (place.empty() ? "" : ": ") + printable(difference.reason);
    }
    if (!place.empty()) out += labelled(screen, "where", place);
    const std::string nothing = "(end of output)";
    const auto shown = [&](const std::string& token) {
        return token.empty() ? nothing
                             : cut_end(printable(token), block_columns(screen), screen.ellipsis());
    };
    out += labelled(screen, "expected", paint(screen, Ink::good, shown(difference.expected)));
    out += labelled(screen, "found", paint(screen, Ink::bad, shown(difference.found)));
    if (difference.context.empty()) return out;
    return out + context_block(screen, difference);
}

}  // namespace

std::string explanation(const JudgedSolution& solution, const CaseResult& result,
                        const Screen& screen) {
    const Verdict verdict = result.verdict.value_or(Verdict::JE);
    std::string out = paint(screen, ink_of(verdict), name(verdict));
    out += "  " + paint(screen, Ink::strong, printable(result.name)) + ": " +
           std::string(description(verdict)) + "\n";
    const bool said_below = result.difference && result.difference->reason == result.reason;
    if (!result.reason.empty() && !said_below)
        out += labelled(screen, "reason", printable(result.reason));
    if (result.difference) out += difference_block(screen, *result.difference);
    if (result.runs > 0) {
        out += labelled(
            screen, "used",
            seconds_text(result.cpu_ns) + " CPU, " + seconds_text(result.wall_ns) + " wall, " +
                memory_text(result.memory_bytes) +
                (result.passes > 1 ? ", " + std::to_string(result.passes) + " passes" : ""));
    }
    if (result.runs > 1) {
        out +=
            labelled(screen, "runs",
                     std::to_string(result.runs) + ", fastest " + seconds_text(result.cpu_min_ns));
    }
    const std::size_t end = result.judge_message.find_last_not_of("\n") + 1;
    if (result.judge_message.substr(0, end) != result.reason) {
        out += block(screen, "judge message", result.judge_message);
    }
    out += block(screen, "team message", result.team_message);
    out += block(screen, "conversation (> to the program, < from it)", result.transcript, true);
    if (result.transcript.empty()) out += block(screen, "output (its start)", result.output_head);
    out += block(screen, "stderr", result.error_output);
    const std::string again = solution.again + " --tests " + case_glob(result.name);
    return out + labelled(screen, "again", again + " --explain");
}

}  // namespace arena::cli
