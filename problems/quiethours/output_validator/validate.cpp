// Judges a number of hours and a first hour. The answer file has a right pair.
//
// With the argument `partial` a right number of hours with a wrong first hour is accepted, with a
// score multiplier of 0.4; without it that is a wrong answer, as groups scored pass-fail need it.
// The output may be hostile: tokens are held only up to a number's length.
// Exit status: 42 accepted, 43 wrong answer, 1 when the judge's own files cannot be read.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr std::size_t longest_token = 9;
std::string feedback_directory;

[[noreturn]] void finish(int status, const std::string& message) {
    std::ofstream(feedback_directory + "judgemessage.txt") << message << "\n";
    std::exit(status);
}

bool is_space(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// The next token of the team's output; empty at its end.
std::string next_token(const std::string& what) {
    int c = std::getchar();
    while (is_space(c)) c = std::getchar();
    std::string token;
    for (; c != EOF && !is_space(c); c = std::getchar()) {
        if (token.size() == longest_token) finish(43, what + ": token is too long");
        token.push_back(static_cast<char>(c));
    }
    return token;
}

std::int64_t next_integer(const std::string& what) {
    const std::string token = next_token(what);
    if (token.empty()) finish(43, what + ": output ends too early");
    if (token.find_first_not_of("0123456789") != std::string::npos) {
        finish(43, what + ": not a non-negative integer");
    }
    return std::stoll(token);
}

struct Stay {
    std::int64_t most_noise = 0;
    std::vector<std::int64_t> noises;
};

Stay read_stay(const char* path) {
    std::ifstream input(path);
    std::size_t hours = 0;
    Stay stay;
    input >> hours >> stay.most_noise;
    stay.noises.resize(hours);
    for (auto& noise : stay.noises) input >> noise;
    if (!input) finish(1, "cannot read the input file");
    return stay;
}

/// Whether the `length` hours from hour `first` (1 is the first of all) can be slept through.
bool is_quiet(const Stay& stay, std::int64_t length, std::int64_t first) {
    if (length == 0) return first == 0;
    if (first < 1 || first + length - 1 > static_cast<std::int64_t>(stay.noises.size())) {
        return false;
    }
    std::int64_t noise = 0;
    for (std::int64_t hour = first; hour < first + length; ++hour) noise += stay.noises[hour - 1];
    return noise <= stay.most_noise;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "usage: validate input answer feedback_dir/ [partial] < output\n";
        return 1;
    }
    feedback_directory = argv[3];
    const bool partial = argc > 4 && argv[4] == std::string("partial");
    const Stay stay = read_stay(argv[1]);
    std::int64_t longest = -1;
    if (!(std::ifstream(argv[2]) >> longest)) finish(1, "cannot read the answer file");

    const std::int64_t length = next_integer("number of hours");
    const std::int64_t first = next_integer("first hour");
    if (!next_token("after the first hour").empty()) finish(43, "there is more after two numbers");

    const bool quiet = is_quiet(stay, length, first);
    if (quiet && length > longest) finish(1, "the team sleeps longer than the judge");
    if (length != longest) {
        finish(43, std::to_string(length) + " hours instead of " + std::to_string(longest));
    }
    if (quiet) finish(42, "right");
    if (!partial) finish(43, "right number of hours, wrong first hour");
    std::ofstream(feedback_directory + "score_multiplier.txt") << "0.4\n";
    finish(42, "right number of hours, wrong first hour: 40 percent");
}
