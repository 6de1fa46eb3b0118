#include "serve/ids.hpp"

#include <openssl/rand.h>

#include "core/assert.hpp"
#include "serve/base64url.hpp"

namespace arena::serve {
namespace {

constexpr std::string_view crockford = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr int time_letters = 10;  // 50 bits, of which the time fills 48

}  // namespace

std::string random_bytes(std::size_t count) {
    std::string bytes(count, '\0');
    const int got =
        RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    ARENA_ASSERT(got == 1);
    return bytes;
}

std::string random_token() {
    return base64url(random_bytes(32));
}

std::string make_id(std::int64_t now_ms) {
    ARENA_ASSERT(now_ms >= 0 && now_ms < std::int64_t{1} << 48);
    std::string id;
    id.reserve(id_length);
    for (int letter = time_letters - 1; letter >= 0; --letter) {
        id += crockford[static_cast<std::size_t>(now_ms >> (5 * letter) & 31)];
    }
    // 16 letters of 5 bits; a whole byte for each keeps the arithmetic plain.
    for (const char byte : random_bytes(id_length - time_letters)) {
        id += crockford[static_cast<unsigned char>(byte) & 31];
    }
    return id;
}

std::string make_room_code() {
    // Bytes that would favour the first letters are thrown away.
    const std::size_t fair = 256 / room_code_letters.size() * room_code_letters.size();
    std::string code;
    while (code.size() < room_code_length) {
        const auto byte = static_cast<unsigned char>(random_bytes(1)[0]);
        if (byte < fair) code += room_code_letters[byte % room_code_letters.size()];
    }
    return code;
}

std::string read_room_code(std::string_view typed) {
    if (typed.size() != room_code_length) return {};
    std::string code;
    for (const char letter : typed) {
        const bool small = letter >= 'a' && letter <= 'z';
        code += small ? static_cast<char>(letter - 'a' + 'A') : letter;
        if (room_code_letters.find(code.back()) == std::string_view::npos) return {};
    }
    return code;
}

}  // namespace arena::serve
