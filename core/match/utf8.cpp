#include "core/match/utf8.hpp"

#include <cstddef>

namespace arena::match {
namespace {

/// Bytes that follow `lead`, and the range of the first of them; the others are 0x80 to 0xBF.
struct Follow {
    int count = -1;  ///< -1: no lead byte
    unsigned char low = 0x80, high = 0xBF;
};

Follow follow(unsigned char lead) {
    if (lead < 0x80) return {0};
    if (lead < 0xC2) return {};
    if (lead < 0xE0) return {1};
    if (lead == 0xE0) return {2, 0xA0};
    if (lead == 0xED) return {2, 0x80, 0x9F};
    if (lead < 0xF0) return {2};
    if (lead == 0xF0) return {3, 0x90};
    if (lead < 0xF4) return {3};
    if (lead == 0xF4) return {3, 0x80, 0x8F};
    return {};
}

}  // namespace

bool is_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        Follow next = follow(static_cast<unsigned char>(text[i]));
        if (next.count < 0) return false;
        for (; next.count > 0; --next.count) {
            if (++i == text.size()) return false;
            const auto byte = static_cast<unsigned char>(text[i]);
            if (byte < next.low || byte > next.high) return false;
            next.low = 0x80;
            next.high = 0xBF;
        }
    }
    return true;
}

}  // namespace arena::match
