// Accepts n, then n balances on one line that are each within 10^9 of zero and add up to zero.
// Single spaces, no leading zeros, no "-0", nothing after the last LF.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

namespace {

[[noreturn]] void refuse(const char* why) {
    std::cerr << why << "\n";
    std::exit(43);
}

std::int64_t read_integer(std::int64_t low, std::int64_t high, char end) {
    std::string text;
    int c;
    while ((c = std::cin.get()) != end) {
        if (c != '-' && (c < '0' || c > '9')) refuse("a character that belongs to no number");
        text.push_back(static_cast<char>(c));
        if (text.size() > 11) refuse("a number is too long");
    }
    if (text.empty() || text == "-" || text.rfind('-') + 1 > 1) refuse("not a number");
    const std::int64_t value = std::stoll(text);
    if (std::to_string(value) != text) refuse("a number has leading zeros or is -0");
    if (value < low || value > high) refuse("a number is out of its range");
    return value;
}

}  // namespace

int main() {
    const std::int64_t count = read_integer(1, 10000, '\n');
    std::int64_t sum = 0;
    for (std::int64_t i = 1; i <= count; ++i) {
        sum += read_integer(-1000000000, 1000000000, i < count ? ' ' : '\n');
    }
    if (std::cin.get() != EOF) refuse("there is more after the last balance");
    if (sum != 0) refuse("the balances do not add up to zero");
    return 42;
}
