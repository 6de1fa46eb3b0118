// Which bytes of a source are code: not in a comment, a literal or a preprocessor line.
//
// By the text alone, for Python and the C family; close enough to place a mutation, which is judged
// before it counts.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/match/mutation.hpp"

namespace arena::match {

constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr bool is_word(char c) {
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

}  // namespace arena::match
