#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<std::pair<int, int>> kiosks(n);
    for (auto& [first, last] : kiosks) std::cin >> first >> last;
    std::sort(kiosks.begin(), kiosks.end());
    int count = 0, end = 0;
    for (const auto& [first, last] : kiosks) {
        if (first <= end) continue;
        ++count;
        end = last;
    }
    std::cout << count << ' ' << end << '\n';
}
