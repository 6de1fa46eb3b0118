// What the judge's report means in a match, now and when it is judged again.
#pragma once

#include <string>

#include "core/match/state.hpp"
#include "serve/judging/outcome.hpp"

namespace arena::serve {

/// The report's verdict but for two: a sabotage has to fail a secret test, so one that fails
/// samples only passes; and only all points of a scoring problem solve it, so less is a wrong
/// answer.
Verdict match_verdict(const match::State& state, const std::string& submission_id,
                      const JudgeReport& report);

/// Sabotage counts the tests that fail; elsewhere the first failure decides.
bool stops_at_first(match::Mode mode);

}  // namespace arena::serve
