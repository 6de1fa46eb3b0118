// The diary has room for 2000 hours; the next one throws std::out_of_range.
#include <array>
#include <iostream>

int main() {
    int hours;
    long long most_noise;
    std::cin >> hours >> most_noise;
    std::array<int, 2000> noises{};
    int length = 0;
    int first = 0;
    int start = 0;
    long long noise = 0;
    for (int end = 0; end < hours; ++end) {
        std::cin >> noises.at(end);
        noise += noises[end];
        while (noise > most_noise) noise -= noises[start++];
        if (end - start + 1 > length) {
            length = end - start + 1;
            first = start + 1;
        }
    }
    std::cout << length << " " << first << "\n";
}
