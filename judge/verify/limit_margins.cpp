#include "judge/verify/limit_margins.hpp"

#include <algorithm>

namespace arena {

void add_margin(const problem::Submission& submission, const SubmissionCheck& check,
                const TimeLimit& limit, const problem::TimeLimitRule& rule,
                std::vector<LimitMargin>& margins) {
    const double limit_ns = static_cast<double>(limit.limit_ns);
    if (check.verdict == Verdict::CE || check.slowest_ns <= 0) return;
    LimitMargin margin;
    margin.path = check.path;
    margin.time_ns = check.slowest_ns;
    if (submission.use_for_time_limit_lower && submission.directory == "accepted") {
        margin.asked = rule.accepted_multiplier;
        margin.found = limit_ns / static_cast<double>(check.slowest_ns);
    } else if (submission.use_for_time_limit_upper) {
        margin.is_upper = true;
        margin.asked = rule.rejected_multiplier;
        margin.found = static_cast<double>(check.slowest_ns) / limit_ns;
    } else {
        return;
    }
    // The first case that shows the margin is killed right behind it: rounding is not a miss.
    if (margin.found < margin.asked * (1 - 1e-9)) margin.status = CheckStatus::unstable;
    margins.push_back(margin);
}

}  // namespace arena
