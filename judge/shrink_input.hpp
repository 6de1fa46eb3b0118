// Making an input smaller while something still holds of it: lines first, then words of a line,
// then numbers towards 0.
//
// Runs are taken out by halves (delta debugging, Zeller and Hildebrandt 2002, "Simplifying and
// isolating failure-inducing input"). A count that goes with what is taken out goes down with it:
// the first number of the input with lines, the nearest number before a line that says how many
// words it has with words. What is no input any more is for `holds` to refuse.
#pragma once

#include <functional>
#include <string>

#include "core/error.hpp"

namespace arena {

struct ShrinkTest {
    /// Whether the smaller input will do. Error: ends the shrinking.
    std::function<Result<bool>(const std::string& input)> holds;
    /// Asked at most so often for lines, and again for words and numbers together.
    int tries_max = 400;
    /// `holds` does not know what an input is: a number that may count what follows it goes down
    /// only with what it counts.
    bool keep_counts = false;
};

/// The smallest that was found; `input` itself when nothing smaller holds. Errors: those of
/// `holds`.
Result<std::string> shrink_input(std::string input, const ShrinkTest& test);

}  // namespace arena
