// One case on one lane: run, check, and again while the validator asks for another pass.
#pragma once

#include "judge/case_setting.hpp"

namespace arena {

/// A judge's or host's failure in this case is an Attempt with Verdict::JE; the only Error is
/// `interrupted`. Limits hold for each pass by itself.
Result<Attempt> run_case(Runner& runner, const CaseSetting& setting, const problem::Case& test);

/// Start of stdout and of stderr kept for people.
inline constexpr std::size_t output_head_bytes_max = 16 * 1024;
inline constexpr std::size_t error_head_bytes_max = 4 * 1024;

}  // namespace arena
