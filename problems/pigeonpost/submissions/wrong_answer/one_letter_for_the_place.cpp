// The sample's way: one letter for the place, which begins again after 26 notes.
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
        std::cout << (message.size() + 2) / 3 << "\n";
        for (std::size_t i = 0; i < message.size(); i += 3) {
            std::cout << static_cast<char>('a' + i / 3 % 26) << message.substr(i, 3) << "\n";
        }
    } else {
        int count;
        std::cin >> count;
        std::vector<std::string> notes(count);
        for (std::string& note : notes) std::cin >> note;
        std::sort(notes.begin(), notes.end());
        for (const std::string& note : notes) std::cout << note.substr(1);
        std::cout << "\n";
    }
}
