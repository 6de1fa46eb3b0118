// The table: a heading, one row a test, groups with scores, the deciding failure, a summary.
//
// Few tests are all shown; of many, only those that tell something: not accepted, unstable, and the
// slowest. What a serial judge would not have reached is counted in one line, not listed.
#include <algorithm>

#include "cli/printable.hpp"
#include "cli/report.hpp"
#include "judge/amount.hpp"
#include "judge/compile_message.hpp"

namespace arena::cli {
namespace {

constexpr std::size_t rows_all_max = 40;       // up to here every test has its row
constexpr std::size_t rows_rejected_max = 40;  // of many rejected tests, the first ones
constexpr std::size_t explained_max = 5;
constexpr std::size_t number_columns = 8;
constexpr std::size_t verdict_columns = 7;
constexpr std::size_t name_columns_min = 12;
constexpr std::size_t remark_columns_min = 20;
// Indent, gaps and the four columns after the name.
constexpr std::size_t fixed_columns = 2 + 2 + verdict_columns + 3 * (1 + number_columns);

std::string plural(std::size_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string verdict_text(const Screen& screen, Verdict verdict, bool unstable,
                         std::size_t columns) {
    const std::string text = std::string(name(verdict)) + (unstable ? " ~" : "");
    const std::size_t pad = columns > text.size() ? columns - text.size() : 0;
    return paint(screen, ink_of(verdict), text) + std::string(pad, ' ');
}

const CaseResult* slowest_case(const Judgement& judgement) {
    const CaseResult* slowest = nullptr;
    for (const CaseResult& result : judgement.cases) {
        if (!counts(result)) continue;
        if (slowest == nullptr || result.cpu_ns > slowest->cpu_ns) slowest = &result;
    }
    return slowest;
}

std::string last_part(const std::string& case_name) {
    return case_name.substr(case_name.rfind('/') + 1);
}

/// The remark at the end of a row: why not, or what repetitions showed.
std::string remark(const CaseResult& result) {
    std::string text;
    if (result.score && *result.verdict == Verdict::AC) text = score_text(*result.score) + " pt";
    if (result.runs > 1) {
        text += (text.empty() ? "" : ", ") + std::to_string(result.runs) + " runs, from " +
                seconds_text(result.cpu_min_ns);
    }
    if (*result.verdict != Verdict::AC) {
        const std::string reason = row_reason(result);
        text += (text.empty() || reason.empty() ? "" : ", ") + reason;
    }
    return text;
}

class Rows {
public:
    Rows(const Judgement& judgement, const Screen& screen, bool verbose)
        : judgement_(judgement), screen_(screen), verbose_(verbose) {
        choose();
        std::size_t widest = std::string_view("test").size();
        for (const CaseResult* result : shown_) {
            widest = std::max(widest, display_width(printable(result->name)));
        }
        const auto columns = static_cast<std::size_t>(screen.columns);
        const std::size_t room = std::max(name_columns_min, columns - fixed_columns);
        name_columns_ = screen.terminal ? std::min(widest, room) : widest;
    }

    std::string text() const {
        if (judgement_.cases.empty()) return "";
        std::string out = heading();
        for (const CaseResult* result : shown_) out += row(*result);
        return out + hidden_line();
    }

private:
    void choose() {
        const CaseCount count = count_cases(judgement_);
        const bool all = verbose_ || count.run <= rows_all_max;
        const CaseResult* slowest = slowest_case(judgement_);
        std::size_t rejected = 0;
        for (const CaseResult& result : judgement_.cases) {
            if (!counts(result)) {
                if (verbose_) {
                    shown_.push_back(&result);
                } else {
                    ++not_run_;
                }
                continue;
            }
            const bool accepted = *result.verdict == Verdict::AC;
            if (!accepted) ++rejected;
            const bool telling = (!accepted && rejected <= rows_rejected_max) ||
                                 (accepted && (result.unstable || &result == slowest));
            if (all || telling) {
                shown_.push_back(&result);
            } else {
                ++(accepted ? hidden_accepted_ : hidden_rejected_);
            }
        }
    }

    std::string heading() const {
        const std::string text =
            "  " + pad_right("test", name_columns_) + "  " + pad_right("verdict", verdict_columns) +
            " " + pad_left("cpu", number_columns) + " " + pad_left("wall", number_columns) + " " +
            pad_left("memory", number_columns);
        return paint(screen_, Ink::faint, text) + "\n";
    }

    std::string row(const CaseResult& result) const {
        const std::string shown = pad_right(
            cut_start(printable(result.name), name_columns_, screen_.ellipsis()), name_columns_);
        if (!counts(result)) return paint(screen_, Ink::faint, "  " + shown + "  not run") + "\n";
        const bool ran = result.runs > 0;  // an answer is only compared
        const auto cell = [ran](const std::string& text) {
            return " " + pad_left(ran ? text : "-", number_columns);
        };
        std::string out = "  " + shown + "  " +
                          verdict_text(screen_, *result.verdict, result.unstable, verdict_columns) +
                          cell(seconds_text(result.cpu_ns)) + cell(seconds_text(result.wall_ns)) +
                          cell(memory_text(result.memory_bytes));
        std::string note = remark(result);
        const std::size_t used = fixed_columns + name_columns_ + 2;
        const auto columns = static_cast<std::size_t>(screen_.columns);
        if (screen_.terminal && used + display_width(note) > columns) {
            // A remark that is cut to nothing says nothing; the failure is told below.
            const bool worth_it = columns >= used + remark_columns_min;
            note = worth_it ? cut_end(note, columns - used, screen_.ellipsis()) : "";
        }
        if (!note.empty()) out += "  " + paint(screen_, Ink::faint, note);
        return out + "\n";
    }

    std::string hidden_line() const {
        std::vector<std::string> parts;
        if (hidden_rejected_ > 0) {
            parts.push_back(std::to_string(hidden_rejected_) + " more not accepted");
        }
        if (hidden_accepted_ > 0)
            parts.push_back(std::to_string(hidden_accepted_) + " more accepted");
        if (not_run_ > 0) parts.push_back(std::to_string(not_run_) + " not run");
        if (parts.empty()) return "";
        std::string text = "  " + std::string(screen_.ellipsis());
        for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? " " : ", ") + parts[i];
        const bool more = hidden_rejected_ + hidden_accepted_ > 0;
        return paint(screen_, Ink::faint, text + (more ? " (-v shows all)" : "")) + "\n";
    }

    const Judgement& judgement_;
    const Screen& screen_;
    bool verbose_;
    std::vector<const CaseResult*> shown_;
    std::size_t name_columns_ = 0;
    std::size_t hidden_accepted_ = 0, hidden_rejected_ = 0, not_run_ = 0;
};

/// Groups that hold a score, for scoring problems.
std::string groups_text(const Judgement& judgement, const Screen& screen) {
    const auto& groups = judgement.grade.groups;
    if (!judgement.grade.score || groups.size() < 2) return "";
    std::size_t widest = std::string_view("group").size();
    for (const auto& group : groups) {
        widest = std::max(widest, display_width(printable(group.name)));
    }
    std::string out =
        paint(screen, Ink::faint,
              "  " + pad_right("group", widest) + "  " + pad_right("verdict", verdict_columns) +
                  " " + pad_left("score", number_columns)) +
        "\n";
    for (const auto& group : groups) {
        if (group.name.empty()) continue;
        out += "  " + pad_right(printable(group.name), widest) + "  ";
        if (!group.verdict) {
            out += paint(screen, Ink::faint, "not run") + "\n";
            continue;
        }
        out += verdict_text(screen, *group.verdict, false, verdict_columns) + " " +
               pad_left(score_text(group.score), number_columns);
        if (group.max_score > 0) out += " of " + score_text(group.max_score);
        out += "\n";
    }
    return out + "\n";
}

/// The solution, the problem and the limits: on one line, or on two where one is too narrow.
std::string heading_text(const Judgement& judgement, const Screen& screen) {
    const std::string solution = printable(judgement.solution);
    std::string rest;
    if (!judgement.problem.empty()) rest += "on " + printable(judgement.problem);
    if (judgement.time_limit_ns > 0) {
        rest += ", limits " + seconds_text(judgement.time_limit_ns);
        if (!judgement.time_limit_source.empty()) {
            rest += " (" + printable(judgement.time_limit_source) + ")";
        }
        const std::int64_t bytes = judgement.memory_limit_bytes;
        rest += " and " + (bytes < mib ? bytes_text(bytes) : memory_text(bytes));
    }
    const bool fits = display_width(solution) + 1 + display_width(rest) <=
                      static_cast<std::size_t>(screen.columns);
    return paint(screen, Ink::strong, solution) + (fits ? " " : "\n") +
           paint(screen, Ink::faint, rest) + "\n\n";
}

std::string tests_text(const CaseCount& count) {
    if (count.rejected.empty()) {
        return plural(count.run, "test") +
               (count.run < count.total ? " of " + std::to_string(count.total) : "");
    }
    std::string out =
        std::to_string(count.accepted) + " of " + plural(count.run, "test") + " accepted (";
    for (std::size_t i = 0; i < count.rejected.size(); ++i) {
        out += (i > 0 ? ", " : "") + std::to_string(count.rejected[i].second) + " " +
               std::string(name(count.rejected[i].first));
    }
    if (count.run < count.total) {
        out += ", " + std::to_string(count.total - count.run) + " not run";
    }
    return out + ")";
}

std::vector<std::string> summary_parts(const Judgement& judgement, bool verbose) {
    std::vector<std::string> parts;
    const CaseCount count = count_cases(judgement);
    if (judgement.grade.score) {
        std::string score = "score " + score_text(*judgement.grade.score);
        if (judgement.grade.max_score) score += " of " + score_text(*judgement.grade.max_score);
        parts.push_back(score);
    }
    if (judgement.verdict == Verdict::CE) {
        parts.emplace_back("does not compile");
    } else if (count.run > 0) {
        parts.push_back(tests_text(count));
    }
    if (!judgement.message.empty()) parts.push_back(printable(judgement.message));
    const CaseResult* slowest = slowest_case(judgement);
    if (slowest != nullptr && slowest->runs > 0) {
        parts.push_back("slowest " + seconds_text(slowest->cpu_ns) + " of " +
                        seconds_text(judgement.time_limit_ns) + " (" +
                        printable(last_part(slowest->name)) + ")");
        parts.push_back("peak " + memory_text(judgement.memory_max_bytes));
    }
    if (judgement.unstable) parts.emplace_back("unstable: repeated runs disagree or are too close");
    if (!judgement.language_name.empty()) parts.push_back(printable(judgement.language_name));
    if (!judgement.isolation.tier.empty()) {
        std::string tier = judgement.isolation.tier + " tier";
        const bool grouped =
            !judgement.isolation.cgroup.empty() && judgement.isolation.cgroup != "none";
        if (grouped) tier += ", cgroup " + judgement.isolation.cgroup;
        for (const std::string& wall : judgement.isolation.missing) tier += ", no " + wall;
        parts.push_back(tier);
    }
    if (verbose) {
        parts.push_back(judgement.compile_cached
                            ? "compiled before"
                            : "compiled in " + seconds_text(judgement.compile_wall_ns));
        parts.push_back("judged in " + seconds_text(judgement.wall_total_ns));
    }
    return parts;
}

std::string summary_text(const Judgement& judgement, const Screen& screen, bool verbose) {
    const std::size_t head_columns = name(judgement.verdict).size() + (judgement.unstable ? 2 : 0);
    return verdict_text(screen, judgement.verdict, judgement.unstable, head_columns) +
           parts_after(head_columns, summary_parts(judgement, verbose), screen);
}

/// One line a solution, never wrapped: for eyes that run down a list, and for grep.
std::string quiet_text(const Judgement& judgement, const Screen& screen) {
    std::string out = verdict_text(screen, judgement.verdict, judgement.unstable, 5) +
                      paint(screen, Ink::strong, printable(judgement.solution));
    const CaseCount count = count_cases(judgement);
    if (count.run > 0) out += "  " + tests_text(count);
    if (judgement.grade.score) out += "  score " + score_text(*judgement.grade.score);
    if (!judgement.message.empty()) out += "  " + printable(judgement.message);
    if (judgement.verdict == Verdict::CE && judgement.message.empty()) {
        out += "  " + printable(telling_line(judgement.compile_message));
    }
    return out + "\n";
}

std::string failure_text(const JudgedSolution& solution, const Screen& screen) {
    const CaseResult* failed = deciding_case(solution.judgement);
    if (failed == nullptr) return "";
    std::string out = verdict_text(screen, *failed->verdict, failed->unstable, 0) + "  " +
                      paint(screen, Ink::strong, printable(failed->name)) + "\n";
    const std::string reason = short_reason(*failed);
    if (!reason.empty()) out += "    " + reason + "\n";
    const std::string again = solution.again + " --tests " + case_glob(failed->name) + " --explain";
    return out + "    " + paint(screen, Ink::faint, again) + "\n\n";
}

std::string explanations(const JudgedSolution& solution, const Screen& screen, bool all) {
    std::string out;
    std::size_t shown = 0;
    std::size_t left = 0;
    for (const CaseResult& result : solution.judgement.cases) {
        if (!counts(result) || *result.verdict == Verdict::AC) continue;
        if (shown == explained_max && !all) {
            ++left;
        } else {
            out += explanation(solution, result, screen) + "\n";
            ++shown;
        }
    }
    if (left > 0) {
        out += "  " + std::string(screen.ellipsis()) + " " + std::to_string(left) +
               " more not accepted (-v explains all)\n\n";
    }
    return out;
}

}  // namespace

std::string table_report(const JudgedSolution& solution, const Screen& screen,
                         const TableOptions& options) {
    const Judgement& judgement = solution.judgement;
    if (options.quiet) return quiet_text(judgement, screen);
    std::string out = heading_text(judgement, screen);
    if (!judgement.compile_message.empty() &&
        (judgement.verdict == Verdict::CE || options.verbose)) {
        std::string text = printable(judgement.compile_message, Lines::keep);
        while (!text.empty() && text.back() == '\n') text.pop_back();
        out += text + "\n\n";
    }
    if (judgement.verdict != Verdict::CE && count_cases(judgement).run > 0) {
        out += Rows(judgement, screen, options.verbose).text() + "\n";
        out += groups_text(judgement, screen);
        out += options.explain ? explanations(solution, screen, options.verbose)
                               : failure_text(solution, screen);
    }
    return out + summary_text(judgement, screen, options.verbose);
}

std::string table_overall(const JudgingReport& report, const Screen& screen) {
    if (report.solutions.size() < 2) return "";
    std::string out = "\n" + plural(report.solutions.size(), "solution") + ":";
    std::string separator = " ";
    for (const Verdict verdict : all_verdicts) {
        const auto count = std::count_if(report.solutions.begin(), report.solutions.end(),
                                         [verdict](const JudgedSolution& solution) {
                                             return solution.judgement.verdict == verdict;
                                         });
        if (count == 0) continue;
        out +=
            separator + std::to_string(count) + " " + paint(screen, ink_of(verdict), name(verdict));
        separator = ", ";
    }
    return out + "\n";
}

}  // namespace arena::cli
