#include "core/rating/number_text.hpp"

#include <algorithm>
#include <charconv>

namespace arena::rating {

std::string number_text(double value) {
    char text[64];
    const auto [end, error] = std::to_chars(text, text + sizeof text, value);
    return error == std::errc() ? std::string(text, end) : "nan";
}

std::string fixed_text(double value, int decimals) {
    char text[400];
    const auto [end, error] =
        std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals);
    if (error != std::errc()) return "nan";
    std::string written(text, end);
    const bool zero =
        std::none_of(written.begin(), written.end(), [](char c) { return c >= '1' && c <= '9'; });
    if (zero && written.front() == '-' && written.find('n') == written.npos) written.erase(0, 1);
    return written;
}

}  // namespace arena::rating
