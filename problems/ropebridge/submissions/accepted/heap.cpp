// A heap that forgets late which planks are too far back.
#include <iostream>
#include <queue>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    int n, k;
    std::cin >> n >> k;
    using Entry = std::pair<long long, int>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> heap;
    long long least = 0;
    for (int plank = 0; plank < n; ++plank) {
        long long creaks;
        std::cin >> creaks;
        while (plank > 0 && heap.top().second < plank - k) heap.pop();
        least = (plank > 0 ? heap.top().first : 0) + creaks;
        heap.push({least, plank});
    }
    std::cout << least << '\n';
}
