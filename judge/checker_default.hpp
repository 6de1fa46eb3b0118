// The default output validator of the Kattis problem package format, in-process.
//
// Compares tokens separated by white space; flags case_sensitive, space_change_sensitive,
// float_tolerance E, float_absolute_tolerance E, float_relative_tolerance E. With a tolerance every
// answer token that parses as a decimal number is compared as one; inf, nan and hex are not
// numbers. Source: "Default Output Validator Specification" of problem package format 2025-09 and
// legacy.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/judgement.hpp"
#include "judge/byte_source.hpp"

namespace arena {

struct CompareFlags {
    bool case_sensitive = false;
    bool space_change_sensitive = false;
    std::optional<double> relative_tolerance, absolute_tolerance;
};

/// Error: usage, naming the flag that is unknown or lacks its number.
Result<CompareFlags> parse_compare_flags(const std::vector<std::string>& args);

/// How much of a file is looked at at once.
inline constexpr std::size_t compare_window_bytes = std::size_t{1} << 20;

/// nullopt = accepted. Both are bytes, not text: NUL and invalid UTF-8 are parts of tokens, white
/// space is space, \f, \n, \r, \t, \v. `Difference` is made safe to print (judge/excerpt.hpp); its
/// column counts bytes; at the end of a short output its context is the last line that is not
/// blank. Cost: one pass over both, equal bytes at memory speed, and one more over the output when
/// they differ. Memory: two windows, more only for a number that is longer; a token of any other
/// kind may be as long as the file. Error: unreadable.
Result<std::optional<Difference>> compare_output(ByteSource& answer, ByteSource& output,
                                                 const CompareFlags& flags,
                                                 std::size_t window_bytes = compare_window_bytes);

/// The same of texts in memory.
std::optional<Difference> compare_output(std::string_view answer, std::string_view output,
                                         const CompareFlags& flags);

}  // namespace arena
