#include <algorithm>
#include <iostream>
#include <numeric>

int main() {
    int n;
    std::cin >> n;
    long long together = 1, busiest = 1'000'000'000;
    for (int i = 0; i < n; ++i) {
        long long minutes;
        std::cin >> minutes;
        together = together / std::gcd(together, minutes) * minutes;
        busiest = std::min(busiest, minutes);
    }
    std::cout << together << ' ' << together / busiest << '\n';
}
