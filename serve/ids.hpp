// Names that nobody can guess and that sort by the time they were made.
//
// An id is 26 characters of Crockford's base 32 in lower case: 48 bits of milliseconds since the
// epoch, then 80 random bits (the layout of a ULID, https://github.com/ulid/spec). Only digits and
// lower-case letters, so every database collation sorts ids alike. Two ids of one millisecond have
// no order. All chance is OpenSSL's (RAND_bytes): its failure is a bug of the host, asserted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace arena::serve {

inline constexpr std::size_t id_length = 26;
inline constexpr std::size_t room_code_length = 6;

/// Consonants and no I, L, O or vowel: nothing to misread, no word to be ashamed of.
inline constexpr std::string_view room_code_letters = "BCDFGHJKMNPQRSTVWXZ";

/// REQUIRES: 0 <= now_ms < 2^48.
std::string make_id(std::int64_t now_ms);

/// Six of room_code_letters, each equally likely: 47 million codes.
std::string make_room_code();

/// A room code as somebody typed it, in capitals; empty when it cannot be one.
std::string read_room_code(std::string_view typed);

/// `count` random bytes.
std::string random_bytes(std::size_t count);

/// 256 random bits as 43 characters of base64url (RFC 4648 section 5, no padding).
std::string random_token();

}  // namespace arena::serve
