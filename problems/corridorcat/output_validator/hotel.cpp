// Plays the hotel: sends n, reads knocks, replies; the cat's door is the second number of the
// input.
//
// Each knock must be an integer of at most 10 digits on the team's output; the first fault ends the
// talk with 43. The hotel never waits for anything but the team's next byte or the end of its
// output: after "found" it closes its own output first, so a team that reads on sees the end too.
// Writing to a team that has gone is no fault of ours nor of the team, which may well end before it
// has read "found": SIGPIPE is ignored, and the end of the team's output tells what is missing.
// Exit status: 42 found in time, 43 wrong answer, 1 when the judge's own files cannot be read.
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

namespace {

constexpr int most_knocks = 64;
constexpr std::size_t longest_token = 10;
std::string feedback_directory;

[[noreturn]] void finish(int status, const std::string& message) {
    std::ofstream(feedback_directory + "judgemessage.txt") << message << "\n";
    std::exit(status);
}

bool is_space(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void send(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

std::int64_t read_knock(int number, std::int64_t doors) {
    const std::string what = "knock " + std::to_string(number) + ": ";
    int c = std::getchar();
    while (is_space(c)) c = std::getchar();
    std::string token;
    for (; c != EOF && !is_space(c); c = std::getchar()) {
        if (c < '0' || c > '9') finish(43, what + "not a door number");
        if (token.size() == longest_token) finish(43, what + "number is too long");
        token.push_back(static_cast<char>(c));
    }
    if (token.empty()) finish(43, what + "output ended before the cat was found");
    const std::int64_t door = std::stoll(token);
    if (door < 1 || door > doors) {
        finish(43, what + "there is no door " + std::to_string(door));
    }
    return door;
}

std::string reply(std::int64_t cat, std::int64_t before, std::int64_t door) {
    if (door == cat) return "found";
    if (before == 0) return "quiet";
    const std::int64_t then = std::abs(before - cat);
    const std::int64_t now = std::abs(door - cat);
    if (now == then) return "same";
    return now < then ? "closer" : "farther";
}

[[noreturn]] void expect_end(int knocks) {
    std::fclose(stdout);
    for (int c = std::getchar(); c != EOF; c = std::getchar()) {
        if (!is_space(c)) finish(43, "more output after the cat was found");
    }
    finish(42, "found with " + std::to_string(knocks) + " knocks");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "usage: hotel input answer feedback_dir/\n";
        return 1;
    }
    std::signal(SIGPIPE, SIG_IGN);
    feedback_directory = argv[3];
    std::int64_t doors = 0;
    std::int64_t cat = 0;
    if (!(std::ifstream(argv[1]) >> doors >> cat)) finish(1, "cannot read the input file");

    send(std::to_string(doors));
    std::int64_t before = 0;
    for (int knock = 1; knock <= most_knocks; ++knock) {
        const std::int64_t door = read_knock(knock, doors);
        const std::string word = reply(cat, before, door);
        send(word);
        if (word == "found") expect_end(knock);
        before = door;
    }
    finish(43, "not found with " + std::to_string(most_knocks) + " knocks");
}
