// Mutations of whole statements, found line by line: where one line is one statement.
#include <algorithm>
#include <array>
#include <utility>

#include "core/match/code_map.hpp"
#include "core/match/mutation_site.hpp"

namespace arena::match {
namespace {

/// A line that begins with one of these is no statement that can be missed.
constexpr std::array<std::string_view, 37> kept_words{
    "if",     "elif",     "else",   "for",    "while",   "do",     "def",      "class",
    "try",    "except",   "with",   "return", "import",  "from",   "pass",     "break",
    "global", "nonlocal", "async",  "raise",  "assert",  "yield",  "continue", "finally",
    "using",  "struct",   "auto",   "const",  "package", "public", "private",  "static",
    "case",   "default",  "switch", "goto",   "template"};

constexpr std::array<std::string_view, 6> outputs{"print(",           "stdout.write(", "cout <<",
                                                  "System.out.print", "printf(",       "puts("};

class StatementMutator {
public:
    StatementMutator(std::string_view source, CommentStyle style)
        : source_(source), style_(style), map_(source, style) {}

    std::vector<MutationSite> all() {
        while (begin_ < source_.size()) {
            ++line_;
            end_ = std::min(source_.find('\n', begin_), source_.size());
            look();
            begin_ = end_ + 1;
        }
        return std::move(found_);
    }

private:
    void look() {
        const bool begins_here = depth_ == 0 && !goes_on_;
        std::size_t first = begin_, last = end_;
        while (first < last && is_blank(source_[first])) ++first;
        while (last > first && is_blank(source_[last - 1])) --last;
        if (first == last || !map_.is_code(first)) return;
        last = before_comment(first, last);
        for (std::size_t i = first; i < last; ++i) count_brackets(i);
        goes_on_ = source_[last - 1] == '\\';
        const char before = std::exchange(last_letter_, source_[last - 1]);
        if (!begins_here || depth_ != 0 || goes_on_ || !map_.is_code(last - 1)) return;
        const std::string_view text = source_.substr(first, last - first);
        negate(first, text);
        const bool is_whole = style_ == CommentStyle::python
                                  ? text.back() != ':'
                                  : text.back() == ';' && is_end_of_statement(before);
        if (!is_whole || is_kept(text)) return;
        const bool prints = std::any_of(outputs.begin(), outputs.end(), [text](auto output) {
            return text.find(output) != std::string_view::npos;
        });
        add(first, text, style_ == CommentStyle::python ? "pass" : ";",
            prints ? MutationKind::silence : MutationKind::removal);
    }

    std::size_t before_comment(std::size_t first, std::size_t last) const {
        std::size_t end = last;
        while (end > first && !(map_.is_code(end - 1) && !is_blank(source_[end - 1]))) --end;
        std::size_t rest = end;
        while (rest < last && is_blank(source_[rest])) ++rest;
        const std::string_view left = source_.substr(rest, last - rest);
        const bool is_comment = style_ == CommentStyle::python
                                    ? left.starts_with('#')
                                    : left.starts_with("//") || left.starts_with("/*");
        return is_comment ? end : last;
    }

    static bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; }

    static bool is_end_of_statement(char letter) {
        return letter == ';' || letter == '{' || letter == '}' || letter == ')';
    }

    /// Braces of the C family hold statements; all others hold expressions.
    void count_brackets(std::size_t at) {
        if (!map_.is_code(at)) return;
        const bool python = style_ == CommentStyle::python;
        const char letter = source_[at];
        if (letter == '(' || letter == '[' || (python && letter == '{')) ++depth_;
        if (letter == ')' || letter == ']' || (python && letter == '}')) --depth_;
    }

    /// Declarations are kept, too: "long sum = 0;", "vector<int> all(n);".
    bool is_kept(std::string_view text) const {
        std::size_t end = 0;
        while (end < text.size() && (is_word(text[end]) || text[end] == ':')) ++end;
        if (std::find(kept_words.begin(), kept_words.end(), text.substr(0, end)) !=
            kept_words.end())
            return true;
        if (style_ == CommentStyle::python) return text[0] == '@' || text == "pass";
        if (end == 0 || end + 1 >= text.size()) return end == 0;
        return text[end] == '<' || (text[end] == ' ' && is_word(text[end + 1]));
    }

    /// if (a) becomes if (!(a)).
    void negate(std::size_t first, std::string_view text) {
        const bool python = style_ == CommentStyle::python;
        const std::size_t word = text.starts_with("if ") ? 3 : text.starts_with("elif ") ? 5 : 0;
        if (python && word > 0 && text.back() == ':')
            return add(first + word, text.substr(word, text.size() - word - 1),
                       "not (" + std::string(text.substr(word, text.size() - word - 1)) + ")",
                       MutationKind::condition);
        if (python || !text.starts_with("if (")) return;
        int depth = 0;
        for (std::size_t i = 3; i < text.size(); ++i) {
            if (!map_.is_code(first + i)) continue;
            if (text[i] == '(') ++depth;
            if (text[i] != ')' || --depth > 0) continue;
            return add(first + 4, text.substr(4, i - 4),
                       "!(" + std::string(text.substr(4, i - 4)) + ")", MutationKind::condition);
        }
    }

    void add(std::size_t at, std::string_view before, std::string after, MutationKind kind) {
        found_.push_back({kind, at, line_, std::string(before), std::move(after)});
    }

    std::string_view source_;
    CommentStyle style_;
    CodeMap map_;
    std::size_t begin_ = 0, end_ = 0, line_ = 0;
    int depth_ = 0;         ///< of open brackets, where the line begins
    bool goes_on_ = false;  ///< the line before ends with a backslash
    char last_letter_ = ';';
    std::vector<MutationSite> found_;
};

}  // namespace

std::vector<MutationSite> statement_sites(std::string_view source, CommentStyle style) {
    return StatementMutator(source, style).all();
}

}  // namespace arena::match
