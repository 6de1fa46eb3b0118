// HMAC-SHA256 (RFC 2104, FIPS 198-1) and comparison in constant time, by OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace arena::serve {

/// 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view text);

/// Its time depends on the lengths only.
bool is_equal_secretly(std::string_view one, std::string_view other);

}  // namespace arena::serve
