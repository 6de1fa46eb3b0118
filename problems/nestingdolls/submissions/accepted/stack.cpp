#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    int n;
    std::cin >> n;
    std::vector<int> opened;
    std::size_t most = 0;
    for (int number = 1; number <= n; ++number) {
        std::string word;
        int years;
        std::cin >> word >> years;
        const bool open = word == "open";
        const bool good = open ? opened.empty() || opened.back() > years
                               : !opened.empty() && opened.back() == years;
        if (!good) {
            std::cout << "no " << number << '\n';
            return 0;
        }
        if (open) opened.push_back(years); else opened.pop_back();
        most = std::max(most, opened.size());
    }
    std::cout << "fine " << most << '\n';
}
