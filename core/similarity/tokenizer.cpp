// From a source to its normal form: see token.hpp.
#include <algorithm>
#include <array>

#include "core/assert.hpp"
#include "core/similarity/skip.hpp"
#include "core/similarity/token.hpp"

namespace arena::similarity {
namespace {

constexpr std::size_t import_bytes_max = 4096;  ///< a longer one is a bracket never closed

constexpr std::string_view name_token = "I", number_token = "N", string_token = "S",
                           type_token = "T";

/// Operators of several characters, the longest first; the rest are single characters.
constexpr std::array<std::string_view, 53> operators{
    ">>>=", "<<=", ">>=",  ">>>", "===", "!==", "**=", "<=>", "...", "..=", "..<",
    "&&=",  "||=", "?\?=", "//=", "=~=", "++",  "--",  "+=",  "-=",  "*=",  "/=",
    "%=",   "&=",  "|=",   "^=",  "<<",  ">>",  "<=",  ">=",  "==",  "!=",  "&&",
    "||",   "->",  "=>",   "::",  "**",  "//",  ":=",  "..",  "?.",  "??",  "?:",
    "!!",   "<-",  "~=",   "=~",  "!~",  "<>",  ".=",  "^^",  "##"};

/// Keywords that are values: a slash behind them divides.
constexpr std::array<std::string_view, 8> values{"this",  "self", "super", "true",
                                                 "false", "null", "nil",   "undefined"};

/// Words of Perl that begin a literal.
constexpr std::array<std::string_view, 8> quote_words{"q", "qq", "qw", "m", "qr", "s", "tr", "y"};

bool is_one_of(std::string_view word, const std::array<std::string_view, 8>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

class Tokenizer {
public:
    Tokenizer(std::string_view source, const Syntax& syntax)
        : source_(source), syntax_(syntax), prefixes_(split_words(syntax.string_prefixes)) {}

    std::vector<Token> run() {
        if (source_.substr(0, 3) == "\xEF\xBB\xBF") at_ = 3;
        if (syntax_.has(html_around)) skip_html();
        while (at_ < source_.size()) step();
        return std::move(tokens_);
    }

private:
    bool is_name_start(char c) const {
        return is_letter(c) ||
               (syntax_.name_marks.find(c) != std::string_view::npos && c != '?' && c != '!');
    }
    bool is_name_part(char c) const {
        return is_letter(c) || is_digit(c) || (c == '\'' && syntax_.has(prime_in_names)) ||
               (c != '@' && syntax_.name_marks.find(c) != std::string_view::npos);
    }

    void emit(std::string_view text, std::size_t begin, std::size_t end) {
        const std::uint32_t code = token_code(syntax_, text);
        // `unsigned long long` is a type as `int` is.
        const bool again = text == type_token && !tokens_.empty() && tokens_.back().code == code;
        if (again) {
            tokens_.back().end = static_cast<std::uint32_t>(end);
        } else {
            tokens_.push_back(
                {code, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        }
        line_start_ = statement_start_ = false;
    }

    void step() {
        const char c = source_[at_];
        if (c == '\n' || c == '\r') return new_line();
        if (is_blank(c)) {
            ++at_;
            return;
        }
        if (c == '\\' && at_ + 1 < source_.size() &&
            (source_[at_ + 1] == '\n' || source_[at_ + 1] == '\r')) {
            at_ += source_.substr(at_, 3) == "\\\r\n" ? 3 : 2;
            return;
        }
        if (syntax_.has(html_around) && source_.substr(at_, 2) == "?>") return skip_html();
        const std::size_t comment = comment_end(syntax_, source_, at_, line_start_, nests_);
        if (comment > at_) {
            at_ = comment;
        } else if (c == '#' && line_start_ && syntax_.has(directives)) {
            directive();
        } else if (!heredoc_mark() && !literal()) {
            if (is_digit(c) ||
                (c == '.' && at_ + 1 < source_.size() && is_digit(source_[at_ + 1]))) {
                number();
            } else if (is_name_start(c)) {
                word();
            } else {
                mark();
            }
        }
    }

    void new_line() {
        ++at_;
        line_start_ = true;
        if (syntax_.has(line_statements) && brackets_ <= 0) statement_start_ = true;
        if (syntax_.has(line_statements)) after_value_ = false;
        for (const std::string_view tag : tags_) {
            const std::size_t end = heredoc_end(source_, at_, tag);
            heredocs_ = heredocs_ && end > at_;
            at_ = end;
        }
        tags_.clear();
    }

    void skip_html() {
        const std::size_t open = source_.find("<?", at_);
        at_ = open == std::string_view::npos ? source_.size() : open + 2;
        for (const std::string_view word : {"php", "="}) {
            if (source_.substr(at_, word.size()) == word) at_ += word.size();
        }
        statement_start_ = true;
    }

    /// A line of #; where #define counts, only its hash and name are stepped over.
    void directive() {
        std::size_t i = at_ + 1;
        while (i < source_.size() && is_blank(source_[i])) ++i;
        constexpr std::string_view define = "define";
        if (syntax_.has(keep_define) && source_.substr(i, define.size()) == define) {
            emit("#define", at_, i + define.size());
            at_ = i + define.size();
            return;
        }
        while (at_ < source_.size()) {
            at_ = line_end(source_, at_);
            const bool goes_on = at_ > 0 && source_[at_ - 1] == '\\';
            if (!goes_on) return;
            at_ += source_.substr(at_, 2) == "\r\n" ? 2 : 1;
            at_ = std::min(at_, source_.size());
        }
    }

    bool heredoc_mark() {
        if (!heredocs_) return false;
        const Heredoc found = heredoc_at(syntax_, source_, at_, after_value_);
        if (found.tag.empty()) return false;
        emit(string_token, at_, found.end);
        tags_.push_back(found.tag);
        at_ = found.end;
        after_value_ = true;
        return true;
    }

    bool literal() {
        const std::size_t end =
            std::min(literal_end(syntax_, source_, at_, after_value_), source_.size());
        if (end <= at_) return false;
        take_literal(at_, end);
        return true;
    }

    void take_literal(std::size_t begin, std::size_t end) {
        at_ = std::max(end, begin + 1);
        if (syntax_.has(docstring) && statement_start_ && brackets_ <= 0) {
            std::size_t next = at_;
            while (next < source_.size() && is_blank(source_[next])) ++next;
            const bool alone = next >= source_.size() || source_[next] == '\n' ||
                               source_[next] == '\r' || source_[next] == '#';
            if (alone) return;
        }
        emit(string_token, begin, at_);
        after_value_ = true;
    }

    void number() {
        const std::size_t begin = at_;
        const bool hexadecimal = source_[begin] == '0' && begin + 1 < source_.size() &&
                                 (source_[begin + 1] == 'x' || source_[begin + 1] == 'X');
        for (++at_; at_ < source_.size(); ++at_) {
            const char c = source_[at_];
            const char next = at_ + 1 < source_.size() ? source_[at_ + 1] : '\0';
            if (is_letter(c) || is_digit(c)) {
                const bool exponent = hexadecimal ? c == 'p' || c == 'P' : c == 'e' || c == 'E';
                if (exponent && (next == '+' || next == '-')) ++at_;
            } else if (c == '.') {
                if (next == '.' || is_letter(next)) break;  // 1..9, 1.max(2)
            } else if (c != '\'' || !syntax_.has(digit_primes) ||
                       !(is_digit(next) || is_letter(next))) {
                break;
            }
        }
        at_ = std::min(at_, source_.size());
        emit(number_token, begin, at_);
        after_value_ = true;
    }

    void word() {
        const std::size_t begin = at_;
        for (++at_; at_ < source_.size() && is_name_part(source_[at_]); ++at_) {
            const bool asks = source_[at_] == '?' || source_[at_] == '!';  // `empty?`, not `x != y`
            if (asks && source_.substr(at_ + 1, 1) == "=") break;
        }
        const std::string_view text = source_.substr(begin, at_ - begin);
        if (syntax_.has(end_marker) && (text == "__END__" || text == "__DATA__")) {
            at_ = source_.size();
            return;
        }
        if (!syntax_.library_prefix.empty() &&
            source_.substr(begin, syntax_.library_prefix.size()) == syntax_.library_prefix) {
            at_ = begin + syntax_.library_prefix.size();
            return;
        }
        if (at_ < source_.size() &&
            std::find(prefixes_.begin(), prefixes_.end(), text) != prefixes_.end()) {
            const std::size_t end = prefixed_literal_end(syntax_, source_, begin, at_);
            if (end > at_) return take_literal(begin, std::min(end, source_.size()));
        }
        if (syntax_.has(perl_quotes) && is_one_of(text, quote_words)) {
            const std::size_t end = perl_quote_end(source_, text, at_);
            if (end > at_) return take_literal(begin, std::min(end, source_.size()));
        }
        if (statement_start_ && skip_import(begin, text)) return;
        take_word(text, begin);
    }

    void take_word(std::string_view text, std::size_t begin) {
        std::string folded;
        if (syntax_.has(fold_case)) {
            folded = text;
            for (char& c : folded) {
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
            }
            text = folded;
        }
        const auto found = syntax_.words.find(text);
        after_value_ = true;
        if (found == syntax_.words.end()) {
            emit(syntax_.has(words_differ) ? text : name_token, begin, at_);
            return;
        }
        switch (found->second) {
            case WordClass::keyword:
                after_value_ = is_one_of(text, values);
                emit(text, begin, at_);
                break;
            case WordClass::type: emit(type_token, begin, at_); break;
            case WordClass::dropped:
                line_start_ = false;
                after_value_ = text == "end";
                break;
        }
    }

    bool is_import(std::string_view word) const {
        for (const std::string_view entry : syntax_.import_words) {
            const std::size_t plus = entry.find('+');
            if (entry.substr(0, plus) != word) continue;
            if (plus == std::string_view::npos) return true;
            std::size_t i = at_;
            while (i < source_.size() && is_blank(source_[i])) ++i;
            const std::string_view second = entry.substr(plus + 1);
            if (source_.substr(i, second.size()) == second) return true;
        }
        return false;
    }

    /// Steps over a whole import statement. `begin`: where its first word stood.
    bool skip_import(std::size_t begin, std::string_view text) {
        std::string folded(text);
        if (syntax_.has(fold_case)) {
            for (char& c : folded) {
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
            }
        }
        if (!is_import(folded) || (syntax_.has(imports_at_top) && braces_ > 0)) return false;
        if (syntax_.has(paren_no_import)) {
            std::size_t i = at_;
            while (i < source_.size() && is_blank(source_[i])) ++i;
            if (i < source_.size() && source_[i] == '(') return false;
        }
        int open = 0;
        const std::string_view part = source_.substr(0, begin + import_bytes_max);
        for (std::size_t i = at_; i < part.size(); ++i) {
            const char c = part[i];
            if (c == '(' || c == '[' || c == '{') ++open;
            if (c == ')' || c == ']' || c == '}') --open;
            if (c == '\\' && syntax_.has(line_statements)) {
                i += part.substr(i, 3) == "\\\r\n" ? 2 : 1;
                continue;
            }
            const bool line = (c == '\n' || c == '\r') && syntax_.has(line_statements);
            if (open <= 0 && (c == ';' || line)) {
                at_ = line ? i : i + 1;
                return true;
            }
        }
        if (part.size() < source_.size() || !syntax_.has(line_statements) || open > 0) return false;
        at_ = source_.size();
        return true;
    }

    void mark() {
        const char c = source_[at_];
        std::size_t length = 1;
        const char next = at_ + 1 < source_.size() ? source_[at_ + 1] : ' ';
        const bool alone = is_blank(next) || is_letter(next) || is_digit(next) || next == '\n';
        for (const std::string_view one : operators) {
            if (alone) break;
            if (one.front() == c && source_.substr(at_, one.size()) == one) {
                length = one.size();
                break;
            }
        }
        const std::string_view text = source_.substr(at_, length);
        at_ += length;
        if (c == '{') ++braces_;
        if (c == '}') --braces_;
        if (c == '(' || c == '[') ++brackets_;
        if (c == ')' || c == ']') --brackets_;
        after_value_ = c == ')' || c == ']';
        if (syntax_.words.find(text) == syntax_.words.end()) {
            emit(text, at_ - length, at_);
        } else {
            line_start_ = false;
        }
        if (c == ';' || c == '{' || c == '}') statement_start_ = true;
    }

    std::string_view source_;
    const Syntax& syntax_;
    std::vector<std::string_view> prefixes_;
    std::vector<Token> tokens_;
    std::vector<std::string_view> tags_;  ///< heredocs whose bodies begin on the next line
    std::size_t at_ = 0;
    int braces_ = 0, brackets_ = 0;
    bool line_start_ = true, statement_start_ = true, after_value_ = false;
    bool nests_ = true, heredocs_ = true;
};

}  // namespace

std::uint32_t token_code(const Syntax& syntax, std::string_view text) {
    std::uint32_t hash = syntax.seed;
    for (const char c : text) hash = fnv1a_step(hash, c);
    return hash;
}

std::vector<Token> tokenize(std::string_view source, const Syntax& syntax) {
    ARENA_ASSERT(source.size() <= source_bytes_max);
    return Tokenizer(source, syntax).run();
}

std::vector<Token> normal_form(std::string_view tokens, const Syntax& syntax) {
    ARENA_ASSERT(tokens.size() <= source_bytes_max);
    std::vector<Token> all;
    for (const std::string_view text : split_words(tokens)) {
        const auto found = syntax.words.find(text);
        std::string_view shown = text;
        if (found != syntax.words.end()) {
            if (found->second == WordClass::dropped) continue;
            if (found->second == WordClass::type) shown = type_token;
        } else if (text != number_token && text != string_token && is_letter(text.front())) {
            shown = name_token;
        }
        const auto begin = static_cast<std::uint32_t>(text.data() - tokens.data());
        all.push_back(
            {token_code(syntax, shown), begin, begin + static_cast<std::uint32_t>(text.size())});
    }
    return all;
}

}  // namespace arena::similarity
