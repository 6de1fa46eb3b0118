// Its table ends where the counts differ by more than 1000; beyond, std::out_of_range is thrown.
#include <iostream>
#include <string>
#include <vector>

int main() {
    int people;
    std::string line;
    std::cin >> people >> line;
    std::vector<std::vector<int>> seen(2001, std::vector<int>(2001));
    int first = 1000;
    int second = 1000;
    seen[first][second] = 1;
    long long parts = 0;
    for (const char guild : line) {
        first += guild == 'B' ? 1 : guild == 'M' ? -1 : 0;
        second += guild == 'M' ? 1 : guild == 'T' ? -1 : 0;
        parts += seen.at(first).at(second)++;
    }
    std::cout << parts << "\n";
}
