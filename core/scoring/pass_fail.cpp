// The pass-fail rule. Scores play no part in it.
#include "core/scoring/pass_fail.hpp"

namespace arena::scoring {

SubResult grade_pass_fail(const std::vector<SubResult>& members) {
    SubResult out;
    if (const SubResult* rejected = first_rejected(members)) {
        out.verdict = rejected->verdict;
        out.deciding_case = rejected->deciding_case;
    }
    return out;
}

}  // namespace arena::scoring
