#include <iostream>

int main() {
    int chamber, count;
    std::cin >> chamber >> count;
    int fillings = 0;
    int used = chamber;
    for (int i = 0; i < count; ++i) {
        int barge;
        std::cin >> barge;
        if (used + 1 + barge <= chamber) {
            used += 1 + barge;
        } else {
            ++fillings;
            used = barge;
        }
    }
    std::cout << fillings << "\n";
}
