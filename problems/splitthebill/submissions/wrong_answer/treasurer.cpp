// Passes all the money through friend 1, even when friend 1 should pay or get nothing.
#include <iostream>
#include <vector>

int main() {
    int count;
    std::cin >> count;
    std::vector<int> balance(count);
    int payments = 0;
    for (int i = 0; i < count; ++i) {
        std::cin >> balance[i];
        payments += i > 0 && balance[i] != 0 ? 1 : 0;
    }
    std::cout << payments << "\n";
    for (int i = 1; i < count; ++i) {
        if (balance[i] < 0) std::cout << i + 1 << " 1 " << -balance[i] << "\n";
        if (balance[i] > 0) std::cout << "1 " << i + 1 << " " << balance[i] << "\n";
    }
}
