// The table is joined, and its lists of words become one map for each syntax.
#include "core/similarity/syntax.hpp"

#include <algorithm>

#include "core/similarity/token.hpp"

namespace arena::similarity {
namespace {

void fill_words(Syntax& syntax) {
    syntax.line_marks = split_words(syntax.line_comments);
    syntax.import_words = split_words(syntax.imports);
    syntax.seed = 2166136261U;
    for (const char c : syntax.name) syntax.seed = fnv1a_step(syntax.seed, c);
    for (const auto word : split_words(syntax.keywords)) syntax.words[word] = WordClass::keyword;
    for (const auto word : split_words(syntax.types)) syntax.words[word] = WordClass::type;
    for (const auto word : split_words(syntax.dropped)) syntax.words[word] = WordClass::dropped;
}

bool lists(std::string_view list, std::string_view wanted) {
    const auto words = split_words(list);
    return std::find(words.begin(), words.end(), wanted) != words.end();
}

}  // namespace

std::vector<std::string_view> split_words(std::string_view list) {
    std::vector<std::string_view> words;
    while (true) {
        const std::size_t begin = list.find_first_not_of(' ');
        if (begin == std::string_view::npos) return words;
        list.remove_prefix(begin);
        const std::size_t end = std::min(list.find(' '), list.size());
        words.push_back(list.substr(0, end));
        list.remove_prefix(end);
    }
}

const std::vector<Syntax>& syntax_table() {
    static const std::vector<Syntax> table = [] {
        std::vector<Syntax> all = brace_syntaxes();
        for (Syntax& one : script_syntaxes()) all.push_back(std::move(one));
        for (Syntax& one : all) fill_words(one);
        return all;
    }();
    return table;
}

const Syntax* find_syntax(std::string_view language) {
    for (const Syntax& one : syntax_table()) {
        if (one.name == language || lists(one.languages, language)) return &one;
    }
    return nullptr;
}

const Syntax* syntax_for_file(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::string_view file = slash == std::string_view::npos ? path : path.substr(slash + 1);
    const std::size_t dot = file.rfind('.');
    if (dot == std::string_view::npos) return nullptr;
    std::string extension(file.substr(dot));
    for (char& c : extension) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    for (const Syntax& one : syntax_table()) {
        if (lists(one.extensions, extension)) return &one;
    }
    return nullptr;
}

}  // namespace arena::similarity
