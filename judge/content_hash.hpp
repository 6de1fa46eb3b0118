// SHA-256 (FIPS 180-4, by OpenSSL's EVP) over a list of fields.
//
// Each field goes in with its length before it, so ("ab", "c") and ("a", "bc") differ: equal hashes
// mean equal lists. sha256_hex is the plain digest, for files.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace arena {

class ContentHash {
public:
    ContentHash();
    ~ContentHash();
    ContentHash(const ContentHash&) = delete;
    ContentHash& operator=(const ContentHash&) = delete;

    void add(std::string_view field);
    void add(std::int64_t field);
    void add(const std::vector<std::string>& fields);

    /// Bytes without a length before them, for a field that arrives in pieces.
    void add_raw(const void* bytes, std::size_t count);

    /// 64 lower-case hex digits. REQUIRES: nothing is added and hex() is not called after it.
    std::string hex();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The digest of exactly these bytes.
std::string sha256_hex(std::string_view bytes);

}  // namespace arena
