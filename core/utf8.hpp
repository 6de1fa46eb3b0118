// UTF-8 (RFC 3629): shortest form only, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string_view>

namespace arena {

/// Bytes of the well-formed character at the start of `text`; 0 if there is none.
std::size_t utf8_length(std::string_view text);

bool is_utf8(std::string_view text);

/// A byte of C0 or DEL: no part of a name or of a line that others read.
bool holds_control(std::string_view text);

}  // namespace arena
