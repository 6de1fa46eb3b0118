// Goes as deep as it can, and keeps the first way to a room instead of the shortest.
#include <iostream>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

int main(int, char** argv) {
    const int minutes = std::stoi(argv[2]);
    int doors;
    std::cin >> doors;
    std::unordered_map<std::string, std::vector<std::string>> leads;
    std::string a, b;
    while (std::cin >> a >> b) leads[a].push_back(b);

    std::unordered_map<std::string, int> time;
    std::vector<std::pair<std::string, int>> stack{{argv[1], 0}};
    while (!stack.empty()) {
        const auto [room, minute] = stack.back();
        stack.pop_back();
        if (minute > minutes || !time.emplace(room, minute).second) continue;
        for (const std::string& other : leads[room]) stack.emplace_back(other, minute + 1);
    }
    std::set<std::pair<int, std::string>> sorted;
    for (const auto& [room, minute] : time) sorted.emplace(minute, room);
    for (const auto& [minute, room] : sorted) std::cout << minute << " " << room << "\n";
}
