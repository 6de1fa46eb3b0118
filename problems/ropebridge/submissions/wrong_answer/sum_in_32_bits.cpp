#include <algorithm>
#include <deque>
#include <iostream>
#include <vector>

int main() {
    int n, k;
    std::cin >> n >> k;
    std::vector<unsigned> least(n);
    std::deque<int> window;
    for (int plank = 0; plank < n; ++plank) {
        std::cin >> least[plank];
        while (!window.empty() && window.front() < plank - k) window.pop_front();
        if (plank > 0) least[plank] += least[window.front()];
        while (!window.empty() && least[window.back()] >= least[plank]) window.pop_back();
        window.push_back(plank);
    }
    std::cout << least.back() << '\n';
}
