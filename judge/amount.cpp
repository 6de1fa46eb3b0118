#include "judge/amount.hpp"

#include <cstdio>

#include "core/limits.hpp"

namespace arena {
namespace {

std::string decimal(double value, int decimals) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    std::string text = buffer;
    if (text.find('.') == std::string::npos) return text;
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

}  // namespace

std::string seconds_text(std::int64_t ns) {
    return decimal(static_cast<double>(ns) / static_cast<double>(s_in_ns), 3) + " s";
}

std::string bytes_text(std::int64_t bytes) {
    if (bytes >= mib)
        return decimal(static_cast<double>(bytes) / static_cast<double>(mib), 1) + " MiB";
    if (bytes >= kib)
        return decimal(static_cast<double>(bytes) / static_cast<double>(kib), 1) + " KiB";
    return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

}  // namespace arena
