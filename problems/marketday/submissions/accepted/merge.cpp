#include <algorithm>
#include <iostream>
#include <vector>

long long sort(std::vector<int>& row, int begin, int end) {
    if (end - begin < 2) return 0;
    const int middle = (begin + end) / 2;
    long long coins = sort(row, begin, middle) + sort(row, middle, end);
    for (int left = begin, right = middle; left < middle; ++left) {
        while (right < end && row[right] < row[left]) ++right;
        coins += static_cast<long long>(right - middle) * row[left];
    }
    std::inplace_merge(row.begin() + begin, row.begin() + middle, row.begin() + end);
    return coins;
}

int main() {
    std::ios::sync_with_stdio(false);
    int n;
    std::cin >> n;
    std::vector<int> row(n);
    for (int& stall : row) std::cin >> stall;
    std::cout << sort(row, 0, n) << '\n';
}
