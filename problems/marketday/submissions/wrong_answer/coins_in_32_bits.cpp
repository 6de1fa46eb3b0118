#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> row(n), tree(n + 1);
    for (int& stall : row) std::cin >> stall;
    unsigned coins = 0;
    for (int i = n - 1; i >= 0; --i) {
        for (int at = row[i]; at > 0; at &= at - 1) coins += static_cast<unsigned>(tree[at]) * row[i];
        for (int at = row[i]; at <= n; at += at & -at) ++tree[at];
    }
    std::cout << coins << '\n';
}
