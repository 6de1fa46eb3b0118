// Adds in 32 bits, so the sum wraps around for the players who never sleep.
#include <cstdint>
#include <iostream>
#include <string>

int main() {
    std::string name;
    std::uint64_t won, lost;
    std::cin >> name >> won >> lost;
    const auto games = static_cast<std::uint32_t>(won + lost);
    std::cout << "Hello, " << name << "!\n"
              << "Games played: " << games << "\n";
}
