// Reports of `arena problem verify`: for people, and for machines.
//
// The same values in every format; what a program or a package said is made printable first.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"
#include "judge/verify/verification.hpp"

namespace arena::cli {

struct VerifyReportOptions {
    bool quiet = false, verbose = false, strict = false;
};

/// Whether a finding makes the verification fail. Notes never do.
bool lint_fails(const problem::LintFinding& finding, bool strict);
/// The same of a status: failed and fault do, unstable under --strict.
bool status_fails(CheckStatus status, bool strict);
/// The same of a submission: an accepted one that was skipped fails under --strict, too, since
/// nothing shows then that the problem can be solved as it says.
bool submission_fails(const SubmissionCheck& check, bool strict);
bool verification_fails(const Verification& verification, bool strict);

/// "takes 0.900 s: the limit is 1.1 times that, 2.0 is asked"
std::string margin_text(const LimitMargin& margin);

std::string verify_table(const Verification& verification, const Screen& screen,
                         const VerifyReportOptions& options);
/// One line over several packages; empty for one.
std::string verify_overall(const std::vector<Verification>& all, const Screen& screen, bool strict);

/// Wire: schema "arena.verification", version 1.
std::string verify_json(const std::vector<Verification>& all, bool strict);
/// A suite a package; a case a check or a submission.
std::string verify_junit(const std::vector<Verification>& all, bool strict);
/// ::error and ::warning lines, with files where there are some, and a ::notice that sums up.
std::string verify_github(const std::vector<Verification>& all, bool strict);
/// SARIF 2.1.0 of the lint findings.
std::string verify_sarif(const std::vector<Verification>& all);

}  // namespace arena::cli
