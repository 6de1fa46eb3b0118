#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    long long n, plates;
    std::cin >> n >> plates;
    std::vector<long long> minutes(n);
    for (auto& each : minutes) std::cin >> each;
    long long low = 0, high = plates * *std::min_element(minutes.begin(), minutes.end());
    while (low + 1 < high) {
        const long long middle = (low + high) / 2;
        long long made = 0;
        for (long long each : minutes) made = std::min(plates, made + middle / each);
        (made >= plates ? high : low) = middle;
    }
    std::cout << high << '\n';
}
