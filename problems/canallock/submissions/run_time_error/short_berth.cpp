// Keeps the queue in a place for 1000 barges; the next one throws std::out_of_range.
#include <array>
#include <iostream>

int main() {
    int chamber, count;
    std::cin >> chamber >> count;
    std::array<int, 1000> queue{};
    for (int i = 0; i < count; ++i) std::cin >> queue.at(i);
    int fillings = 0;
    int used = chamber;
    for (int i = 0; i < count; ++i) {
        const int barge = queue.at(i);
        const bool fits = used + 1 + barge <= chamber;
        fillings += fits ? 0 : 1;
        used = fits ? used + 1 + barge : barge;
    }
    std::cout << fillings << "\n";
}
