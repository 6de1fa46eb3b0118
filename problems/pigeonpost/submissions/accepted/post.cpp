#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::string word;
    std::cin >> word;
    if (word == "send") {
        std::string message;
        std::cin >> message;
        std::cout << (message.size() + 1) / 2 << "\n";
        for (std::size_t i = 0; i < message.size(); i += 2) {
            const std::size_t place = i / 2;
            std::cout << static_cast<char>('a' + place / 26) << static_cast<char>('a' + place % 26)
                      << message.substr(i, 2) << "\n";
        }
    } else {
        int count;
        std::cin >> count;
        std::vector<std::string> notes(count);
        for (std::string& note : notes) std::cin >> note;
        std::sort(notes.begin(), notes.end());
        for (const std::string& note : notes) std::cout << note.substr(2);
        std::cout << "\n";
    }
}
