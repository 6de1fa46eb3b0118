#include <iostream>
#include <set>
#include <string>

int main() {
    std::string diary;
    std::cin >> diary;
    int x = 0, y = 0, bare = 0;
    std::set<std::pair<int, int>> seen{{0, 0}};
    for (char step : diary) {
        x += (step == 'E') - (step == 'W');
        y += (step == 'N') - (step == 'S');
        bare += !seen.insert({x, y}).second;
    }
    std::cout << seen.size() << ' ' << bare << '\n';
}
