// Goes from one burn-out to the next; integers decide, one division at the end answers.
#include <algorithm>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <vector>

struct Candle {
    std::int64_t weight, rate;
};

int main() {
    int count;
    std::cin >> count;
    std::vector<Candle> lit;
    std::int64_t total = 0;
    std::int64_t rate_left = 0;
    for (int i = 0; i < count; ++i) {
        Candle candle;
        std::cin >> candle.weight >> candle.rate;
        total += candle.weight;
        rate_left += candle.rate;
        if (candle.rate > 0) lit.push_back(candle);
    }
    std::sort(lit.begin(), lit.end(), [](const Candle& a, const Candle& b) {
        return a.weight * b.rate < b.weight * a.rate;
    });
    std::int64_t weight_left = total;
    for (const auto& [weight, rate] : lit) {
        if (2 * (weight_left * rate - rate_left * weight) <= total * rate) {
            std::cout << std::setprecision(12)
                      << static_cast<double>(2 * weight_left - total) /
                             static_cast<double>(2 * rate_left)
                      << "\n";
            return 0;
        }
        weight_left -= weight;
        rate_left -= rate;
    }
    std::cout << "never\n";
}
