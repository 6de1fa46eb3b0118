#include "core/pairing/weighted_matching.hpp"

#include <bit>

#include "core/assert.hpp"
#include "core/pairing/blossom.hpp"
#include "core/pairing/completion.hpp"
#include "core/pairing/wide_weight.hpp"

namespace arena::pairing {
namespace {

// Duals are up to twice a weight and slacks are differences of sums of two: three bits of room.
constexpr std::size_t spare_bits = 4;

}  // namespace

std::size_t WeightLayout::add(std::uint64_t sum_max) {
    bits_ += static_cast<std::size_t>(std::bit_width(sum_max));
    ends_.push_back(bits_);
    return ends_.size() - 1;
}

EdgeWeights::EdgeWeights(std::size_t vertices, const WeightLayout& layout)
    : vertices_(vertices), words_((layout.bits() + spare_bits + 63) / 64), layout_(layout) {
    words_ = std::bit_ceil(words_);
    data_.resize(vertices * vertices * words_);
}

void EdgeWeights::add(std::size_t a, std::size_t b, std::size_t field, std::uint64_t value) {
    const std::size_t shift = layout_.shift(field);
    for (const std::size_t cell : {a * vertices_ + b, b * vertices_ + a}) {
        std::uint64_t* const words = data_.data() + cell * words_;
        std::size_t word = shift / 64;
        const std::uint64_t low = value << (shift % 64);
        const std::uint64_t high = shift % 64 == 0 ? 0 : value >> (64 - shift % 64);
        std::uint64_t carry = 0;
        for (const std::uint64_t part : {low, high}) {
            if (word == words_) break;
            const std::uint64_t sum = words[word] + part;
            const std::uint64_t total = sum + carry;
            carry = (sum < part || total < sum) ? 1 : 0;
            words[word++] = total;
        }
        for (; carry != 0 && word < words_; ++word) carry = ++words[word] == 0 ? 1 : 0;
    }
}

template <std::size_t N>
std::vector<std::uint32_t> EdgeWeights::match_as() const {
    std::vector<WideWeight<N>> weights(vertices_ * vertices_);
    for (std::size_t cell = 0; cell < weights.size(); ++cell) {
        for (std::size_t word = 0; word < N; ++word) {
            weights[cell].words[word] = data_[cell * words_ + word];
        }
    }
    const std::vector<int> mates = Blossom<WideWeight<N>>(vertices_, std::move(weights)).run();
    std::vector<std::uint32_t> out;
    out.reserve(mates.size());
    for (const int mate : mates) {
        out.push_back(mate < 0 ? unmatched : static_cast<std::uint32_t>(mate));
    }
    return out;
}

std::vector<std::uint32_t> EdgeWeights::match() const {
    switch (words_) {
        case 1: return match_as<1>();
        case 2: return match_as<2>();
        case 4: return match_as<4>();
        case 8: return match_as<8>();
        case 16: return match_as<16>();
        case 32: return match_as<32>();
        case 64: return match_as<64>();
        case 128: return match_as<128>();
        case 256: return match_as<256>();
        default: break;
    }
    ARENA_ASSERT(words_ <= 256);
    return {};
}

}  // namespace arena::pairing
