// Flies the pigeons: pass 1 reads the notes and writes them to nextpass.in in the order that the
// answer file asks for; pass 2 compares what the lighthouse read with the message.
//
// The answer file has the message, then the order: `keep`, `reverse`, `sorted` or `shuffle SEED`.
// Which pass it is, the file `pass_one_done` in the feedback directory tells; the input file is not
// looked at, as systems differ in what it holds in the second pass. Messages are appended.
// The output may be hostile: a token is held only up to the length that it may have.
// Exit status: 42 accepted, 43 wrong answer, 1 when the judge's own files cannot be read.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace {

constexpr int most_notes = 500;
constexpr std::size_t longest_note = 4;
constexpr std::size_t longest_message = 1000;
std::string feedback_directory;

[[noreturn]] void finish(int status, const std::string& message) {
    std::ofstream(feedback_directory + "judgemessage.txt", std::ios::app) << message << "\n";
    std::exit(status);
}

bool is_space(int c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// The next token of the team's output, which must consist of characters from `first` to `last`.
/// Empty at the end of the output.
std::string next_token(const std::string& what, char first, char last, std::size_t longest) {
    int c = std::getchar();
    while (is_space(c)) c = std::getchar();
    std::string token;
    for (; c != EOF && !is_space(c); c = std::getchar()) {
        if (token.size() == longest) finish(43, what + " is too long");
        if (c < first || c > last) finish(43, what + " has a character that is not allowed");
        token.push_back(static_cast<char>(c));
    }
    return token;
}

void expect_end() {
    int c = std::getchar();
    while (is_space(c)) c = std::getchar();
    if (c != EOF) finish(43, "there is more output than there should be");
}

std::vector<std::string> read_notes() {
    const std::string count = next_token("number of notes", '0', '9', 3);
    if (count.empty()) finish(43, "the harbour sent nothing");
    const int notes = std::stoi(count);
    if (notes < 1 || notes > most_notes) finish(43, "cannot send " + count + " notes");
    std::vector<std::string> read;
    for (int i = 1; i <= notes; ++i) {
        const std::string what = "note " + std::to_string(i);
        read.push_back(next_token(what, 'a', 'z', longest_note));
        if (read.back().empty()) finish(43, what + " is missing");
    }
    expect_end();
    return read;
}

/// Fisher-Yates with the generator of Park and Miller: the same everywhere.
void shuffle(std::vector<std::string>& notes, std::uint64_t seed) {
    for (std::size_t i = notes.size(); i > 1; --i) {
        seed = seed * 48271 % 2147483647;
        std::swap(notes[i - 1], notes[seed % i]);
    }
}

void fly(std::vector<std::string>& notes, std::istream& order) {
    std::string word;
    std::uint64_t seed = 0;
    order >> word;
    if (word == "reverse") {
        std::reverse(notes.begin(), notes.end());
    } else if (word == "sorted") {
        std::sort(notes.begin(), notes.end());
    } else if (word == "shuffle" && order >> seed && seed > 0) {
        shuffle(notes, seed);
    } else if (word != "keep") {
        finish(1, "unknown order in the answer file");
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "usage: pigeons input answer feedback_dir/ < output\n";
        return 1;
    }
    feedback_directory = argv[3];
    std::ifstream answer(argv[2]);
    std::string message;
    if (!(answer >> message)) finish(1, "cannot read the answer file");

    const std::string mark = feedback_directory + "pass_one_done";
    if (!std::ifstream(mark)) {
        std::vector<std::string> notes = read_notes();
        fly(notes, answer);
        std::ofstream(mark) << "1\n";
        std::ofstream next(feedback_directory + "nextpass.in");
        next << "receive\n" << notes.size() << "\n";
        for (const std::string& note : notes) next << note << "\n";
        next.close();
        if (!next) finish(1, "cannot write nextpass.in");
        finish(42, "pass 1: " + std::to_string(notes.size()) + " notes sent");
    }
    if (next_token("pass 2: message", 'a', 'z', longest_message) != message) {
        finish(43, "pass 2: the lighthouse read another message");
    }
    expect_end();
    finish(42, "pass 2: the lighthouse read the message");
}
