// Right, but counts the people of each part that begins at each place: quadratic.
#include <iostream>
#include <string>

int main() {
    int people;
    std::string line;
    std::cin >> people >> line;
    long long parts = 0;
    for (int begin = 0; begin < people; ++begin) {
        int bakers = 0;
        int masons = 0;
        int tailors = 0;
        for (int end = begin; end < people; ++end) {
            bakers += line[end] == 'B' ? 1 : 0;
            masons += line[end] == 'M' ? 1 : 0;
            tailors += line[end] == 'T' ? 1 : 0;
            parts += bakers == masons && masons == tailors ? 1 : 0;
        }
    }
    std::cout << parts << "\n";
}
