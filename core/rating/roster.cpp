#include "core/rating/roster.hpp"

#include <cstring>

#include "core/assert.hpp"

namespace arena::rating {
namespace {

constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio
constexpr std::size_t slots_first = 64;

/// Eight bytes a step. Not against an attacker: a file that makes names collide only slows itself.
std::uint64_t hash_of(std::string_view name) {
    std::uint64_t hash = name.size() * multiplier;
    const char* at = name.data();
    std::size_t left = name.size();
    while (left >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        hash = (hash ^ word) * multiplier;
        hash ^= hash >> 32U;
        at += 8;
        left -= 8;
    }
    if (left > 0) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, left);
        hash = (hash ^ word) * multiplier;
        hash ^= hash >> 32U;
    }
    return hash ^ (hash >> 29U);
}

}  // namespace

Roster::Roster() : slots_(slots_first), begins_{0} {}

std::size_t Roster::slot_of(std::string_view name, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    const auto tag = static_cast<std::uint32_t>(hash >> 32U);
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        const Slot& slot = slots_[at];
        if (slot.id == nobody) return at;
        if (slot.hash == tag && this->name(slot.id) == name) return at;
    }
}

PlayerId Roster::find(std::string_view name) const {
    return slots_[slot_of(name, hash_of(name))].id;
}

PlayerId Roster::intern(std::string_view name) {
    const std::uint64_t hash = hash_of(name);
    std::size_t at = slot_of(name, hash);
    if (slots_[at].id != nobody) return slots_[at].id;
    ARENA_ASSERT(size() < names_max);
    if (2 * (size() + 1) > slots_.size()) {
        grow();
        at = slot_of(name, hash);
    }
    const auto id = static_cast<PlayerId>(size());
    slots_[at] = {static_cast<std::uint32_t>(hash >> 32U), id};
    bytes_ += name;
    begins_.push_back(bytes_.size());
    return id;
}

void Roster::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    slots_.swap(old);
    const std::size_t mask = slots_.size() - 1;
    for (PlayerId id = 0; id < size(); ++id) {
        const std::uint64_t hash = hash_of(name(id));
        std::size_t at = hash & mask;
        while (slots_[at].id != nobody) at = (at + 1) & mask;
        slots_[at] = {static_cast<std::uint32_t>(hash >> 32U), id};
    }
}

}  // namespace arena::rating
