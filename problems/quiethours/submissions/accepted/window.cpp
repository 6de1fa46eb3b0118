#include <iostream>
#include <vector>

int main() {
    int hours;
    long long most_noise;
    std::cin >> hours >> most_noise;
    std::vector<int> noises(hours);
    for (int& noise : noises) std::cin >> noise;
    int length = 0;
    int first = 0;
    int start = 0;
    long long noise = 0;
    for (int end = 0; end < hours; ++end) {
        noise += noises[end];
        while (noise > most_noise) noise -= noises[start++];
        if (end - start + 1 > length) {
            length = end - start + 1;
            first = start + 1;
        }
    }
    std::cout << length << " " << first << "\n";
}
