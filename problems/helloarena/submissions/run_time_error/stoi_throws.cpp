// std::stoi throws std::out_of_range for numbers that leave 31 bits.
#include <iostream>
#include <string>

int main() {
    std::string name, won, lost;
    std::cin >> name >> won >> lost;
    const long long games = static_cast<long long>(std::stoi(won)) + std::stoi(lost);
    std::cout << "Hello, " << name << "!\n"
              << "Games played: " << games << "\n";
}
