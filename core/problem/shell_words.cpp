#include "core/problem/shell_words.hpp"

#include "core/problem/text.hpp"

namespace arena::problem {

Result<std::vector<std::string>> shell_words(std::string_view text) {
    std::vector<std::string> out;
    std::string word;
    bool inside = false;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool escapes = c == '\\' && quote != '\'' && i + 1 < text.size();
        if (escapes && (quote == 0 || text[i + 1] == '"' || text[i + 1] == '\\')) {
            word += text[++i];
            inside = true;
        } else if (quote != 0) {
            if (c == quote) {
                quote = 0;
            } else {
                word += c;
            }
        } else if (c == '\'' || c == '"') {
            quote = c;
            inside = true;
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            if (inside) out.push_back(std::move(word));
            word.clear();
            inside = false;
        } else {
            word += c;
            inside = true;
        }
    }
    if (quote != 0) {
        return fail(ErrorCode::usage, "a quote is not closed in '" + shown(text) + "'");
    }
    if (inside) out.push_back(std::move(word));
    return out;
}

}  // namespace arena::problem
