// Always goes to the quietest plank within a step, the furthest of equals.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    int n, k;
    std::cin >> n >> k;
    std::vector<long long> creaks(n);
    for (auto& each : creaks) std::cin >> each;
    int at = 0;
    long long total = creaks[0];
    while (at < n - 1) {
        int next = n - 1;
        if (at + k < n - 1) {
            next = at + 1;
            for (int ahead = at + 1; ahead <= at + k; ++ahead) {
                if (creaks[ahead] <= creaks[next]) next = ahead;
            }
        }
        at = next;
        total += creaks[at];
    }
    std::cout << total << '\n';
}
