// Names of players as small integers, in the order of their first appearance.
//
// Open addressing over one array of bytes: a lookup touches two cache lines. Iterators and pointers
// are never handed out across an insertion; name() is valid until the next new name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/rating/event.hpp"

namespace arena::rating {

inline constexpr std::size_t name_bytes_max = 1000;
inline constexpr std::size_t names_max = 1U << 30U;

class Roster {
public:
    Roster();

    /// The number of `name`, new when it is. REQUIRES: fewer than names_max names.
    PlayerId intern(std::string_view name);
    /// nobody when it is unknown.
    PlayerId find(std::string_view name) const;
    std::string_view name(PlayerId id) const {
        return {bytes_.data() + begins_[id], begins_[id + 1] - begins_[id]};
    }
    std::size_t size() const { return begins_.size() - 1; }

private:
    struct Slot {
        std::uint32_t hash = 0;
        PlayerId id = nobody;
    };
    void grow();
    std::size_t slot_of(std::string_view name, std::uint64_t hash) const;

    std::vector<Slot> slots_;
    std::vector<std::size_t> begins_;  ///< into bytes_; one more than names
    std::string bytes_;
};

}  // namespace arena::rating
