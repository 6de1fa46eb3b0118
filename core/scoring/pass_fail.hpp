// The pass-fail rule: accepted if and only if every member is; otherwise the verdict of the first
// that is not, which is what a serial judge that stops there would say.
// Source: problem package format 2025-09, "Pass-fail problems"; legacy-icpc.
#pragma once

#include <vector>

#include "core/scoring/sub_result.hpp"

namespace arena::scoring {

/// REQUIRES: `members` in judging order.
SubResult grade_pass_fail(const std::vector<SubResult>& members);

}  // namespace arena::scoring
