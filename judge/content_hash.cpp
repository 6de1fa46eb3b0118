// The one file that calls OpenSSL's digests. A failure there means no memory or a broken library:
// a bug of ours or the host's to stop at, since a wrong key could hand out a wrong program.
#include "judge/content_hash.hpp"

#include <openssl/evp.h>

#include <array>

#include "core/assert.hpp"

namespace arena {

struct ContentHash::State {
    EVP_MD_CTX* context = nullptr;
};

ContentHash::ContentHash() : state_(std::make_unique<State>()) {
    state_->context = EVP_MD_CTX_new();
    ARENA_ASSERT(state_->context != nullptr);
    ARENA_ASSERT(EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) == 1);
}

ContentHash::~ContentHash() {
    EVP_MD_CTX_free(state_->context);
}

void ContentHash::add_raw(const void* bytes, std::size_t count) {
    ARENA_ASSERT(EVP_DigestUpdate(state_->context, bytes, count) == 1);
}

void ContentHash::add(std::string_view field) {
    add(static_cast<std::int64_t>(field.size()));
    add_raw(field.data(), field.size());
}

void ContentHash::add(std::int64_t field) {
    std::array<unsigned char, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(field) >> (8 * i));
    }
    add_raw(bytes.data(), bytes.size());
}

void ContentHash::add(const std::vector<std::string>& fields) {
    add(static_cast<std::int64_t>(fields.size()));
    for (const std::string& field : fields) add(std::string_view(field));
}

std::string ContentHash::hex() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    ARENA_ASSERT(EVP_DigestFinal_ex(state_->context, digest.data(), &size) == 1);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i) {
        text += digits[digest[i] >> 4];
        text += digits[digest[i] & 15];
    }
    return text;
}

std::string sha256_hex(std::string_view bytes) {
    ContentHash hash;
    hash.add_raw(bytes.data(), bytes.size());
    return hash.hex();
}

}  // namespace arena
