// Decimal numbers: the grammar, the closest double, and agreement within a tolerance. The border is
// decided on digit strings: additions and one product, no division, so nothing is rounded.
#include "judge/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "core/assert.hpp"

namespace arena {

namespace {

constexpr std::int64_t exact_digits_max = std::int64_t{1} << 22;
constexpr std::int64_t exponent_max = 1'000'000'000;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::size_t skip_digits(std::string_view text, std::size_t at) {
    while (at < text.size() && is_digit(text[at])) ++at;
    return at;
}

/// value = (negative ? -1 : 1) * digits * 10^exponent; no leading zero, empty digits are 0.
struct Decimal {
    bool negative = false;
    std::string digits;
    std::int64_t exponent = 0;
};

std::int64_t read_exponent(std::string_view text) {
    if (text.empty()) return 0;
    const bool negative = text[0] == '-';
    std::int64_t value = 0;
    for (char c : text) {
        if (is_digit(c)) value = std::min(value * 10 + (c - '0'), exponent_max);
    }
    return negative ? -value : value;
}

Decimal read_decimal(std::string_view token) {
    Decimal out;
    std::size_t at = 0;
    if (token[0] == '-' || token[0] == '+') {
        out.negative = token[0] == '-';
        at = 1;
    }
    bool fraction = false;
    for (; at < token.size() && token[at] != 'e' && token[at] != 'E'; ++at) {
        if (token[at] == '.') {
            fraction = true;
            continue;
        }
        if (fraction) --out.exponent;
        if (token[at] != '0' || !out.digits.empty()) out.digits.push_back(token[at]);
    }
    if (at < token.size()) out.exponent += read_exponent(token.substr(at + 1));
    while (!out.digits.empty() && out.digits.back() == '0') {
        out.digits.pop_back();
        ++out.exponent;
    }
    return out;
}

/// Below which power of ten the number is: 12 -> 2, 0.1 -> 0.
std::int64_t magnitude(const Decimal& x) {
    return x.exponent + static_cast<std::int64_t>(x.digits.size());
}

/// All as integers over one power of ten; false when that would take too many digits.
bool align(std::initializer_list<Decimal*> numbers) {
    std::int64_t low = std::numeric_limits<std::int64_t>::max();
    std::int64_t high = std::numeric_limits<std::int64_t>::min();
    for (const Decimal* x : numbers) {
        if (x->digits.empty()) continue;
        low = std::min(low, x->exponent);
        high = std::max(high, magnitude(*x));
    }
    if (low > high) low = high = 0;  // all are zero
    if (high - low > exact_digits_max) return false;
    for (Decimal* x : numbers) {
        if (!x->digits.empty()) x->digits.append(static_cast<std::size_t>(x->exponent - low), '0');
        x->exponent = low;
    }
    return true;
}

bool at_most(const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a <= b;
}

std::string trimmed(std::string digits) {
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

std::string sum(std::string a, std::string b) {
    if (a.size() < b.size()) a.swap(b);
    b.insert(0, a.size() - b.size(), '0');
    int carry = 0;
    for (std::size_t i = a.size(); i-- > 0;) {
        const int digit = (a[i] - '0') + (b[i] - '0') + carry;
        a[i] = static_cast<char>('0' + digit % 10);
        carry = digit / 10;
    }
    if (carry > 0) a.insert(a.begin(), '1');
    return a;
}

/// REQUIRES: b <= a.
std::string difference(std::string a, std::string b) {
    b.insert(0, a.size() - b.size(), '0');
    int borrow = 0;
    for (std::size_t i = a.size(); i-- > 0;) {
        int digit = (a[i] - '0') - (b[i] - '0') - borrow;
        borrow = digit < 0 ? 1 : 0;
        if (digit < 0) digit += 10;
        a[i] = static_cast<char>('0' + digit);
    }
    return trimmed(std::move(a));
}

Decimal product(const Decimal& a, const Decimal& b) {
    Decimal out;
    out.exponent = a.exponent + b.exponent;
    std::string digits(a.digits.size() + b.digits.size(), '\0');
    for (std::size_t i = a.digits.size(); i-- > 0;) {
        int carry = 0;
        for (std::size_t j = b.digits.size(); j-- > 0;) {
            const int cell = digits[i + j + 1] + (a.digits[i] - '0') * (b.digits[j] - '0') + carry;
            digits[i + j + 1] = static_cast<char>(cell % 10);
            carry = cell / 10;
        }
        digits[i] = static_cast<char>(digits[i] + carry);
    }
    for (char& digit : digits) digit = static_cast<char>(digit + '0');
    out.digits = trimmed(std::move(digits));
    return out;
}

/// The number that a person wrote: the shortest decimal that reads back as this double.
Decimal as_written(double value) {
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return read_decimal({buffer, static_cast<std::size_t>(end - buffer)});
}

/// |output - answer| <= bound, exactly; nullopt when it would take too many digits.
std::optional<bool> within(Decimal answer, Decimal output, Decimal bound) {
    if (!align({&answer, &output, &bound})) return std::nullopt;
    if (answer.negative != output.negative) {
        return at_most(sum(std::move(answer.digits), std::move(output.digits)), bound.digits);
    }
    const bool ordered = at_most(output.digits, answer.digits);
    std::string& larger = ordered ? answer.digits : output.digits;
    std::string& smaller = ordered ? output.digits : answer.digits;
    return at_most(difference(std::move(larger), std::move(smaller)), bound.digits);
}

bool agree_exactly(std::string_view answer, std::string_view output, std::optional<double> absolute,
                   std::optional<double> relative, bool when_too_long) {
    const Decimal a = read_decimal(answer);
    const Decimal s = read_decimal(output);
    const auto digits_max = static_cast<std::size_t>(exact_digits_max);
    if (a.digits.size() > digits_max || s.digits.size() > digits_max) return when_too_long;
    std::optional<bool> by_absolute = false, by_relative = false;
    if (absolute) by_absolute = within(a, s, as_written(*absolute));
    if (relative) by_relative = within(a, s, product(as_written(*relative), a));
    if (by_absolute.value_or(false) || by_relative.value_or(false)) return true;
    return by_absolute && by_relative ? false : when_too_long;
}

}  // namespace

bool is_decimal(std::string_view token) {
    std::size_t at = 0;
    if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
    const std::size_t whole = skip_digits(token, at) - at;
    at += whole;
    std::size_t fraction = 0;
    if (at < token.size() && token[at] == '.') {
        fraction = skip_digits(token, at + 1) - (at + 1);
        at += 1 + fraction;
    }
    if (whole + fraction == 0) return false;
    if (at < token.size() && (token[at] == 'e' || token[at] == 'E')) {
        ++at;
        if (at < token.size() && (token[at] == '+' || token[at] == '-')) ++at;
        const std::size_t end = skip_digits(token, at);
        if (end == at) return false;
        at = end;
    }
    return at == token.size();
}

double decimal_value(std::string_view token) {
    ARENA_ASSERT(is_decimal(token));
    if (token[0] == '+') token.remove_prefix(1);
    double value = 0;
    const auto read = std::from_chars(token.data(), token.data() + token.size(), value);
    if (read.ec == std::errc()) return value;
    const Decimal exact = read_decimal(token);
    const bool large = !exact.digits.empty() && magnitude(exact) > 0;
    value = large ? std::numeric_limits<double>::infinity() : 0;
    return exact.negative ? -value : value;
}

bool decimals_agree(std::string_view answer, std::string_view output,
                    std::optional<double> absolute, std::optional<double> relative) {
    const double a = decimal_value(answer);
    const double s = decimal_value(output);
    const double off = std::fabs(s - a);
    if (!std::isfinite(off)) return agree_exactly(answer, output, absolute, relative, false);
    const double bound = std::max(absolute.value_or(0), relative.value_or(0) * std::fabs(a));
    // Each of s, a, s - a and the bound is at most a rounding of 2^-53 away from the truth; below
    // the normal range roundings are absolute, hence the last term.
    const double margin =
        8 * (std::numeric_limits<double>::epsilon() * (std::fabs(s) + std::fabs(a) + bound) +
             std::numeric_limits<double>::min());
    if (off <= bound - margin) return true;
    if (off > bound + margin) return false;
    return agree_exactly(answer, output, absolute, relative, off <= bound);
}

}  // namespace arena
