// Judges a list of payments against the balances in the input; the answer file is not needed.
//
// The output may be hostile: a token is held only up to a number's length, the reading stops at the
// first fault, and a number is digits alone, so that "nan", "1e3" and bytes of zero are refused.
// Exit status: 42 accepted, 43 wrong answer, 1 when the judge's own files cannot be read.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

constexpr std::size_t longest_token = 12;
std::string feedback_directory;

[[noreturn]] void finish(int status, const std::string& message) {
    std::ofstream(feedback_directory + "judgemessage.txt") << message << "\n";
    std::exit(status);
}

[[noreturn]] void reject(const std::string& why) {
    finish(43, why);
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
        if (token.size() == longest_token) reject(what + ": token is too long");
        token.push_back(static_cast<char>(c));
    }
    return token;
}

std::int64_t next_integer(const std::string& what, std::int64_t low, std::int64_t high) {
    const std::string token = next_token(what);
    if (token.empty()) reject(what + ": output ends too early");
    const std::size_t start = token[0] == '-' ? 1 : 0;
    if (token.size() == start ||
        token.find_first_not_of("0123456789", start) != std::string::npos) {
        reject(what + ": not an integer");
    }
    const std::int64_t value = std::stoll(token);
    if (value < low || value > high) {
        reject(what + ": " + std::to_string(value) + " is not in " + std::to_string(low) + ".." +
               std::to_string(high));
    }
    return value;
}

std::vector<std::int64_t> read_balances(const char* path) {
    std::ifstream input(path);
    std::size_t count = 0;
    input >> count;
    std::vector<std::int64_t> balances(count);
    for (auto& balance : balances) input >> balance;
    if (!input) finish(1, "cannot read the input file");
    return balances;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "usage: validate input answer feedback_dir/ < output\n";
        return 1;
    }
    feedback_directory = argv[3];
    const std::vector<std::int64_t> start = read_balances(argv[1]);
    const auto friends = static_cast<std::int64_t>(start.size());
    std::vector<std::int64_t> now = start;

    const std::int64_t payments = next_integer("number of payments", 0, friends - 1);
    for (std::int64_t i = 1; i <= payments; ++i) {
        const std::string what = "payment " + std::to_string(i);
        const std::int64_t payer = next_integer(what + ", payer", 1, friends);
        const std::int64_t paid = next_integer(what + ", paid", 1, friends);
        const std::int64_t cents = next_integer(what + ", cents", 1, 1000000000);
        if (start[payer - 1] >= 0) {
            reject(what + ": friend " + std::to_string(payer) + " has nothing to pay");
        }
        if (start[paid - 1] <= 0) {
            reject(what + ": friend " + std::to_string(paid) + " has nothing to get");
        }
        now[payer - 1] += cents;
        now[paid - 1] -= cents;
    }
    if (!next_token("after the last payment").empty()) reject("there is more after the payments");
    for (std::int64_t i = 1; i <= friends; ++i) {
        if (now[i - 1] == 0) continue;
        reject("friend " + std::to_string(i) + " ends with a balance of " +
               std::to_string(now[i - 1]));
    }
    finish(42, std::to_string(payments) + " payments settle all");
}
