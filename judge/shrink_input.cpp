#include "judge/shrink_input.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace arena {
namespace {

/// Words and numbers, and words again where numbers made room.
constexpr int rounds_max = 3;
constexpr std::size_t digits_max = 18;

struct Word {
    std::size_t begin = 0, end = 0;
    std::size_t line = 0;
};

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1);
        lines.push_back(text.substr(at, end - at + 1));
        at = end + 1;
    }
    return lines;
}

std::vector<Word> words_of(const std::string& text) {
    std::vector<Word> out;
    std::size_t line = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\n') ++line;
        if (text[at] <= ' ') continue;
        const std::size_t begin = at;
        while (at < text.size() && text[at] > ' ') ++at;
        out.push_back({begin, at, line});
        --at;
    }
    return out;
}

std::optional<std::int64_t> integer(const std::string& text, const Word& word) {
    const std::string digits = text.substr(word.begin, word.end - word.begin);
    const std::size_t sign = digits[0] == '-' ? 1 : 0;
    if (digits.size() == sign || digits.size() > digits_max + sign) return std::nullopt;
    const bool plain = std::all_of(digits.begin() + static_cast<std::ptrdiff_t>(sign), digits.end(),
                                   [](char c) { return c >= '0' && c <= '9'; });
    if (!plain) return std::nullopt;
    return std::stoll(digits);
}

std::string with_number(const std::string& text, const Word& word, std::int64_t value) {
    return text.substr(0, word.begin) + std::to_string(value) + text.substr(word.end);
}

// The first number of an input often counts its lines: it is lowered along with them.
std::string without_lines(const std::vector<std::string>& lines, std::size_t begin,
                          std::size_t count, bool counted) {
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i >= begin && i < begin + count) continue;
        if (i > 0 || !counted) {
            out += lines[i];
            continue;
        }
        const std::size_t end = lines[0].find_first_not_of("0123456789");
        const std::string number = lines[0].substr(0, end);
        const long value = number.empty() || number.size() > 9 ? 0 : std::stol(number);
        out += std::to_string(std::max<long>(0, value - static_cast<long>(count))) +
               (end == std::string::npos ? "" : lines[0].substr(end));
    }
    return out;
}

class Shrinking {
public:
    Shrinking(std::string input, const ShrinkTest& test) : input_(std::move(input)), test_(test) {}

    Result<std::string> run() {
        auto done = lines();
        tries_ = 0;
        words_ = words_of(input_);
        for (int round = 0; done && round < rounds_max; ++round) {
            const std::size_t before = changes_;
            done = words();
            if (done) done = numbers();
            if (changes_ == before) break;
        }
        if (!done) return tl::unexpected<Error>(done.error());
        return std::move(input_);
    }

private:
    /// Whether `smaller` took the input's place.
    Result<bool> take(std::string smaller);
    Result<void> lines();
    Result<void> words();
    Result<bool> drop_words(std::size_t begin, std::size_t count);
    Result<void> numbers();
    bool may_count(std::size_t index) const;
    bool tired() const { return tries_ >= test_.tries_max; }

    std::string input_;
    const ShrinkTest& test_;
    std::vector<Word> words_;  ///< of input_, after the lines
    int tries_ = 0;
    std::size_t changes_ = 0;
};

Result<bool> Shrinking::take(std::string smaller) {
    if (tired()) return false;
    ++tries_;
    auto holds = test_.holds(smaller);
    if (!holds || !*holds) return holds;
    input_ = std::move(smaller);
    words_ = words_of(input_);
    ++changes_;
    return true;
}

Result<void> Shrinking::lines() {
    std::vector<std::string> lines = lines_of(input_);
    for (std::size_t count = lines.size() / 2; count >= 1; count /= 2) {
        for (std::size_t begin = 0; begin + count <= lines.size() && !tired();) {
            bool shorter = false;
            for (const bool counted : {true, false}) {
                if (shorter || (counted && begin == 0)) continue;
                auto taken = take(without_lines(lines, begin, count, counted));
                if (!taken) return tl::unexpected<Error>(taken.error());
                shorter = *taken;
            }
            if (shorter) lines = lines_of(input_);
            begin = shorter ? 0 : begin + 1;
        }
    }
    return {};
}

// The words [begin, begin + count) of one line, with the blanks that held them.
Result<bool> Shrinking::drop_words(std::size_t begin, std::size_t count) {
    const std::size_t line = words_[begin].line;
    const auto in_line = std::count_if(words_.begin(), words_.end(),
                                       [line](const Word& word) { return word.line == line; });
    // A line goes as a line, or stays.
    if (static_cast<std::ptrdiff_t>(count) >= in_line) return false;
    const std::size_t after = begin + count;
    const bool has_next = after < words_.size() && words_[after].line == line;
    const bool has_last = begin > 0 && words_[begin - 1].line == line;
    const std::size_t from = !has_next && has_last ? words_[begin - 1].end : words_[begin].begin;
    const std::size_t to = has_next ? words_[after].begin : words_[after - 1].end;
    const std::string shorter = input_.substr(0, from) + input_.substr(to);
    // Counts stand before what they count.
    for (std::size_t i = begin; i-- > 0;) {
        if (integer(input_, words_[i]) != in_line) continue;
        const std::int64_t less = in_line - static_cast<std::int64_t>(count);
        auto taken = take(with_number(shorter, words_[i], less));
        if (!taken || *taken) return taken;
        break;
    }
    return take(shorter);
}

Result<void> Shrinking::words() {
    std::size_t longest = 0;
    for (std::size_t i = 0, length = 0; i < words_.size(); ++i) {
        length = i > 0 && words_[i].line == words_[i - 1].line ? length + 1 : 1;
        longest = std::max(longest, length);
    }
    if (longest < 2) return {};
    for (std::size_t count = longest / 2; count >= 1; count /= 2) {
        for (std::size_t begin = 0; begin + count <= words_.size() && !tired();) {
            if (words_[begin].line != words_[begin + count - 1].line) {
                ++begin;
                continue;
            }
            auto taken = drop_words(begin, count);
            if (!taken) return tl::unexpected<Error>(taken.error());
            if (!*taken) ++begin;
        }
    }
    return {};
}

// As many as there are words in the next line, or lines to come.
bool Shrinking::may_count(std::size_t index) const {
    const auto value = integer(input_, words_[index]);
    const std::size_t line = words_[index].line;
    std::int64_t in_next = 0;
    std::set<std::size_t> lines;
    for (std::size_t i = index; i < words_.size(); ++i) {
        if (words_[i].line == line) continue;
        lines.insert(words_[i].line);
        in_next += words_[i].line == *lines.begin() ? 1 : 0;
    }
    return value && !lines.empty() &&
           (*value == in_next || *value == static_cast<std::int64_t>(lines.size()));
}

// To 0 if it may be, else by halves of the way there.
Result<void> Shrinking::numbers() {
    for (std::size_t i = 0; i < words_.size() && !tired(); ++i) {
        if (test_.keep_counts && may_count(i)) continue;
        std::int64_t value = integer(input_, words_[i]).value_or(0);
        for (std::int64_t step = value; step != 0 && value != 0; step /= 2) {
            auto taken = take(with_number(input_, words_[i], value - step));
            if (!taken) return tl::unexpected<Error>(taken.error());
            if (*taken) value -= step;
        }
    }
    return {};
}

}  // namespace

Result<std::string> shrink_input(std::string input, const ShrinkTest& test) {
    return Shrinking(std::move(input), test).run();
}

}  // namespace arena
