#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    long long n, s, twice = 0;
    std::cin >> n >> s;
    std::vector<long long> stars(n);
    for (auto& star : stars) std::cin >> star;
    std::sort(stars.begin(), stars.end());
    for (long long star : stars) {
        const auto range = std::equal_range(stars.begin(), stars.end(), s - star);
        twice += range.second - range.first - (2 * star == s);
    }
    std::cout << twice / 2 << '\n';
}
