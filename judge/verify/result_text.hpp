// Results as JSON for the cache. A text of another shape is no result: it is computed again.
#pragma once

#include <optional>
#include <string>

#include "judge/verify/verification.hpp"

namespace arena {

/// What a submission's result is without what the package expects of it.
std::string result_text(const SubmissionCheck& check, const scoring::Grade& grade);
bool read_result(const std::string& text, SubmissionCheck& check, scoring::Grade& grade);

std::string result_text(const std::vector<DataCheck>& checks);
bool read_result(const std::string& text, std::vector<DataCheck>& checks);

}  // namespace arena
