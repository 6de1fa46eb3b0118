// What must come of a submission against what came of it.
//
// Source: problem package format 2025-09, "Example submissions"; legacy and DOMjudge's tags have
// become the same rules when the package was read.
#pragma once

#include <string>
#include <vector>

#include "core/problem/package.hpp"
#include "core/scoring/grading.hpp"

namespace arena::scoring {

/// One case as far as expectations ask.
struct CaseFact {
    std::string name;
    std::optional<Verdict> verdict;  ///< none: it was not run, which no rule counts
    std::string judge_message;
};

/// A line for each rule that does not hold, naming the rule's source; empty when all hold.
std::vector<std::string> broken_expectations(const problem::Submission& submission,
                                             const std::vector<CaseFact>& cases, const Grade& grade,
                                             const problem::Package& package);

}  // namespace arena::scoring
