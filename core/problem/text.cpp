// Words, trimming and ordering of text in packages. See text.hpp.
#include "core/problem/text.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace arena::problem {

namespace {

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view digits_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    return text.substr(at, end - at);
}

std::string_view without_leading_zeros(std::string_view digits) {
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view() : digits.substr(first);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> out;
    std::size_t at = 0;
    while (at < text.size()) {
        if (is_space(text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && !is_space(text[end])) ++end;
        out.emplace_back(text.substr(at, end - at));
        at = end;
    }
    return out;
}

bool ends_with(std::string_view text, std::string_view tail) {
    return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

bool starts_with(std::string_view text, std::string_view head) {
    return text.substr(0, head.size()) == head;
}

std::string shown(std::string_view text) {
    constexpr std::size_t bytes_max = 60;
    constexpr const char* hex = "0123456789abcdef";
    const bool utf8 = is_utf8(text);
    std::string out;
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (out.size() >= bytes_max && (byte & 0xC0) != 0x80) return out + "...";
        if (byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !utf8)) {
            out += {'\\', 'x', hex[byte >> 4], hex[byte & 15]};
        } else {
            out.push_back(c);
        }
    }
    return out;
}

bool natural_less(std::string_view left, std::string_view right) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < left.size() && j < right.size()) {
        if (is_digit(left[i]) && is_digit(right[j])) {
            const std::string_view a = digits_at(left, i);
            const std::string_view b = digits_at(right, j);
            const std::string_view x = without_leading_zeros(a);
            const std::string_view y = without_leading_zeros(b);
            if (x.size() != y.size()) return x.size() < y.size();
            if (x != y) return x < y;
            i += a.size();
            j += b.size();
            continue;
        }
        const auto a = static_cast<unsigned char>(left[i]);
        const auto b = static_cast<unsigned char>(right[j]);
        if (a != b) return a < b;
        ++i;
        ++j;
    }
    const std::size_t rest_left = left.size() - i;
    const std::size_t rest_right = right.size() - j;
    // Equal by value ("01" and "1"): fall back to bytes, so that the order is total.
    if (rest_left == 0 && rest_right == 0) return left < right;
    return rest_left == 0;
}

}  // namespace arena::problem
