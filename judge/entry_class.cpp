// See the header. Tokens are identifiers, string literals (Kotlin needs one) and single characters.
#include "judge/entry_class.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace arena {
namespace {

struct Token {
    enum class Kind { name, literal, sign } kind;
    std::string text;
};

bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text) {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    }

    std::optional<Token> next() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (text_.substr(at_).starts_with("//")) {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (text_.substr(at_).starts_with("/*")) {
                skip_past("*/", at_ + 2);
            } else if (text_.substr(at_).starts_with("\"\"\"")) {
                skip_past("\"\"\"", at_ + 3);
                return Token{Token::Kind::literal, ""};
            } else if (c == '"' || c == '\'') {
                return Token{Token::Kind::literal, quoted(c)};
            } else if (is_name_char(c)) {
                const std::size_t from = at_;
                while (at_ < text_.size() && is_name_char(text_[at_])) ++at_;
                return Token{Token::Kind::name, std::string(text_.substr(from, at_ - from))};
            } else {
                ++at_;
                const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
                if (!blank) return Token{Token::Kind::sign, std::string(1, c)};
            }
        }
        return std::nullopt;
    }

private:
    void skip_past(std::string_view end, std::size_t from) {
        const std::size_t found = text_.find(end, from);
        at_ = found == std::string_view::npos ? text_.size() : found + end.size();
    }

    /// The inside of a literal; a line end closes a broken one.
    std::string quoted(char quote) {
        std::string inside;
        ++at_;
        while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            inside += text_[at_++];
        }
        if (at_ < text_.size() && text_[at_] == quote) ++at_;
        return inside;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    Scanner scanner(text);
    while (auto token = scanner.next()) tokens.push_back(std::move(*token));
    return tokens;
}

bool is_sign(const Token& token, char c) {
    return token.kind == Token::Kind::sign && token.text[0] == c;
}

bool opens_type(const std::vector<Token>& tokens, std::size_t i) {
    const std::string& word = tokens[i].text;
    if (tokens[i].kind != Token::Kind::name || i + 1 >= tokens.size()) return false;
    if (tokens[i + 1].kind != Token::Kind::name) return false;
    return word == "class" || word == "interface" || word == "enum" || word == "record";
}

/// "a.b.c" from token `i` on, up to the first token that is neither a name nor a dot.
std::string dotted_name(const std::vector<Token>& tokens, std::size_t i) {
    std::string name;
    bool after_name = false;
    for (; i < tokens.size(); ++i) {
        const bool is_name = tokens[i].kind == Token::Kind::name;
        if (is_name == after_name) break;  // Kotlin ends a package line without ';'
        if (!is_name && !is_sign(tokens[i], '.')) break;
        name += tokens[i].text;
        after_name = is_name;
    }
    return name;
}

/// What has been said since the last ';', '{' or '}'.
struct Declaration {
    bool is_public = false;
    bool is_static = false;
    void note(const std::string& word) {
        is_public = is_public || word == "public";
        is_static = is_static || word == "static";
    }
};

bool is_main_method(const std::vector<Token>& tokens, std::size_t i) {
    return tokens[i].kind == Token::Kind::name && tokens[i].text == "void" &&
           i + 2 < tokens.size() && tokens[i + 1].text == "main" && is_sign(tokens[i + 2], '(');
}

}  // namespace

JavaSource scan_java(std::string_view text) {
    JavaSource source;
    const std::vector<Token> tokens = tokens_of(text);
    int braces = 0;
    int parens = 0;
    std::string current;        // the top-level type that we are in
    std::string instance_main;  // a type whose main is not static: for a JVM that starts those
    Declaration declaration;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (token.kind == Token::Kind::sign) {
            const char c = token.text[0];
            if (c == '(') ++parens;
            if (c == ')') --parens;
            if (c == '{') ++braces;
            if (c == '}') --braces;
            if (c == ';' || c == '{' || c == '}') declaration = {};
            continue;
        }
        if (parens != 0 || token.kind != Token::Kind::name) continue;
        declaration.note(token.text);
        if (braces == 0 && token.text == "package" && source.first_class.empty()) {
            source.package = dotted_name(tokens, i + 1);
        }
        if (braces == 0 && opens_type(tokens, i)) {
            current = tokens[i + 1].text;
            if (source.first_class.empty()) source.first_class = current;
            if (declaration.is_public && source.public_class.empty()) source.public_class = current;
        }
        if (braces == 1 && is_main_method(tokens, i) && !current.empty()) {
            std::string& found = declaration.is_static ? source.main_class : instance_main;
            if (found.empty()) found = current;
        }
    }
    if (source.main_class.empty()) source.main_class = instance_main;
    return source;
}

std::string java_file_stem(const JavaSource& source) {
    for (const std::string* name :
         {&source.public_class, &source.main_class, &source.first_class}) {
        if (!name->empty()) return *name;
    }
    return "Main";
}

std::string java_entry_class(const JavaSource& source) {
    const std::string name = source.main_class.empty() ? java_file_stem(source) : source.main_class;
    return source.package.empty() ? name : source.package + "." + name;
}

KotlinSource scan_kotlin(std::string_view text, std::string_view file_stem) {
    KotlinSource source;
    std::string name(file_stem);
    for (char& c : name) {
        if (!is_name_char(c)) c = '_';
    }
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') {
        name[0] = static_cast<char>(name[0] - 'a' + 'A');
    }
    name += "Kt";
    std::string package;
    const std::vector<Token> tokens = tokens_of(text);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != Token::Kind::name) continue;
        const std::string& word = tokens[i].text;
        if (word == "package" && package.empty() && !source.has_main) {
            package = dotted_name(tokens, i + 1);
        }
        if (word == "JvmName" && i >= 2 && tokens[i - 2].text == "file" && i + 2 < tokens.size() &&
            tokens[i + 2].kind == Token::Kind::literal) {
            name = tokens[i + 2].text;
        }
        if (word == "fun" && i + 1 < tokens.size() && tokens[i + 1].text == "main") {
            source.has_main = true;
        }
    }
    source.entry_class = package.empty() ? name : package + "." + name;
    return source;
}

}  // namespace arena
