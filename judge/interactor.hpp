// Interactive cases: the submission and the package's interactor talk, and somebody is to blame.
//
// The one question is who failed first. A submission that dies of a closed pipe after the
// interactor rejected it is wrong, not crashed; one that crashed before the interactor could decide
// has crashed, whatever the interactor then made of the silence. Accepted set of the peers:
// problemtools examples/guess, BAPCtools test/problems/guess.
#pragma once

#include "judge/case_setting.hpp"

namespace arena {

/// Pure: the verdict of one conversation.
Finding blame(const PairReport& pair, const ProgramLimits& program_limits,
              const RunLimits& interactor_limits);

/// One pass of an interactive case. Error: the host failed, or the run was interrupted.
Result<PassOutcome> interactive_pass(Runner& runner, const CaseSetting& setting,
                                     const problem::Case& test, const Pass& pass);

}  // namespace arena
