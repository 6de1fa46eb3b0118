// How many lines of a source were changed, as the sabotage rules count them.
//
// Two lines are equal when they are so without any white space (blank, tab, form feed, carriage
// return); lines of white space alone do not count at all. A replaced, an inserted and a deleted
// line are one change each, and the fewest that turn one text into the other are counted
// (Levenshtein's distance over lines, in the band of Ukkonen, "Algorithms for approximate string
// matching", Information and Control 64, 1985): a number of the two texts alone, whatever tool
// shows the difference. White space inside string literals is ignored too: the rule is about lines,
// not about languages.
#pragma once

#include <optional>
#include <string_view>

namespace arena::match {

/// The number of changed lines, or none when it is larger than `max` (>= 0).
/// Equal both ways round. Cost: lines * max comparisons of lines; memory for the lines.
std::optional<int> changed_lines(std::string_view before, std::string_view after, int max);

}  // namespace arena::match
