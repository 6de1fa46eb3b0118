// Custom output validators: programs of the package, run in the sandbox over one output.
//
// Protocol (every Kattis format): `validator input answer feedback_dir/ [args] < output`; exit 42
// accepts, 43 rejects, anything else, 0 included, is the judge's error. Input and answer are files
// in the validator's own {work}, or in its {box} when they are large, so it can neither reach the
// package nor the submission.
#pragma once

#include "judge/case_setting.hpp"

namespace arena {

inline constexpr int exit_accepted = 42;
inline constexpr int exit_rejected = 43;

/// The request of a validator or interactor for one pass; its standard input is not yet set.
RunRequest validator_request(const CaseSetting& setting, const problem::Case& test,
                             const Pass& pass);

/// What the validator decided: AC, WA, or JE with a reason that quotes the end of its stderr.
Finding validator_finding(const RunReport& report, const RunLimits& limits);

/// The last line of `text` that says something, cut after 200 bytes, for a reason of one line.
std::string last_line(std::string_view text);

/// The rules about what may lie in the feedback directory, on top of `finding`: nothing truncated,
/// nextpass.in only with an acceptance and only in multi-pass problems, scores only in scoring
/// ones.
Finding with_feedback_rules(Finding finding, const Feedback& feedback,
                            const problem::Package& package);

/// Runs the validator over `output` and adds what it found to `outcome`.
Result<void> check_output(Runner& runner, const CaseSetting& setting, const problem::Case& test,
                          const Pass& pass, Input output, PassOutcome& outcome);

}  // namespace arena
