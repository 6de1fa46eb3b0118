#include <algorithm>
#include <iostream>
#include <vector>

struct Payment {
    int payer, paid, cents;
};

int main() {
    std::ios::sync_with_stdio(false);
    int count;
    std::cin >> count;
    std::vector<int> balance(count);
    for (int& b : balance) std::cin >> b;
    std::vector<Payment> payments;
    int payer = 0;
    for (int paid = 0; paid < count; ++paid) {
        while (balance[paid] > 0) {
            while (balance[payer] >= 0) ++payer;
            const int cents = std::min(balance[paid], -balance[payer]);
            payments.push_back({payer + 1, paid + 1, cents});
            balance[paid] -= cents;
            balance[payer] += cents;
        }
    }
    std::cout << payments.size() << "\n";
    for (const auto& [a, b, c] : payments) std::cout << a << " " << b << " " << c << "\n";
}
