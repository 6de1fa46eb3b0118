#include <cmath>
#include <iostream>
#include <vector>

int main() {
    std::size_t n;
    std::cin >> n;
    std::vector<double> x(10000), y(10000);
    double trail = 0;
    for (std::size_t i = 0; i < n; ++i) {
        std::cin >> x.at(i) >> y.at(i);
        if (i > 0) trail += std::hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
    }
    std::cout.precision(12);
    std::cout << trail << ' ' << std::hypot(x[n - 1] - x[0], y[n - 1] - y[0]) << '\n';
}
