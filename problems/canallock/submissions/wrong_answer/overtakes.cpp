// Puts each barge into the first filling with room for it, as if barges might overtake.
#include <iostream>
#include <vector>

int main() {
    int chamber, count;
    std::cin >> chamber >> count;
    std::vector<int> free;
    for (int i = 0; i < count; ++i) {
        int barge;
        std::cin >> barge;
        std::size_t at = 0;
        while (at < free.size() && free[at] < barge + 1) ++at;
        if (at == free.size()) free.push_back(chamber + 1);
        free[at] -= barge + 1;
    }
    std::cout << free.size() << "\n";
}
