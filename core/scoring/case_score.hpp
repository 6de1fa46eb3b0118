// The score of one case: what the validator wrote, or the default, or a judge error.
//
// legacy   score.txt if there is one, else accept_score or reject_score of the group.
// 2025-09  "Scoring test cases": an accepted case gets score.txt, or score_multiplier.txt times its
//          greatest score, or that greatest score; a failed one 0. Greatest: the group's max_score
//          under min, (max_score - static_validation_score) / N under sum.
// Files that break these rules are a judge error, whatever the case's verdict was.
#pragma once

#include <optional>
#include <string>

#include "core/problem/package.hpp"
#include "core/scoring/grading.hpp"

namespace arena::scoring {

/// Why the validator's score files make the case a judge error; empty when they do not. The judge
/// shows it as the case's reason; Grading counts such a case as JE by itself.
std::string score_fault(const problem::Package& package, std::size_t case_index,
                        const CaseOutcome& outcome);

/// REQUIRES: score_fault() found none. 0 in pass-fail problems.
double case_score(const problem::Package& package, std::size_t case_index,
                  const CaseOutcome& outcome);

/// 2025-09: the greatest score of a case in a sum or min group; nullopt when it is unbounded, and
/// for every other case.
std::optional<double> case_score_max(const problem::Package& package, std::size_t case_index);

}  // namespace arena::scoring
