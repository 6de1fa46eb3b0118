// Knocks at each door in turn; the guests complain.
#include <iostream>
#include <string>

int main() {
    int doors;
    std::cin >> doors;
    std::string reply;
    for (int door = 1; reply != "found" && door <= doors; ++door) {
        std::cout << door << std::endl;
        if (!(std::cin >> reply)) return 0;
    }
}
