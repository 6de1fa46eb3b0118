// The comparisons that other judges have under a name, as one output validator. Written by arena
// when it imported the package; the first argument names the comparison.
//
//   lines           words of each line; empty lines count except at the end (testlib lcmp)
//   filled_lines    words of each line that has any (DMOJ standard, linecount's lines, OI style)
//   exact_lines     lines as they are, the line end of the last one free (testlib fcmp)
//   rstripped       lines without blanks at their ends, empty lines at the end free (DMOJ
//                   rstripped, Hydro default)
//   identical       every byte (DMOJ identical)
//   sorted_words    words of the whole output in any order (testlib uncmp)
//   sorted_lines    lines with words in any order of lines (DMOJ sorted, split by lines)
//   easy            letters and digits, case and order of characters aside (DMOJ easy)
//   line_floats E [default|relative|absolute]
//                   words of each filled line; numbers of the answer within E (DMOJ floats)
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

using Words = std::vector<std::string>;

static std::string feedback;

static int reject(const std::string& why) {
    std::ofstream(feedback + "judgemessage.txt") << why << "\n";
    return 43;
}

static std::string everything(std::istream& in) {
    return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

static std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::string line;
    for (char c : text) {
        if (c == '\n') {
            lines.push_back(line);
            line.clear();
        } else if (c != '\r') {
            line += c;
        }
    }
    if (!line.empty()) lines.push_back(line);
    return lines;
}

static Words words_of(const std::string& text) {
    std::istringstream in(text);
    return Words(std::istream_iterator<std::string>(in), std::istream_iterator<std::string>());
}

static std::vector<Words> word_lines(const std::string& text, bool filled_only) {
    std::vector<Words> out;
    for (const std::string& line : lines_of(text)) {
        out.push_back(words_of(line));
        if (filled_only && out.back().empty()) out.pop_back();
    }
    while (!out.empty() && out.back().empty()) out.pop_back();
    return out;
}

static std::vector<std::string> stripped(const std::string& text) {
    std::vector<std::string> lines = lines_of(text);
    for (std::string& line : lines) {
        while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) {
            line.pop_back();
        }
    }
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
}

template <class List>
static int same(const List& expected, const List& found, const char* what) {
    for (size_t i = 0; i < expected.size() && i < found.size(); ++i) {
        if (expected[i] != found[i]) {
            return reject(std::string(what) + " " + std::to_string(i + 1) + " differs");
        }
    }
    if (expected.size() == found.size()) return 42;
    return reject(std::to_string(expected.size()) + " " + what + "s expected, " +
                  std::to_string(found.size()) + " found");
}

template <class List>
static int same_in_any_order(List expected, List found, const char* what) {
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    return same(expected, found, what);
}

static std::string characters(const std::string& text) {
    std::string out;
    for (char c : text) {
        if (!std::isspace(static_cast<unsigned char>(c))) {
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

static bool number(const std::string& word, double& value) {
    char* end = nullptr;
    value = std::strtod(word.c_str(), &end);
    return !word.empty() && *end == '\0';
}

static bool close_enough(double expected, double found, double e, const std::string& mode) {
    const bool absolute = std::fabs(expected - found) <= e;
    const bool relative = expected != 0 ? std::fabs(1 - found / expected) <= e : absolute;
    if (mode == "absolute") return absolute;
    if (mode == "relative") return relative;
    return absolute || relative;
}

static int line_floats(const std::string& answer, const std::string& output, double e,
                       const std::string& mode) {
    const auto expected = word_lines(answer, true);
    const auto found = word_lines(output, true);
    if (expected.size() != found.size()) return reject("another number of lines");
    for (size_t i = 0; i < expected.size(); ++i) {
        if (expected[i].size() != found[i].size()) {
            return reject("another number of words on line " + std::to_string(i + 1));
        }
        for (size_t j = 0; j < expected[i].size(); ++j) {
            double a = 0;
            double b = 0;
            const bool good = number(expected[i][j], a)
                                  ? number(found[i][j], b) && close_enough(a, b, e, mode)
                                  : expected[i][j] == found[i][j];
            if (!good)
                return reject("word " + std::to_string(j + 1) + " of line " +
                              std::to_string(i + 1) + " differs");
        }
    }
    return 42;
}

int main(int argc, char** argv) {
    if (argc < 5) return 1;
    feedback = argv[3];
    std::ifstream file(argv[2], std::ios::binary);
    const std::string answer = everything(file);
    const std::string output = everything(std::cin);
    const std::string how = argv[4];
    if (how == "identical") return answer == output ? 42 : reject("the bytes differ");
    if (how == "lines") return same(word_lines(answer, false), word_lines(output, false), "line");
    if (how == "filled_lines") {
        return same(word_lines(answer, true), word_lines(output, true), "line");
    }
    if (how == "exact_lines") return same(lines_of(answer), lines_of(output), "line");
    if (how == "rstripped") return same(stripped(answer), stripped(output), "line");
    if (how == "sorted_words") {
        return same_in_any_order(words_of(answer), words_of(output), "word");
    }
    if (how == "sorted_lines") {
        return same_in_any_order(word_lines(answer, true), word_lines(output, true), "line");
    }
    if (how == "easy") {
        return characters(answer) == characters(output) ? 42 : reject("the characters differ");
    }
    if (how == "line_floats" && argc >= 6) {
        return line_floats(answer, output, std::atof(argv[5]), argc > 6 ? argv[6] : "default");
    }
    return 1;
}
