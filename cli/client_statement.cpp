#include "cli/client_statement.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/client_json.hpp"
#include "cli/client_view.hpp"

namespace arena::cli {
namespace {

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

/// Begins a line of its own: indented or quoted text, lists, headings, tables, fences.
bool stands_alone(std::string_view line) {
    constexpr std::string_view marks = " \t#-*+>|`$\\0123456789";
    return line.empty() || marks.find(line.front()) != std::string_view::npos;
}

/// Lines of one paragraph become one, so that they can be wrapped anew; fenced text stays.
std::string joined_paragraphs(const std::string& text) {
    std::istringstream lines(text);
    std::string out;
    bool fenced = false, open = false;  // open: the last line is a paragraph that may go on
    for (std::string line; std::getline(lines, line);) {
        const bool is_fence = line.starts_with("```");
        const bool alone = fenced || is_fence || stands_alone(line);
        if (is_fence) fenced = !fenced;
        if (!out.empty()) out += open && !alone ? " " : "\n";
        out += line;
        open = !alone;
    }
    return out;
}

}  // namespace

std::vector<std::string> statement_lines(const nlohmann::json& problem, int columns) {
    std::string limits = text_in(problem, "kind");
    char text[64];
    if (const double time_s = real_in(problem, "timeLimitS"); time_s > 0) {
        (void)std::snprintf(text, sizeof text, ", %.3g s", time_s);
        limits += text;
    }
    if (const std::int64_t bytes = number_in(problem, "memoryBytes"); bytes > 0)
        limits += ", " + std::to_string(bytes >> 20) + " MiB";
    std::vector<std::string> lines{limits, ""};
    if (bool_in(problem, "statementHidden")) {
        lines.emplace_back("The statement is hidden while a match guesses it from the samples.");
    } else {
        append(lines, wrapped_lines(joined_paragraphs(text_in(problem, "statement")), columns));
    }
    int number = 0;
    for (const nlohmann::json& sample : list_in(problem, "samples")) {
        const std::string of = " of sample " + std::to_string(++number) + ":";
        append(lines, {"", "input" + of});
        append(lines, wrapped_lines(text_in(sample, "input"), columns));
        append(lines, {"", "output" + of});
        append(lines, wrapped_lines(text_in(sample, "output"), columns));
    }
    return lines;
}

}  // namespace arena::cli
