#include "judge/verify/verification.hpp"

namespace arena {
namespace {

void add(VerificationCount& count, CheckStatus status) {
    switch (status) {
        case CheckStatus::passed: ++count.passed; return;
        case CheckStatus::failed: ++count.failed; return;
        case CheckStatus::unstable: ++count.unstable; return;
        case CheckStatus::fault: ++count.faults; return;
        case CheckStatus::skipped: ++count.skipped; return;
    }
}

}  // namespace

std::string_view name(CheckStatus status) {
    switch (status) {
        case CheckStatus::passed: return "ok";
        case CheckStatus::failed: return "FAIL";
        case CheckStatus::unstable: return "unstable";
        case CheckStatus::fault: return "FAULT";
        case CheckStatus::skipped: return "skipped";
    }
    return "skipped";
}

VerificationCount count(const Verification& verification) {
    VerificationCount out;
    for (const DataCheck& check : verification.data) add(out, check.status);
    for (const SubmissionCheck& check : verification.submissions) add(out, check.status);
    for (const LimitMargin& margin : verification.margins) {
        if (margin.status != CheckStatus::passed) add(out, margin.status);
    }
    for (const problem::LintFinding& finding : verification.lint) {
        switch (finding.rule->severity) {
            case problem::Severity::error: ++out.lint_errors; break;
            case problem::Severity::warning: ++out.lint_warnings; break;
            case problem::Severity::note: break;
        }
    }
    return out;
}

}  // namespace arena
