// Thinks that a lamp once lit stays so.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n, m;
    std::cin >> n >> m;
    std::vector<int> begins(n + 2);
    for (int i = 0, a, b; i < m; ++i) {
        std::cin >> a >> b;
        ++begins[a];
        --begins[b + 1];
    }
    int cover = 0, run = 0, lit = 0, longest = 0;
    for (int lamp = 1; lamp <= n; ++lamp) {
        cover += begins[lamp];
        run = cover > 0 ? run + 1 : 0;
        lit += cover > 0;
        longest = std::max(longest, run);
    }
    std::cout << lit << ' ' << longest << '\n';
}
