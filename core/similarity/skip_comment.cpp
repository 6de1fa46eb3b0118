// Comments, documentation blocks and heredoc bodies: see skip.hpp.
#include <algorithm>
#include <string>

#include "core/similarity/skip.hpp"

namespace arena::similarity {
namespace {

constexpr std::string_view haskell_symbols = "!#$%&*+./<=>?@\\^|-~:";

bool starts(std::string_view source, std::size_t at, std::string_view word) {
    return source.substr(at, word.size()) == word;
}

std::size_t flat_end(std::string_view source, std::size_t at, const BlockComment& block) {
    const std::size_t close = source.find(block.close, at + block.open.size());
    return close == std::string_view::npos ? source.size() : close + block.close.size();
}

std::size_t block_end(std::string_view source, std::size_t at, const BlockComment& block,
                      bool& nests) {
    if (!block.nests || !nests) return flat_end(source, at, block);
    std::size_t depth = 1, i = at + block.open.size();
    while (i < source.size()) {
        if (starts(source, i, block.close)) {
            i += block.close.size();
            if (--depth == 0) return i;
        } else if (starts(source, i, block.open)) {
            ++depth;
            i += block.open.size();
        } else {
            ++i;
        }
    }
    nests = false;
    return flat_end(source, at, block);
}

/// A block of lines from one that begins with = to behind the one that begins with `close`.
std::size_t documentation_end(std::string_view source, std::size_t at, std::string_view close) {
    while (true) {
        at = line_end(source, at);
        if (at == source.size()) return at;
        ++at;
        if (starts(source, at, close)) return line_end(source, at);
    }
}

std::size_t long_bracket_end(std::string_view source, std::size_t at) {
    std::size_t i = at + 1;
    while (i < source.size() && source[i] == '=') ++i;
    if (i >= source.size() || source[i] != '[') return at;
    const std::string close = "]" + std::string(source.substr(at + 1, i - at - 1)) + "]";
    const std::size_t end = source.find(close, i + 1);
    return end == std::string_view::npos ? source.size() : end + close.size();
}

bool begins_line_comment(const Syntax& syntax, std::string_view source, std::size_t at,
                         std::string_view mark) {
    if (!starts(source, at, mark)) return false;
    const std::size_t behind = at + mark.size();
    if (behind >= source.size()) return true;
    if (syntax.has(hash_bracket_code) && mark == "#" && source[behind] == '[') return false;
    if (!syntax.has(dash_needs_gap)) return true;
    const std::size_t next = source.find_first_not_of('-', behind);
    return next == std::string_view::npos ||
           haskell_symbols.find(source[next]) == std::string_view::npos;
}

}  // namespace

std::size_t line_end(std::string_view source, std::size_t at) {
    return std::min(source.find_first_of("\r\n", at), source.size());
}

std::size_t comment_end(const Syntax& syntax, std::string_view source, std::size_t at,
                        bool line_start, bool& nests) {
    if (at == 0 && starts(source, at, "#!")) return line_end(source, at);
    const bool first_column =
        line_start && (at == 0 || source[at - 1] == '\n' || source[at - 1] == '\r');
    if (first_column && source[at] == '=') {
        if (syntax.has(begin_end_blocks) && starts(source, at, "=begin")) {
            return documentation_end(source, at, "=end");
        }
        if (syntax.has(pod_blocks) && at + 1 < source.size() && is_letter(source[at + 1])) {
            return documentation_end(source, at, "=cut");
        }
    }
    if (syntax.has(long_bracket) && starts(source, at, "--[")) {
        const std::size_t end = long_bracket_end(source, at + 2);
        if (end != at + 2) return end;
    }
    for (const BlockComment& block : syntax.block_comments) {
        if (starts(source, at, block.open)) return block_end(source, at, block, nests);
    }
    for (const std::string_view mark : syntax.line_marks) {
        if (begins_line_comment(syntax, source, at, mark)) return line_end(source, at);
    }
    return at;
}

Heredoc heredoc_at(const Syntax& syntax, std::string_view source, std::size_t at,
                   bool after_value) {
    const std::string_view mark = syntax.has(heredoc_three) ? "<<<" : "<<";
    if (!syntax.has(heredoc) && !syntax.has(heredoc_three)) return {};
    if (!starts(source, at, mark)) return {};
    std::size_t i = at + mark.size();
    bool marked = syntax.has(heredoc_three);
    while (i < source.size() && (source[i] == '~' || source[i] == '-')) {
        marked = true;
        ++i;
    }
    while (marked && i < source.size() && source[i] == ' ') ++i;
    const bool quoted = i < source.size() && (source[i] == '\'' || source[i] == '"');
    if (quoted) ++i;
    const std::size_t begin = i;
    while (i < source.size() && (is_letter(source[i]) || is_digit(source[i]))) ++i;
    // `a << B` shifts; only what cannot be a value makes `<<B` a heredoc.
    const bool upper = i > begin && source[begin] >= 'A' && source[begin] <= 'Z';
    if (i == begin || (!marked && !quoted && (after_value || !upper))) return {};
    const std::string_view tag = source.substr(begin, i - begin);
    return {tag, quoted && i < source.size() ? i + 1 : i};
}

std::size_t heredoc_end(std::string_view source, std::size_t at, std::string_view tag) {
    const std::size_t first = at;
    while (at < source.size()) {
        const std::size_t end = line_end(source, at);
        std::size_t word = at;
        while (word < end && is_blank(source[word])) ++word;
        const std::size_t behind = word + tag.size();
        const bool closes =
            starts(source, word, tag) &&
            (behind >= end || !(is_letter(source[behind]) || is_digit(source[behind])));
        if (closes) return behind;
        at = std::min(end + 1, source.size());
    }
    return first;
}

}  // namespace arena::similarity
