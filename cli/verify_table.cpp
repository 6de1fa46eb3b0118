// The table of `arena problem verify`: a row a check, faults below it, margins, a summary.
#include <algorithm>

#include "cli/printable.hpp"
#include "cli/report.hpp"
#include "cli/verify_report.hpp"

namespace arena::cli {
namespace {

Ink ink_of_status(CheckStatus status) {
    switch (status) {
        case CheckStatus::passed: return Ink::good;
        case CheckStatus::failed: return Ink::bad;
        case CheckStatus::unstable: return Ink::warning;
        case CheckStatus::fault: return Ink::fault;
        case CheckStatus::skipped: return Ink::faint;
    }
    return Ink::plain;
}

std::string status_cell(const Screen& screen, CheckStatus status) {
    return paint(screen, ink_of_status(status), pad_right(name(status), 9));
}

std::string number_text(double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1f", value);
    return buffer;
}

std::string lint_rows(const Verification& verification, const Screen& screen,
                      const VerifyReportOptions& options) {
    std::string out;
    for (const problem::LintFinding& finding : verification.lint) {
        const bool note = finding.rule->severity == problem::Severity::note;
        if (note && !options.verbose) continue;
        const bool fails = lint_fails(finding, options.strict);
        std::string place = printable(finding.file);
        if (finding.line > 0) place += " line " + std::to_string(finding.line);
        // The message of a file that cannot be read names the place itself.
        if (finding.line > 0 || place.empty()) place.clear();
        out += "  " +
               paint(screen,
                     fails  ? Ink::bad
                     : note ? Ink::faint
                            : Ink::warning,
                     pad_right(problem::name(finding.rule->severity), 9)) +
               (place.empty() ? "" : place + ": ") + printable(finding.message) +
               paint(screen, Ink::faint, std::string("  [") + finding.rule->id + "]") + "\n";
    }
    return out;
}

std::string data_rows(const Verification& verification, const Screen& screen,
                      const VerifyReportOptions& options) {
    std::string out;
    for (const DataCheck& check : verification.data) {
        if (options.quiet && check.status == CheckStatus::passed) continue;
        out += "  " + status_cell(screen, check.status) + printable(check.name);
        if (check.runs > 0) out += "  " + std::to_string(check.runs) + " runs";
        if (check.cached) out += paint(screen, Ink::faint, "  cached");
        out += "\n";
        if (!check.detail.empty()) out += "           " + printable(check.detail) + "\n";
    }
    return out;
}

std::string submission_rows(const Verification& verification, const Screen& screen,
                            const VerifyReportOptions& options) {
    std::size_t width = 0;
    for (const SubmissionCheck& check : verification.submissions) {
        width = std::max(width, display_width(printable(check.path)));
    }
    width = std::min<std::size_t>(width, 42);
    std::string out;
    for (const SubmissionCheck& check : verification.submissions) {
        if (options.quiet && check.status == CheckStatus::passed) continue;
        const std::string path = cut_start(printable(check.path), width, screen.ellipsis());
        out += "  " + status_cell(screen, check.status) + pad_right(path, width) + "  ";
        if (check.status != CheckStatus::skipped) {
            out += paint(screen, ink_of(check.verdict), pad_right(name(check.verdict), 4));
            if (check.score) {
                out += pad_right(score_text(*check.score), 6) + " ";
            }
            out += pad_left(check.slowest_ns > 0 ? seconds_text(check.slowest_ns) : "", 8);
        }
        if (check.cached) out += paint(screen, Ink::faint, "  cached");
        out += "\n";
        for (const std::string& fault : check.faults) {
            out += "           " + printable(fault) + "\n";
        }
    }
    return out;
}

std::string margin_rows(const Verification& verification, const Screen& screen,
                        const VerifyReportOptions& options) {
    std::string out;
    for (const LimitMargin& margin : verification.margins) {
        if (margin.status == CheckStatus::passed && !options.verbose) continue;
        out += "  " + status_cell(screen, margin.status) + printable(margin.path) + " " +
               margin_text(margin) + "\n";
    }
    return out;
}

std::string summary(const Verification& verification, const Screen& screen,
                    const VerifyReportOptions& options) {
    const VerificationCount counts = count(verification);
    const bool bad = verification_fails(verification, options.strict);
    std::string out = paint(screen, bad ? Ink::bad : Ink::good, bad ? "FAIL" : "ok") + "  " +
                      printable(verification.problem);
    const auto add = [&out](std::size_t number, const std::string& what) {
        if (number > 0) out += "  " + std::to_string(number) + " " + what;
    };
    add(counts.passed, "passed");
    add(counts.failed, "failed");
    add(counts.faults, "faults");
    add(counts.unstable, "unstable");
    add(counts.skipped, "skipped");
    add(counts.lint_errors, counts.lint_errors == 1 ? "lint error" : "lint errors");
    add(counts.lint_warnings, counts.lint_warnings == 1 ? "lint warning" : "lint warnings");
    out += "  " + std::to_string(verification.runs) + " runs";
    if (verification.runs_cached > 0) {
        out += " (" + std::to_string(verification.runs_cached) + " cached)";
    }
    return out + "  " + seconds_text(verification.wall_ns) + "\n";
}

}  // namespace

std::string margin_text(const LimitMargin& margin) {
    return "takes " + seconds_text(margin.time_ns) + ": " +
           (margin.is_upper ? "that is " + number_text(margin.found) + " times the limit, "
                            : "the limit is " + number_text(margin.found) + " times that, ") +
           number_text(margin.asked) + " is asked";
}

bool lint_fails(const problem::LintFinding& finding, bool strict) {
    switch (finding.rule->severity) {
        case problem::Severity::error: return true;
        case problem::Severity::warning: return strict;
        case problem::Severity::note: return false;
    }
    return false;
}

bool status_fails(CheckStatus status, bool strict) {
    switch (status) {
        case CheckStatus::passed:
        case CheckStatus::skipped: return false;
        case CheckStatus::failed:
        case CheckStatus::fault: return true;
        case CheckStatus::unstable: return strict;
    }
    return false;
}

bool submission_fails(const SubmissionCheck& check, bool strict) {
    const bool vouches = check.path.starts_with("accepted/");
    return status_fails(check.status, strict) ||
           (strict && vouches && check.status == CheckStatus::skipped);
}

bool verification_fails(const Verification& verification, bool strict) {
    const auto any = [strict](const auto& rows) {
        return std::any_of(rows.begin(), rows.end(),
                           [strict](const auto& row) { return status_fails(row.status, strict); });
    };
    return any(verification.data) || any(verification.margins) ||
           std::any_of(verification.submissions.begin(), verification.submissions.end(),
                       [strict](const auto& check) { return submission_fails(check, strict); }) ||
           std::any_of(verification.lint.begin(), verification.lint.end(),
                       [strict](const auto& finding) { return lint_fails(finding, strict); });
}

std::string verify_table(const Verification& verification, const Screen& screen,
                         const VerifyReportOptions& options) {
    std::string out;
    if (!options.quiet) {
        out += paint(screen, Ink::strong, printable(verification.problem)) + "  " +
               std::to_string(verification.tests) + " tests";
        if (verification.time_limit_ns > 0) {
            out += ", limit " + seconds_text(verification.time_limit_ns) + " (" +
                   printable(verification.time_limit_source) + ")";
        }
        out += "\n";
    }
    out += lint_rows(verification, screen, options);
    out += data_rows(verification, screen, options);
    out += submission_rows(verification, screen, options);
    out += margin_rows(verification, screen, options);
    return out + summary(verification, screen, options);
}

std::string verify_overall(const std::vector<Verification>& all, const Screen& screen,
                           bool strict) {
    if (all.size() < 2) return "";
    std::size_t failed = 0;
    std::size_t runs = 0;
    for (const Verification& one : all) {
        failed += verification_fails(one, strict) ? 1 : 0;
        runs += one.runs;
    }
    return paint(screen, failed > 0 ? Ink::bad : Ink::good,
                 std::to_string(all.size()) + " packages, " + std::to_string(failed) + " failed") +
           "  " + std::to_string(runs) + " runs\n";
}

}  // namespace arena::cli
