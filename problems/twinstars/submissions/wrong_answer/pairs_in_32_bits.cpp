#include <iostream>
#include <map>

int main() {
    int n, s, pairs = 0;
    std::cin >> n >> s;
    std::map<int, unsigned> seen;
    for (int i = 0, star; i < n; ++i) {
        std::cin >> star;
        pairs = static_cast<int>(static_cast<unsigned>(pairs) + seen[s - star]);
        ++seen[star];
    }
    std::cout << pairs << '\n';
}
