// A batch pass: input file in, output out, then the default or the custom output validator.
#pragma once

#include "judge/case_setting.hpp"

namespace arena {

/// A program that failed by itself is not validated: its output decides nothing.
Result<PassOutcome> batch_pass(Runner& runner, const CaseSetting& setting,
                               const problem::Case& test, const Pass& pass);

/// Compares or validates outcome.program.output and sets the finding.
Result<void> check_batch_output(Runner& runner, const CaseSetting& setting,
                                const problem::Case& test, const Pass& pass, PassOutcome& outcome);

}  // namespace arena
