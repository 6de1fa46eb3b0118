// The syntaxes of languages with words or indentation for blocks: Python, Ruby, Perl, Lua, Pascal,
// Haskell; and "plain", which reads any text. Words that only open or close a block are dropped, as
// braces are elsewhere.
#include "core/similarity/syntax.hpp"

namespace arena::similarity {
namespace {

Syntax python_syntax() {
    Syntax s;
    s.name = "python";
    s.languages = "python3 pypy3";
    s.extensions = ".py .py3 .py2 .pyw .pypy";
    s.keywords =
        "if elif else for in while break continue return def class lambda pass yield from import "
        "as with try except finally raise assert del global nonlocal is not and or None True "
        "False async await match case self print input range len int str float list map sorted";
    s.dropped = "( ) : ;";
    s.imports = "import from";
    s.line_comments = "#";
    s.string_prefixes = "r R b B f F u U rb rB Rb RB br bR Br BR fr fR Fr FR rf rF Rf RF t T";
    s.forms = single_quoted | triple_quoted | docstring;
    s.rules = line_statements;
    return s;
}

Syntax ruby_syntax() {
    Syntax s;
    s.name = "ruby";
    s.languages = "ruby";
    s.extensions = ".rb";
    s.keywords =
        "if elsif else unless for in while until case when break next redo retry return def class "
        "module lambda proc yield self super nil true false and or not begin rescue ensure raise "
        "alias undef defined? puts gets print each map times require require_relative";
    s.dropped = "( ) { } ; end do then";
    s.imports = "require require_relative";
    s.line_comments = "#";
    s.name_marks = "$@?!";
    s.interpolation = "#{";
    s.forms = single_quoted | multi_line | backtick | regex_slash | percent_words | heredoc;
    s.rules = line_statements | begin_end_blocks | end_marker;
    return s;
}

Syntax perl_syntax() {
    Syntax s;
    s.name = "perl";
    s.languages = "perl";
    s.extensions = ".pl .pm";
    s.keywords =
        "if elsif else unless for foreach while until do last next redo return sub my our local "
        "package use no print printf push pop shift unshift splice join split map grep sort keys "
        "values each exists delete defined undef scalar and or not xor eq ne lt gt le ge cmp x "
        "chomp die eval ref bless wantarray say";
    s.dropped = "( ) { } ;";
    s.imports = "use no";
    s.line_comments = "#";
    s.name_marks = "$@";
    s.forms = single_quoted | multi_line | backtick | regex_slash | perl_quotes | heredoc;
    s.rules = pod_blocks | end_marker | imports_at_top;
    return s;
}

Syntax lua_syntax() {
    Syntax s;
    s.name = "lua";
    s.languages = "lua";
    s.extensions = ".lua";
    s.keywords =
        "if elseif else for in while repeat until break return function nil true false and or not "
        "goto self print pairs ipairs io string table math";
    s.dropped = "( ) { } ; end do then local";
    s.line_comments = "--";
    s.forms = single_quoted | long_bracket;
    s.rules = line_statements;
    return s;
}

Syntax pascal_syntax() {
    Syntax s;
    s.name = "pascal";
    s.languages = "pascal";
    s.extensions = ".pas .pp .dpr .lpr";
    s.keywords =
        "if else for to downto while repeat until case of goto with procedure function var const "
        "type record array set file nil and or not xor div mod shl shr in is as class object "
        "constructor destructor inherited try except finally raise exit break continue label "
        "string true false read readln write writeln";
    s.types =
        "integer longint int64 shortint smallint byte word longword dword qword cardinal real "
        "single double extended currency boolean char ansichar ansistring";
    s.dropped = "( ) ; begin end then do forward inline public private protected";
    s.imports = "uses program unit";
    s.line_comments = "//";
    s.block_comments = {{"{", "}", true}, {"(*", "*)", true}};
    s.forms = single_quoted | doubled_quote;
    s.rules = fold_case;
    return s;
}

Syntax haskell_syntax() {
    Syntax s;
    s.name = "haskell";
    s.languages = "haskell";
    s.extensions = ".hs .lhs";
    s.keywords =
        "if then else case of let in where do data type newtype class instance deriving module "
        "import infix infixl infixr forall return map filter foldl foldr foldl' Just Nothing "
        "Maybe Either Left Right IO String True False otherwise not mapM_ forM_ show read";
    s.types = "Int Integer Word Double Float Bool Char Int64";
    s.dropped = "( ) { } ; qualified hiding";
    s.imports = "import module";
    s.line_comments = "--";
    s.block_comments = {{"{-", "-}", true}};
    s.forms = char_or_prime;
    s.rules = line_statements | dash_needs_gap | prime_in_names;
    return s;
}

/// Any other text: every word stands for itself, for there are no keywords to go by.
Syntax plain_syntax() {
    Syntax s;
    s.name = "plain";
    s.line_comments = "//";
    s.block_comments = {{"/*", "*/"}};
    s.dropped = "( ) { } ;";
    s.rules = words_differ;
    return s;
}

}  // namespace

std::vector<Syntax> script_syntaxes() {
    return {python_syntax(), ruby_syntax(),    perl_syntax(), lua_syntax(),
            pascal_syntax(), haskell_syntax(), plain_syntax()};
}

}  // namespace arena::similarity
