#include <iostream>
#include <string>
#include <vector>

int main() {
    int r, c;
    std::cin >> r >> c;
    std::vector<std::string> rows(r);
    std::vector<std::vector<int>> steps(r, std::vector<int>(c, -1));
    std::vector<std::pair<int, int>> queue;
    for (int y = 0; y < r; ++y) {
        std::cin >> rows[y];
        const auto x = rows[y].find('G');
        if (x == std::string::npos) continue;
        steps[y][x] = 0;
        queue.push_back({y, static_cast<int>(x)});
    }
    int table = -1;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const auto [y, x] = queue[i];
        if (rows[y][x] == 'T') table = steps[y][x];
        const int dy[] = {-1, 1, 0, 0}, dx[] = {0, 0, -1, 1};
        for (int d = 0; d < 4; ++d) {
            const int b = y + dy[d], a = x + dx[d];
            if (b < 0 || b >= r || a < 0 || a >= c || rows[b][a] == '#' || steps[b][a] >= 0) continue;
            steps[b][a] = steps[y][x] + 1;
            queue.push_back({b, a});
        }
    }
    std::cout << (table < 0 ? "cold" : std::to_string(table)) << ' ' << queue.size() << '\n';
}
