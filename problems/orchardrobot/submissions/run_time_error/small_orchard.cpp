// Has a map of 512 trees a side and checks that it does not leave it.
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string diary;
    std::cin >> diary;
    std::vector<std::vector<bool>> seen(512, std::vector<bool>(512));
    int x = 256, y = 256, trees = 1, bare = 0;
    seen[x][y] = true;
    for (char step : diary) {
        x += (step == 'E') - (step == 'W');
        y += (step == 'N') - (step == 'S');
        if (seen.at(x).at(y)) ++bare; else ++trees;
        seen[x][y] = true;
    }
    std::cout << trees << ' ' << bare << '\n';
}
