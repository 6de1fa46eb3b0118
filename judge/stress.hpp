// Stress: two programs on generated inputs until they disagree, and then the smallest disagreement.
//
// Arguments of the generator may hold {seed} and {size}. Sizes grow slowly, so that a first
// counter-example is small; then size is halved while programs still disagree, and then the input
// loses lines, words and digits (shrink_input.hpp) while they still do and `valid` still takes it.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "judge/compile.hpp"
#include "judge/missing_tests.hpp"

namespace arena {

struct StressSetting {
    Runner* runner = nullptr;
    const Artifact* solution = nullptr;
    const Artifact* brute = nullptr;
    const Artifact* generator = nullptr;
    std::string generator_name;  ///< for messages
    std::vector<std::string> args{"{seed}", "{size}"};
    int rounds_max = 1000;
    int size_max = 1000;
    std::int64_t time_limit_ns = 2 * s_in_ns;  ///< of the solution, for one input
    int shrink_tries_max = 400;                ///< for lines, and again for words and numbers
    /// Whether the solution's output is as good as the brute force's on this input.
    std::function<Result<bool>(const std::string& input, const std::string& answer,
                               const std::string& output)>
        same;
    /// Whether an input is one of the problem; empty: every input is.
    std::function<Result<bool>(const std::string& input)> valid;
    std::function<void(const std::string& what)> progress;  ///< may be empty
    const std::atomic<bool>* stop = nullptr;
};

struct CounterExample {
    std::string input, answer, output;
    std::string how;  ///< "wrong output", "signal 11 (SIGSEGV)"
    std::vector<std::string> args;
    std::size_t bytes_before = 0;
};

struct StressOutcome {
    int rounds = 0;
    int refused = 0;  ///< of the rounds: their input is none of the problem, nothing was compared
    std::optional<CounterExample> found;
};

/// Errors: the generator or the brute force fails, host, interrupted.
Result<StressOutcome> stress(const StressSetting& setting);

}  // namespace arena
