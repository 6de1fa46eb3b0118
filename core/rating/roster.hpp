// Names of players as small integers, in the order of their first appearance.
//
// Open addressing over one array of bytes. The first sixteen bytes of a name are kept beside its
// place as two words, so that a lookup of a short name touches two cache lines and compares words.
// Iterators and pointers are never handed out across an insertion; name() is valid until the next
// new name.
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
    static constexpr std::size_t head_bytes = 16;

    Roster();

    /// The number of `name`, new when it is. REQUIRES: fewer than names_max names.
    PlayerId intern(std::string_view name) { return intern(name, head_of(name)); }
    /// The same, faster. REQUIRES: head_bytes can be read from where the name begins.
    PlayerId intern_readable(std::string_view name) { return intern(name, readable_head(name)); }
    /// nobody when it is unknown.
    PlayerId find(std::string_view name) const;
    std::string_view name(PlayerId id) const {
        return {bytes_.data() + names_[id].begin, names_[id].size};
    }
    std::size_t size() const { return names_.size(); }

private:
    /// The first bytes of a name, zeros after its end.
    struct Head {
        std::uint64_t first = 0, second = 0;
        bool operator==(const Head&) const = default;
    };
    struct Name {
        Head head;
        std::size_t begin;  ///< into bytes_
        std::size_t size;
    };
    struct Slot {
        std::uint32_t hash = 0;
        PlayerId id = nobody;
    };
    static Head head_of(std::string_view name);
    static Head readable_head(std::string_view name);
    static std::uint64_t hash_of(std::string_view name, const Head& head);
    PlayerId intern(std::string_view name, const Head& head);
    PlayerId add(std::string_view name, const Head& head, std::uint64_t hash);
    std::size_t slot_of(std::string_view name, const Head& head, std::uint64_t hash) const;
    void grow();

    std::vector<Slot> slots_;
    std::vector<Name> names_;
    std::string bytes_;
};

}  // namespace arena::rating
