#include "core/pairing/waiting_line.hpp"

#include <algorithm>

#include "core/assert.hpp"

namespace arena::pairing {
namespace {

bool before(const WaitingEntry& entry, double rating, PlayerId id) {
    return entry.rating != rating ? entry.rating < rating : entry.id < id;
}

}  // namespace

WaitingLine::Place WaitingLine::place_of(double rating, PlayerId id) const {
    const auto block = std::partition_point(
        blocks_.begin(), blocks_.end(),
        [&](const std::vector<WaitingEntry>& one) { return before(one.back(), rating, id); });
    if (block == blocks_.end()) return {blocks_.size(), 0};
    const auto entry =
        std::partition_point(block->begin(), block->end(),
                             [&](const WaitingEntry& one) { return before(one, rating, id); });
    return {static_cast<std::size_t>(block - blocks_.begin()),
            static_cast<std::size_t>(entry - block->begin())};
}

bool WaitingLine::holds(const Place& at, double rating, PlayerId id) const {
    if (at.block == blocks_.size()) return false;
    const WaitingEntry& entry = blocks_[at.block][at.entry];
    return entry.rating == rating && entry.id == id;
}

bool WaitingLine::step_down(Place& at) const {
    if (at.entry > 0) {
        --at.entry;
        return true;
    }
    if (at.block == 0) return false;
    --at.block;
    at.entry = blocks_[at.block].size() - 1;
    return true;
}

bool WaitingLine::settle(Place& at) const {
    if (at.block < blocks_.size() && at.entry == blocks_[at.block].size()) {
        ++at.block;
        at.entry = 0;
    }
    return at.block < blocks_.size();
}

void WaitingLine::insert(const WaitingEntry& entry) {
    ++size_;
    Place at = place_of(entry.rating, entry.id);
    if (at.block == blocks_.size()) {  // after all others
        if (blocks_.empty()) blocks_.emplace_back();
        at = {blocks_.size() - 1, blocks_.back().size()};
    }
    ARENA_ASSERT(at.entry == blocks_[at.block].size() || !holds(at, entry.rating, entry.id));
    std::vector<WaitingEntry>& block = blocks_[at.block];
    block.insert(block.begin() + static_cast<std::ptrdiff_t>(at.entry), entry);
    if (block.size() <= block_entries_max) return;
    const auto half = block.begin() + static_cast<std::ptrdiff_t>(block.size() / 2);
    std::vector<WaitingEntry> upper(half, block.end());
    block.erase(half, block.end());
    blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(at.block) + 1, std::move(upper));
}

bool WaitingLine::erase(double rating, PlayerId id) {
    const Place at = place_of(rating, id);
    if (!holds(at, rating, id)) return false;
    std::vector<WaitingEntry>& block = blocks_[at.block];
    block.erase(block.begin() + static_cast<std::ptrdiff_t>(at.entry));
    if (block.empty()) blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(at.block));
    --size_;
    return true;
}

std::optional<WaitingEntry> WaitingLine::find(double rating, PlayerId id) const {
    const Place at = place_of(rating, id);
    if (!holds(at, rating, id)) return std::nullopt;
    return blocks_[at.block][at.entry];
}

void WaitingLine::erase_flagged(const std::vector<bool>& flags) {
    ARENA_ASSERT(flags.size() == size_);
    std::size_t place = 0;
    for (auto& block : blocks_) {
        std::erase_if(block, [&](const WaitingEntry&) { return flags[place++]; });
    }
    std::erase_if(blocks_, [](const std::vector<WaitingEntry>& block) { return block.empty(); });
    size_ -= static_cast<std::size_t>(std::count(flags.begin(), flags.end(), true));
}

}  // namespace arena::pairing
