// A piece of a program's output that is safe to show: bounded, valid UTF-8, one line.
//
// Outputs are hostile and may be any bytes. Control characters become \n, \t, \r or \x1b; bytes
// that are not UTF-8 become \xff; characters that reorder or break a line (U+0080..U+009F, U+2028,
// U+202A..U+202E, U+2066..U+2069) become \u202e. A backslash stays as it is: this is for reading,
// not for parsing back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace arena {

/// At most `bytes_max` bytes around `focus`, "..." where something was cut off.
/// REQUIRES: bytes_max >= 32. Cost: O(bytes_max), however long the text is.
std::string excerpt(std::string_view text, std::size_t focus, std::size_t bytes_max);

}  // namespace arena
