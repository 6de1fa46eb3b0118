// Verify: does a package keep its promises?
//
// Lint; every input through the input validators; answers, valid, invalid and hostile outputs
// through the output validator; every submission against what must come of it; the margins of the
// time limit. Compilers and runs share all lanes, one run on a lane (a core of its own) at a time.
// What did not change since it was last verified comes from the cache, and is said to.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "judge/compile.hpp"
#include "judge/verify/verification.hpp"

namespace arena {

struct VerifyOptions {
    CompileSettings compile;
    std::string cache_directory;  ///< of results; empty: none
    /// Share `part` of `parts` of the submissions; data is checked in the first.
    int part = 1, parts = 1;
    /// The lanes to run on; asked for once, and only when something must be run.
    std::function<Result<std::vector<Runner*>>()> lanes;
    std::function<const std::atomic<bool>*()> stop;         ///< after lanes(); may be empty
    std::function<void(const std::string& what)> progress;  ///< one call at a time; may be empty
};

/// Errors: a validator does not compile, host, interrupted. A promise that is not kept is no error.
Result<Verification> verify(const problem::Package& package, const VerifyOptions& options);

}  // namespace arena
