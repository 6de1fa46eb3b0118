// Sorts the cuts by their differences; equal neighbours bound the parts.
#include <algorithm>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

int main() {
    int people;
    std::string line;
    std::cin >> people >> line;
    std::vector<std::pair<int, int>> cuts{{0, 0}};
    auto [first, second] = cuts.front();
    for (const char guild : line) {
        first += guild == 'B' ? 1 : guild == 'M' ? -1 : 0;
        second += guild == 'M' ? 1 : guild == 'T' ? -1 : 0;
        cuts.emplace_back(first, second);
    }
    std::sort(cuts.begin(), cuts.end());
    long long parts = 0;
    long long equal = 0;
    for (std::size_t i = 1; i < cuts.size(); ++i) {
        equal = cuts[i] == cuts[i - 1] ? equal + 1 : 0;
        parts += equal;
    }
    std::cout << parts << "\n";
}
