// Submissions of submit-answer problems: a file with the answer to each test, and no program.
//
// The format says what they are, not how they are named. Here the answer to "secret/group/03" is
// the file of that name with .out, .ans, .txt or no extension; "secret/" or "sample/" may be left
// out, and folders too where no other test has the same base name. One file alone, whatever it is
// called, answers a problem with one secret test.
#pragma once

#include "judge/case_setting.hpp"

namespace arena {

/// nullptr when the submission has no answer to `test`.
const SourceFile* answer_to(const problem::Package& package, const problem::Case& test,
                            const std::vector<SourceFile>& answers);

/// The names of those that answer no test, in their order. Cost: O(tests * answers).
std::vector<std::string> answers_to_nothing(const problem::Package& package,
                                            const std::vector<SourceFile>& answers);

/// What there is instead of a run. REQUIRES: setting.answers is set.
Result<PassOutcome> answer_pass(Runner& runner, const CaseSetting& setting,
                                const problem::Case& test, const Pass& pass);

}  // namespace arena
