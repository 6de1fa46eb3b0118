#include "core/rating/roster.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/assert.hpp"

namespace arena::rating {
namespace {

constexpr std::uint64_t multiplier = 0x9E3779B97F4A7C15ULL;   // 2^64 / golden ratio
constexpr std::uint64_t multiplier2 = 0xD6E8FEB86659FD93ULL;  // of the mixer rrmxmx, P. Evensen
constexpr std::size_t slots_first = 64;

std::uint64_t word_at(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}

/// The bytes of two words that a name of `size` bytes has there, by size: a table has no branch
/// that short and long names in turn would mislead.
struct Kept {
    std::uint64_t first[Roster::head_bytes + 1] = {}, second[Roster::head_bytes + 1] = {};
    constexpr Kept() {
        constexpr bool little = std::endian::native == std::endian::little;
        for (std::size_t size = 1; size <= Roster::head_bytes; ++size) {
            const std::uint64_t byte = std::uint64_t{0xFF}
                                       << 8 * (little ? (size - 1) % 8 : 7 - (size - 1) % 8);
            first[size] = first[size - 1] | (size <= 8 ? byte : 0);
            second[size] = second[size - 1] | (size > 8 ? byte : 0);
        }
    }
};
constexpr Kept kept;

}  // namespace

Roster::Roster() : slots_(slots_first) {}

Roster::Head Roster::readable_head(std::string_view name) {
    const std::size_t size = std::min(name.size(), head_bytes);
    return {word_at(name.data()) & kept.first[size], word_at(name.data() + 8) & kept.second[size]};
}

Roster::Head Roster::head_of(std::string_view name) {
    char bytes[head_bytes] = {};
    if (!name.empty()) std::memcpy(bytes, name.data(), std::min(name.size(), head_bytes));
    return {word_at(bytes), word_at(bytes + 8)};
}

/// Not against an attacker: a file that makes names collide only slows itself.
std::uint64_t Roster::hash_of(std::string_view name, const Head& head) {
    std::uint64_t hash =
        (head.first + name.size()) * multiplier ^ std::rotl(head.second * multiplier2, 32);
    for (std::size_t i = head_bytes; i < name.size(); i += 8) {  // the last overlaps
        const std::size_t at = std::min(i, name.size() - 8);
        hash = (hash ^ hash >> 32U ^ word_at(name.data() + at)) * multiplier;
    }
    hash ^= hash >> 32U;
    return hash * multiplier;
}

std::size_t Roster::slot_of(std::string_view name, const Head& head, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    const auto tag = static_cast<std::uint32_t>(hash);
    for (std::size_t at = hash >> 32U & mask;; at = (at + 1) & mask) {
        const Slot& slot = slots_[at];
        if (slot.id == nobody) return at;
        if (slot.hash != tag) continue;
        const Name& known = names_[slot.id];
        if (known.size != name.size() || !(known.head == head)) continue;
        if (name.size() <= head_bytes || this->name(slot.id) == name) return at;
    }
}

PlayerId Roster::find(std::string_view name) const {
    const Head head = head_of(name);
    return slots_[slot_of(name, head, hash_of(name, head))].id;
}

PlayerId Roster::intern(std::string_view name, const Head& head) {
    const std::uint64_t hash = hash_of(name, head);
    const PlayerId id = slots_[slot_of(name, head, hash)].id;
    return id != nobody ? id : add(name, head, hash);
}

PlayerId Roster::add(std::string_view name, const Head& head, std::uint64_t hash) {
    ARENA_ASSERT(size() < names_max);
    if (4 * (size() + 1) > slots_.size()) grow();
    const auto id = static_cast<PlayerId>(size());
    slots_[slot_of(name, head, hash)] = {static_cast<std::uint32_t>(hash), id};
    names_.push_back({head, bytes_.size(), name.size()});
    bytes_ += name;
    return id;
}

void Roster::grow() {
    std::vector<Slot> old(slots_.size() * 2);
    slots_.swap(old);
    const std::size_t mask = slots_.size() - 1;
    for (PlayerId id = 0; id < size(); ++id) {
        const std::uint64_t hash = hash_of(name(id), names_[id].head);
        std::size_t at = hash >> 32U & mask;
        while (slots_[at].id != nobody) at = (at + 1) & mask;
        slots_[at] = {static_cast<std::uint32_t>(hash), id};
    }
}

}  // namespace arena::rating
