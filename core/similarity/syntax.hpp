// How the words of a language are told apart, as data: enough to compare programs, never to
// compile them.
//
// One syntax reads a family (C and C++, every Python), so that a program and its copy in the
// sibling language still meet. What differs between honest rewritings of one program is left out
// of its normal form: modifiers, braces, parentheses, semicolons, imports, and which primitive type
// it is. That was chosen by leave-one-task-out cross-validation (core/similarity/score.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace arena::similarity {

enum class WordClass {
    keyword,  ///< stands for itself; names of the library that everyone uses may count as such
    type,     ///< a primitive type or `var`: all are one, and several in a row are one
    dropped,  ///< modifiers, and words that only open and close blocks
};

/// Bits of Syntax::forms: the literals beside "..." that a language has.
enum Form : std::uint32_t {
    single_quoted = 1U << 0U,   ///< '...'
    char_or_prime = 1U << 1U,   ///< 'x', but 'a alone is a lifetime and x' a name
    triple_quoted = 1U << 2U,   ///< """...""" and, with single_quoted, '''...'''
    multi_line = 1U << 3U,      ///< a plain string may go over lines
    doubled_quote = 1U << 4U,   ///< a quote within is written twice, a backslash is itself
    backtick = 1U << 5U,        ///< `...`
    regex_slash = 1U << 6U,     ///< /.../ where no value stands before
    raw_paren = 1U << 7U,       ///< R"tag(...)tag"
    raw_hash = 1U << 8U,        ///< r#"..."#
    long_bracket = 1U << 9U,    ///< [==[...]==]
    verbatim_at = 1U << 10U,    ///< @"..." and $"..."
    percent_words = 1U << 11U,  ///< %w[...]
    perl_quotes = 1U << 12U,    ///< q(), qq, qw, m, qr, s, tr, y
    heredoc = 1U << 13U,        ///< <<TAG and the lines down to TAG
    heredoc_three = 1U << 14U,  ///< <<<TAG
    docstring = 1U << 15U,      ///< a string that is a statement of its own is a comment
};

/// Bits of Syntax::rules.
enum Rule : std::uint32_t {
    fold_case = 1U << 0U,           ///< words are the same in any case
    directives = 1U << 1U,          ///< lines that begin with # are no code
    keep_define = 1U << 2U,         ///< but #define is, and what stands behind it
    line_statements = 1U << 3U,     ///< a statement ends with its line
    imports_at_top = 1U << 4U,      ///< within braces an import word is another word
    pod_blocks = 1U << 5U,          ///< =word ... =cut at line starts
    begin_end_blocks = 1U << 6U,    ///< =begin ... =end at line starts
    dash_needs_gap = 1U << 7U,      ///< "-->" is an operator, not a comment
    prime_in_names = 1U << 8U,      ///< x' is a name
    html_around = 1U << 9U,         ///< code stands between <?php and ?>
    digit_primes = 1U << 10U,       ///< 1'000
    end_marker = 1U << 11U,         ///< __END__ and __DATA__ end the program
    hash_bracket_code = 1U << 12U,  ///< "#[" is no comment
    words_differ = 1U << 13U,       ///< a word that is not listed stands for itself
    paren_no_import = 1U << 14U,    ///< an import word with ( behind it is another word
};

struct BlockComment {
    std::string_view open, close;
    bool nests = false;
};

struct Syntax {
    std::string_view name;        ///< "java"; one of the family for several languages
    std::string_view languages;   ///< ids of judge/languages/*.json, with blanks between
    std::string_view extensions;  ///< ".java", with blanks between
    std::string_view keywords, types, dropped;
    /// Words that begin a statement without code, with blanks between; "using+namespace" is two.
    std::string_view imports;
    std::string_view line_comments;  ///< "// #"
    std::vector<BlockComment> block_comments;
    std::string_view string_prefixes;  ///< letters that may stand right before a quote: "L u8"
    std::string_view name_marks;       ///< characters of names beside letters, digits and _
    std::string_view interpolation;    ///< "${": code within a string, up to its }
    std::string_view library_prefix;   ///< "std::": left out wherever it stands
    std::uint32_t forms = 0;
    std::uint32_t rules = 0;

    std::unordered_map<std::string_view, WordClass> words;   ///< filled from the lists above
    std::vector<std::string_view> line_marks, import_words;  ///< the same
    std::uint32_t seed = 0;  ///< of token codes: those of two syntaxes do not meet

    bool has(Form form) const { return (forms & form) != 0; }
    bool has(Rule rule) const { return (rules & rule) != 0; }
};

/// All of them; the last, "plain", reads any text.
const std::vector<Syntax>& syntax_table();

/// By the id of a judged language or the syntax's own name; null when nothing reads it.
const Syntax* find_syntax(std::string_view language);

/// By the extension of a path, in any case; null when it is none of ours.
const Syntax* syntax_for_file(std::string_view path);

/// The words of a list, which has blanks between them.
std::vector<std::string_view> split_words(std::string_view list);

// The parts of the table.
std::vector<Syntax> brace_syntaxes();
std::vector<Syntax> script_syntaxes();

}  // namespace arena::similarity
