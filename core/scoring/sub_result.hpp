// What a group is graded from: the result of one case or of one child group.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/problem/package.hpp"
#include "core/verdict.hpp"

namespace arena::scoring {

struct SubResult {
    Verdict verdict = Verdict::AC;
    double score = 0;
    std::optional<std::size_t> deciding_case;  ///< the case behind a verdict that is not AC
    bool is_sample = false;                    ///< the result of the root's group "sample"
};

/// The first result that is not accepted; null when all are.
const SubResult* first_rejected(const std::vector<SubResult>& results);
const SubResult* first_judge_error(const std::vector<SubResult>& results);

/// The sum, least, greatest or mean score; 0 for pass_fail and for no results.
/// Sums are compensated (Neumaier), so that N equal shares give the whole.
double aggregate_scores(problem::GroupScoring scoring, const std::vector<SubResult>& results);

}  // namespace arena::scoring
