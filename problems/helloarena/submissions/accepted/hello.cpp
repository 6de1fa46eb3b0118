#include <iostream>
#include <string>

int main() {
    std::string name;
    long long won, lost;
    std::cin >> name >> won >> lost;
    std::cout << "Hello, " << name << "!\n"
              << "Games played: " << won + lost << "\n";
}
