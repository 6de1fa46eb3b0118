// Is a text well-formed UTF-8 (Unicode 15, table 3-7): no overlong form, no surrogate, nothing
// above U+10FFFF. NUL is allowed. What is shown to other players and stored as JSON has to be.
#pragma once

#include <string_view>

namespace arena::match {

/// Cost: one pass.
bool is_utf8(std::string_view text);

}  // namespace arena::match
