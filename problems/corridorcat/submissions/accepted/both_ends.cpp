// Knocks at both ends of what is left: the second reply tells the half.
#include <cstdlib>
#include <iostream>
#include <string>

std::string knock(int door) {
    std::cout << door << std::endl;
    std::string reply;
    std::cin >> reply;
    if (reply == "found") std::exit(0);
    return reply;
}

int main() {
    int doors;
    std::cin >> doors;
    int low = 1;
    int high = doors;
    while (true) {
        knock(low);
        const std::string reply = knock(high);
        const int middle = low + (high - low) / 2;
        if (reply == "same") knock(middle);
        if (reply == "closer") {
            low = middle + 1;
            --high;
        } else {
            high = low + (high - low - 1) / 2;
            ++low;
        }
    }
}
