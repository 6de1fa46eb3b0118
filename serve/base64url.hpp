// Base64url without padding (RFC 4648 section 5), the alphabet of tokens and of JWT (RFC 7515).
//
// Strict: no padding, no line breaks, and the unused bits of the last letter are zero, so that one
// value has one text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace arena::serve {

std::string base64url(std::string_view bytes);
std::optional<std::string> read_base64url(std::string_view text);

}  // namespace arena::serve
