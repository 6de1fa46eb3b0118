// The comparisons that other judges have under a name, as one output validator. Written by arena
// when it imported the package; the first argument names the comparison.
//
//   lines           words of each line of the answer, the rest of the output blank (testlib lcmp)
//   exact_lines     the same with lines as they are (testlib fcmp)
//   filled_lines    words of each line that has any (DMOJ standard, OI style)
//   rstripped       lines without blanks at their ends, empty lines at the end free (Hydro default)
//   right_trimmed [filled]
//                   the same, but every line counts, or only those that are not empty (DMOJ
//                   rstripped)
//   identical       every byte (DMOJ identical)
//   sorted_words    words of the whole output in any order (testlib uncmp, DMOJ unordered)
//   sorted_lines    lines, as words, in any order (DMOJ sorted)
//   easy            characters but blanks in any order, case aside (DMOJ easy)
//   line_floats E [default|relative|absolute]
//                   words of each line that is not empty; numbers of the answer within E (DMOJ
//                   floats)
//   line_count      the share of lines that are right (DMOJ linecount)
//   line_points all|free W...
//                   lines of different weight (DMOJ linematches); `all`: none may be missing
//   ... no_scores   a part of the points is not enough
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
static bool no_scores = false;

static int reject(const std::string& why) {
    std::ofstream(feedback + "judgemessage.txt") << why << "\n";
    return 43;
}

static int accept_share(double share) {
    if (share >= 1) return 42;
    if (share <= 0 || no_scores) return reject("right to " + std::to_string(share));
    std::ofstream(feedback + "score_multiplier.txt") << share << "\n";
    return 42;
}

static std::string everything(std::istream& in) {
    return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

static bool blank(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

// Lines as testlib reads them: LF ends a line, CR is passed over.
static Words lines_of(const std::string& text) {
    Words lines;
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

// Lines as DMOJ reads them: LF and CR each end one, and what follows the last is a line too.
static Words split_lines(const std::string& text, bool filled_only) {
    Words lines(1);
    for (char c : text) {
        if (c == '\n' || c == '\r') {
            lines.emplace_back();
        } else {
            lines.back() += c;
        }
    }
    if (filled_only) {
        lines.erase(std::remove(lines.begin(), lines.end(), std::string()), lines.end());
    }
    return lines;
}

static Words words_of(const std::string& text) {
    std::istringstream in(text);
    return Words(std::istream_iterator<std::string>(in), std::istream_iterator<std::string>());
}

static std::vector<Words> word_lines(const std::string& text, bool with_words_only) {
    std::vector<Words> out;
    for (const std::string& line : split_lines(text, true)) {
        out.push_back(words_of(line));
        if (with_words_only && out.back().empty()) out.pop_back();
    }
    return out;
}

static std::string right_trimmed(std::string line) {
    while (!line.empty() && blank(line.back())) line.pop_back();
    return line;
}

static std::string trimmed(const std::string& line) {
    const std::string right = right_trimmed(line);
    size_t at = 0;
    while (at < right.size() && blank(right[at])) ++at;
    return right.substr(at);
}

static Words all_right_trimmed(Words lines) {
    for (std::string& line : lines) line = right_trimmed(line);
    return lines;
}

static Words without_empty_end(Words lines) {
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

// testlib stops at the end of the answer; behind it the output may only be blank. One empty line
// at the very end of the answer is none.
static int same_lines(const std::string& answer, const std::string& output, bool exact) {
    Words expected = lines_of(answer);
    const Words found = lines_of(output);
    if (!expected.empty() && expected.back().empty()) expected.pop_back();
    for (size_t i = 0; i < expected.size(); ++i) {
        if (i >= found.size())
            return reject("the output ends before line " + std::to_string(i + 1));
        const bool good =
            exact ? expected[i] == found[i] : words_of(expected[i]) == words_of(found[i]);
        if (!good) return reject("line " + std::to_string(i + 1) + " differs");
    }
    for (size_t i = expected.size(); i < found.size(); ++i) {
        if (found[i].find_first_not_of(" \t") != std::string::npos) {
            return reject("there is more after the last line");
        }
    }
    return 42;
}

static std::string characters(const std::string& text) {
    std::string out;
    for (char c : text) {
        if (!blank(c)) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    std::sort(out.begin(), out.end());
    return out;
}

// As Python reads one: inf and nan are numbers, hexadecimal is none.
static bool number(const std::string& word, double& value) {
    if (word.find_first_of("xX(") != std::string::npos) return false;
    char* end = nullptr;
    value = std::strtod(word.c_str(), &end);
    return !word.empty() && *end == '\0';
}

// Every comparison is false for nan.
static bool close_enough(double expected, double found, double e, const std::string& mode) {
    const bool absolute = std::fabs(found - expected) <= e;
    if (mode == "absolute") return absolute;
    if (mode == "relative") {
        const double low = std::min(expected * (1 - e), expected * (1 + e));
        const double high = std::max(expected * (1 - e), expected * (1 + e));
        return low <= found && found <= high;
    }
    return absolute || (std::fabs(expected) >= e && std::fabs(1 - found / expected) <= e);
}

static int line_floats(const std::string& answer, const std::string& output, double e,
                       const std::string& mode) {
    const auto expected = word_lines(answer, false);
    const auto found = word_lines(output, false);
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
            if (!good) {
                return reject("word " + std::to_string(j + 1) + " of line " +
                              std::to_string(i + 1) + " differs");
            }
        }
    }
    return 42;
}

static int line_count(const std::string& answer, const std::string& output) {
    const Words expected = split_lines(answer, true);
    const Words found = split_lines(output, true);
    if (found.size() > expected.size()) return reject("more lines than there are answers");
    if (expected.empty()) return 42;
    size_t right = 0;
    for (size_t i = 0; i < found.size(); ++i) right += trimmed(expected[i]) == trimmed(found[i]);
    return accept_share(static_cast<double>(right) / static_cast<double>(expected.size()));
}

static int line_points(const std::string& answer, const std::string& output, bool all_lines,
                       const std::vector<double>& weights) {
    const Words expected = split_lines(answer, true);
    const Words found = split_lines(output, true);
    double sum = 0;
    for (double weight : weights) sum += weight;
    if (expected.size() != weights.size() || sum <= 0) return 1;
    if (all_lines && found.size() != expected.size()) return reject("another number of lines");
    double points = 0;
    for (size_t i = 0; i < std::min(found.size(), expected.size()); ++i) {
        if (expected[i] == found[i]) points += weights[i];
    }
    return accept_share(points / sum);
}

static int compare(const Words& how, const std::string& answer, const std::string& output) {
    const std::string& name = how[0];
    const auto word = [&how](size_t i) { return i < how.size() ? how[i] : std::string(); };
    if (name == "identical") return answer == output ? 42 : reject("the bytes differ");
    if (name == "lines") return same_lines(answer, output, false);
    if (name == "exact_lines") return same_lines(answer, output, true);
    if (name == "filled_lines") {
        return same(word_lines(answer, true), word_lines(output, true), "line");
    }
    if (name == "rstripped") {
        return same(without_empty_end(all_right_trimmed(lines_of(answer))),
                    without_empty_end(all_right_trimmed(lines_of(output))), "line");
    }
    if (name == "right_trimmed") {
        const bool filled = word(1) == "filled";
        return same(all_right_trimmed(split_lines(answer, filled)),
                    all_right_trimmed(split_lines(output, filled)), "line");
    }
    if (name == "sorted_words") {
        return same_in_any_order(words_of(answer), words_of(output), "word");
    }
    if (name == "sorted_lines") {
        return same_in_any_order(word_lines(answer, false), word_lines(output, false), "line");
    }
    if (name == "easy") {
        return characters(answer) == characters(output) ? 42 : reject("the characters differ");
    }
    if (name == "line_floats" && how.size() >= 2) {
        const std::string mode = word(2).empty() ? "default" : word(2);
        return line_floats(answer, output, std::atof(how[1].c_str()), mode);
    }
    if (name == "line_count") return line_count(answer, output);
    if (name == "line_points") {
        std::vector<double> weights;
        for (size_t i = 2; i < how.size(); ++i) weights.push_back(std::atof(how[i].c_str()));
        return line_points(answer, output, word(1) == "all", weights);
    }
    return 1;
}

int main(int argc, char** argv) {
    if (argc < 5) return 1;
    feedback = argv[3];
    std::ifstream file(argv[2], std::ios::binary);
    const std::string answer = everything(file);
    const std::string output = everything(std::cin);
    Words how(argv + 4, argv + argc);
    const auto plain = std::find(how.begin(), how.end(), "no_scores");
    no_scores = plain != how.end();
    how.erase(plain, how.end());
    return how.empty() ? 1 : compare(how, answer, output);
}
