// What every report needs: counts, the deciding case, a reason in one line, numbers as text.
#include "cli/report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "cli/printable.hpp"
#include "core/assert.hpp"
#include "core/limits.hpp"

namespace arena::cli {
namespace {

constexpr std::size_t token_columns = 30;
constexpr std::size_t row_token_columns = 12;
constexpr std::size_t reason_columns = 100;

/// Kattis' worst_error order, with CE above what a program can do.
int badness(Verdict verdict) {
    switch (verdict) {
        case Verdict::AC: return 0;
        case Verdict::WA: return 1;
        case Verdict::OLE: return 2;
        case Verdict::TLE: return 3;
        case Verdict::MLE: return 4;
        case Verdict::RTE: return 5;
        case Verdict::CE: return 6;
        case Verdict::JE: return 7;
    }
    return 7;
}

std::string quoted_token(const std::string& token, std::size_t columns) {
    return "\"" + cut_end(printable(token), columns, "...") + "\"";
}

/// "expected "42", found "43""; an end of output is said in words.
std::string tokens_text(const Difference& difference, std::size_t columns) {
    const std::string end = "end of output";
    if (difference.expected.empty() && difference.found.empty()) {
        return printable(difference.reason);
    }
    return "expected " +
           (difference.expected.empty() ? end : quoted_token(difference.expected, columns)) +
           ", found " + (difference.found.empty() ? end : quoted_token(difference.found, columns));
}

std::string difference_text(const Difference& difference) {
    std::string out;
    if (difference.line > 0) out += "line " + std::to_string(difference.line);
    if (difference.column > 0) {
        out += (out.empty() ? "column " : ", column ") + std::to_string(difference.column);
    }
    if (!out.empty()) out += ": ";
    return out + tokens_text(difference, token_columns);
}

std::string first_line(const std::string& text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string::npos) return "";
    return printable(text.substr(start, text.find_first_of("\r\n", start) - start));
}

std::string last_line(const std::string& text) {
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    if (end == std::string::npos) return "";
    const std::size_t start = text.find_last_of("\r\n", end);
    return printable(text.substr(start + 1, end - start));
}

}  // namespace

Verdict overall_verdict(const JudgingReport& report) {
    ARENA_ASSERT(!report.solutions.empty());
    Verdict worst = Verdict::AC;
    for (const JudgedSolution& solution : report.solutions) {
        if (badness(solution.judgement.verdict) > badness(worst)) {
            worst = solution.judgement.verdict;
        }
    }
    return worst;
}

bool counts(const CaseResult& result) {
    return result.state == scoring::CaseState::counted && result.verdict.has_value();
}

CaseCount count_cases(const Judgement& judgement) {
    CaseCount count;
    count.total = judgement.cases.size();
    std::array<std::size_t, all_verdicts.size()> by_verdict{};
    for (const CaseResult& result : judgement.cases) {
        if (!counts(result)) continue;
        ++count.run;
        ++by_verdict.at(static_cast<std::size_t>(*result.verdict));
    }
    count.accepted = by_verdict[0];
    for (std::size_t i = 1; i < all_verdicts.size(); ++i) {
        if (by_verdict.at(i) > 0) count.rejected.emplace_back(all_verdicts.at(i), by_verdict.at(i));
    }
    return count;
}

const CaseResult* deciding_case(const Judgement& judgement) {
    const auto& cases = judgement.cases;
    const auto rejected = [](const CaseResult& result) {
        return counts(result) && *result.verdict != Verdict::AC;
    };
    auto found = cases.end();
    if (judgement.grade.deciding_case) {
        found = std::find_if(cases.begin(), cases.end(), [&](const CaseResult& result) {
            return result.case_index == *judgement.grade.deciding_case && rejected(result);
        });
    }
    if (found == cases.end()) found = std::find_if(cases.begin(), cases.end(), rejected);
    return found == cases.end() ? nullptr : &*found;
}

std::string short_reason(const CaseResult& result) {
    if (result.difference) {
        return cut_end(difference_text(*result.difference), reason_columns, "...");
    }
    std::string text = first_line(result.reason);
    // A runtime says on its last line what went wrong; a validator that broke, on its first. Of a
    // wrong answer the reason is the validator's word.
    std::string more;
    if (result.verdict == Verdict::RTE) more = last_line(result.error_output);
    if (result.verdict == Verdict::JE) more = first_line(result.judge_message);
    if (!more.empty() && more != text) text += (text.empty() ? "" : ": ") + more;
    return cut_end(text, reason_columns, "...");
}

std::string case_glob(const std::string& case_name) {
    std::string glob;
    for (const char c : case_name) {
        if (std::string_view("*?[\\").find(c) != std::string_view::npos) glob += '\\';
        glob += c;
    }
    return printable(shell_word(glob));
}

std::string row_reason(const CaseResult& result) {
    if (!result.difference) return short_reason(result);
    return tokens_text(*result.difference, row_token_columns);
}

std::string seconds_text(std::int64_t ns) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.3f s",
                  static_cast<double>(ns) / static_cast<double>(s_in_ns));
    return buffer.data();
}

std::string memory_text(std::int64_t bytes) {
    std::array<char, 32> buffer{};
    const double amount = static_cast<double>(bytes) / static_cast<double>(mib);
    const bool whole = amount >= 99.95;
    std::snprintf(buffer.data(), buffer.size(), whole ? "%.0f MiB" : "%.1f MiB", amount);
    return buffer.data();
}

std::string parts_after(std::size_t head_columns, const std::vector<std::string>& parts,
                        const Screen& screen) {
    constexpr std::size_t indent = 4;
    std::string out;
    std::size_t column = head_columns;
    for (const std::string& part : parts) {
        const std::size_t width = display_width(part);
        const std::size_t gap = column < indent - 1 ? indent - column : 2;
        if (column > indent && column + gap + width > static_cast<std::size_t>(screen.columns)) {
            out += "\n" + std::string(indent, ' ') + part;
            column = indent + width;
        } else {
            out += std::string(gap, ' ') + part;
            column += gap + width;
        }
    }
    return out + "\n";
}

std::string score_text(double score) {
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.6g", score);
    return buffer.data();
}

}  // namespace arena::cli
