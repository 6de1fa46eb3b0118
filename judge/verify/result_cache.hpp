// Results of verification by content: a text under a key that names everything it depends on.
//
//   DIR/verify/<64 hex>   one result; appears by one rename
//
// Trust is that of the artifact cache: DIR belongs to this user and is closed to others. A result
// is only as good as its key: keys are made in judge/verify/content_key.hpp.
#pragma once

#include <optional>
#include <string>

#include "judge/owned_directory.hpp"

namespace arena {

inline constexpr std::size_t cached_results_max = 20'000;
inline constexpr std::int64_t cached_result_bytes_max = 16 * 1024 * 1024;

class ResultCache {
public:
    /// An empty `directory` is a cache that holds nothing. A folder that cannot be used is one too.
    explicit ResultCache(const std::string& directory);

    std::optional<std::string> find(const std::string& key) const;
    void store(const std::string& key, const std::string& text) const;

    /// Removes the oldest results beyond cached_results_max.
    void trim() const;

private:
    std::string path_;  ///< empty: no cache
};

}  // namespace arena
