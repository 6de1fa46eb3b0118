// Groups of 2025-09: the score by the group's aggregation, the verdict by the first failure.
#include "core/scoring/group_2025.hpp"

#include <algorithm>
#include <cmath>

namespace arena::scoring {

namespace {

double slack(double score_max) {
    return 1e-9 * std::max(1.0, std::fabs(score_max));
}

}  // namespace

bool exceeds(double score, double score_max) {
    return score > score_max + slack(score_max);
}

SubResult grade_group_2025(const problem::Group& group, const std::vector<SubResult>& members) {
    SubResult out;
    const SubResult* decider = first_judge_error(members);
    if (!decider) decider = first_rejected(members);
    if (decider) {
        out.verdict = decider->verdict;
        out.deciding_case = decider->deciding_case;
    }
    if (group.scoring == problem::GroupScoring::pass_fail) {
        out.score = decider ? 0 : group.max_score.value_or(0);
        return out;
    }
    out.score = aggregate_scores(group.scoring, members);
    if (!group.max_score) return out;
    if (exceeds(out.score, *group.max_score)) {
        out.verdict = Verdict::JE;
        out.deciding_case.reset();
    } else if (std::fabs(out.score - *group.max_score) <= slack(*group.max_score)) {
        out.score = *group.max_score;  // three thirds of 100 are 100
    }
    return out;
}

}  // namespace arena::scoring
