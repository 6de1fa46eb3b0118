#include "core/match/mutation.hpp"

#include <array>

#include "core/random.hpp"

namespace arena::match {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_word(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// For each byte: is it code, outside of comments, literals and preprocessor lines?
class CodeMap {
public:
    CodeMap(std::string_view text, CommentStyle style)
        : text_(text), style_(style), code_(text.size(), false) {
        while (at_ < text_.size()) step();
    }

    bool is_code(std::size_t index) const { return code_[index]; }

private:
    void step() {
        if (style_ == CommentStyle::python) {
            if (starts("#")) return skip_line();
            if (starts("\"\"\"")) return skip_past("\"\"\"", 3);
            if (starts("'''")) return skip_past("'''", 3);
        } else {
            if (starts("//")) return skip_line();
            if (starts("/*")) return skip_past("*/", 2);
            if (starts("#") && at_line_start_) return skip_line();
        }
        const char letter = text_[at_];
        // A quote inside a number separates its digits (C++14).
        const bool separator = letter == '\'' && at_ > 0 && is_word(text_[at_ - 1]) &&
                               style_ == CommentStyle::c_family;
        if ((letter == '"' || letter == '\'') && !separator) return skip_literal(letter);
        if (letter == '\n')
            at_line_start_ = true;
        else if (letter != ' ' && letter != '\t')
            at_line_start_ = false;
        code_[at_++] = true;
    }

    bool starts(std::string_view what) const { return text_.substr(at_).starts_with(what); }

    void skip_line() {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    }

    void skip_past(std::string_view end, std::size_t opening) {
        const std::size_t found = text_.find(end, at_ + opening);
        at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    }

    void skip_literal(char quote) {
        for (++at_; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
            if (text_[at_] == '\\') {
                ++at_;
            } else if (text_[at_] == quote) {
                ++at_;
                return;
            }
        }
        if (at_ > text_.size()) at_ = text_.size();
    }

    std::string_view text_;
    CommentStyle style_;
    std::vector<bool> code_;
    std::size_t at_ = 0;
    bool at_line_start_ = true;
};

struct Swap {
    std::string_view before, after;
    MutationKind kind;
};

/// Longest first, so that "<=" is not read as "<". No after is a before of nothing: each turns a
/// program that compiles into one that nearly always does.
constexpr std::array<Swap, 14> swaps{{
    {"<=", "<", MutationKind::boundary},
    {">=", ">", MutationKind::boundary},
    {"==", "!=", MutationKind::operator_},
    {"!=", "==", MutationKind::operator_},
    {"&&", "||", MutationKind::operator_},
    {"||", "&&", MutationKind::operator_},
    {"+=", "-=", MutationKind::operator_},
    {"-=", "+=", MutationKind::operator_},
    {" < ", " <= ", MutationKind::boundary},
    {" > ", " >= ", MutationKind::boundary},
    {" + ", " - ", MutationKind::operator_},
    {" - ", " + ", MutationKind::operator_},
    {" * ", " + ", MutationKind::operator_},
    {" % ", " / ", MutationKind::operator_},
}};

/// Two-letter operators must not be part of a longer one: "<<=", "->", "<=>".
bool stands_alone(std::string_view source, std::size_t at, std::size_t length) {
    constexpr std::string_view letters = "<>=!&|+-*/%^";
    const bool left = at == 0 || letters.find(source[at - 1]) == std::string_view::npos;
    const std::size_t next = at + length;
    return left && (next >= source.size() || letters.find(source[next]) == std::string_view::npos);
}

/// One change, before the text is written out.
struct Site {
    MutationKind kind;
    std::size_t at, line;
    std::string before, after;
};

class Mutator {
public:
    Mutator(std::string_view source, CommentStyle style) : source_(source), map_(source, style) {}

    /// Every change there is, in the order of the text.
    std::vector<Site> all() {
        std::size_t at = 0;
        while (at < source_.size()) {
            if (source_[at] == '\n') ++line_;
            at += map_.is_code(at) ? look(at) : 1;
        }
        return std::move(found_);
    }

private:
    /// Notes what can be changed at `at`; how far to go on.
    std::size_t look(std::size_t at) {
        const std::string_view rest = source_.substr(at);
        for (const Swap& swap : swaps) {
            if (!rest.starts_with(swap.before)) continue;
            if (swap.before[0] != ' ' && !stands_alone(source_, at, swap.before.size())) continue;
            add(at, swap.before, std::string(swap.after), swap.kind);
            // A blank of " + " may begin the next operator: only its own letter is used up.
            return swap.before[0] == ' ' ? 2 : swap.before.size();
        }
        if (!is_digit(rest[0]) || (at > 0 && (is_word(source_[at - 1]) || source_[at - 1] == '.')))
            return 1;
        return look_at_number(at);
    }

    std::size_t look_at_number(std::size_t at) {
        std::size_t end = at;
        while (end < source_.size() && is_digit(source_[end])) ++end;
        const bool plain = end == source_.size() ||
                           (!is_word(source_[end]) && source_[end] != '.' && source_[end] != '\'');
        const std::string digits(source_.substr(at, end - at));
        if (plain && digits.size() <= 9 && (digits == "0" || digits[0] != '0')) {
            const int value = std::stoi(digits);
            add(at, digits, std::to_string(value + 1), MutationKind::off_by_one);
            if (value > 0) add(at, digits, std::to_string(value - 1), MutationKind::off_by_one);
        }
        return end - at;
    }

    void add(std::size_t at, std::string_view before, std::string after, MutationKind kind) {
        found_.push_back({kind, at, line_, std::string(before), std::move(after)});
    }

    std::string_view source_;
    CodeMap map_;
    std::size_t line_ = 1;
    std::vector<Site> found_;
};

}  // namespace

CommentStyle comment_style(std::string_view language) {
    return language.starts_with("python") || language.starts_with("pypy") ? CommentStyle::python
                                                                          : CommentStyle::c_family;
}

std::vector<Mutation> mutations(std::string_view source, CommentStyle style, std::uint64_t seed,
                                std::size_t max) {
    std::vector<Site> sites = Mutator(source, style).all();
    Random random(seed);
    random.shuffle(sites);
    if (sites.size() > max)
        sites.erase(sites.begin() + static_cast<std::ptrdiff_t>(max), sites.end());
    std::vector<Mutation> found;
    for (Site& site : sites) {
        Mutation one{site.kind, std::string(source), site.line, site.before, site.after};
        one.source.replace(site.at, site.before.size(), site.after);
        found.push_back(std::move(one));
    }
    return found;
}

}  // namespace arena::match
