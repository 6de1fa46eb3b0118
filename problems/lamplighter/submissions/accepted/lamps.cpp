#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    int n, m;
    std::cin >> n >> m;
    std::vector<int> turns(n + 2);
    for (int i = 0, a, b; i < m; ++i) {
        std::cin >> a >> b;
        ++turns[a];
        ++turns[b + 1];
    }
    int sum = 0, run = 0, lit = 0, longest = 0;
    for (int lamp = 1; lamp <= n; ++lamp) {
        sum += turns[lamp];
        run = sum % 2 ? run + 1 : 0;
        lit += sum % 2;
        longest = std::max(longest, run);
    }
    std::cout << lit << ' ' << longest << '\n';
}
