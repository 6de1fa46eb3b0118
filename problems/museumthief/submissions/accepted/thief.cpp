// Keeps the rooms of each minute in a sorted set, so that the order of the output comes by itself.
#include <iostream>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

int main(int, char** argv) {
    std::ios::sync_with_stdio(false);
    const std::string start = argv[1];
    const int minutes = std::stoi(argv[2]);
    int doors;
    std::cin >> doors;
    std::unordered_map<std::string, std::vector<std::string>> leads;
    std::string a, b;
    while (std::cin >> a >> b) leads[a].push_back(b);

    std::unordered_set<std::string> seen{start};
    std::set<std::string> now{start};
    for (int minute = 0; !now.empty() && minute <= minutes; ++minute) {
        std::set<std::string> next;
        for (const std::string& room : now) {
            std::cout << minute << " " << room << "\n";
            for (const std::string& other : leads[room]) {
                if (seen.insert(other).second) next.insert(other);
            }
        }
        now.swap(next);
    }
}
