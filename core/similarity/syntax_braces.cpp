// The syntaxes of languages with braces: C and C++, Java, C#, JavaScript, Go, Rust, Kotlin, PHP.
//
// The keywords are those of the languages' standards and references; `String` and `Scanner` of
// Java stand with them because the public labelled streams, on which the settings were fixed, keep
// them.
#include "core/similarity/syntax.hpp"

namespace arena::similarity {
namespace {

Syntax c_syntax() {
    Syntax s;
    s.name = "c";
    s.languages = "c cpp17 cpp20 cpp23";
    s.extensions = ".c .h .cc .cp .cpp .cxx .c++ .hpp .hh .hxx";
    s.keywords =
        "if else for while do switch case default break continue return goto sizeof struct class "
        "union enum typedef using namespace template typename new delete this operator try catch "
        "throw nullptr NULL true false and or not xor decltype static_assert requires concept "
        "co_await co_return co_yield dynamic_cast static_cast reinterpret_cast const_cast "
        "asm friend alignas alignof typeid #define";
    s.types =
        "int long short char float double bool unsigned signed auto _Bool wchar_t size_t int8_t "
        "int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t __int64 __int128 char8_t "
        "char16_t char32_t";
    s.dropped =
        "{ } ( ) ; const constexpr consteval constinit static inline public private protected "
        "extern register volatile virtual override final explicit mutable noexcept restrict "
        "thread_local";
    s.imports = "using+namespace";
    s.line_comments = "//";
    s.block_comments = {{"/*", "*/"}};
    s.string_prefixes = "L u U u8 R LR uR UR u8R";
    s.library_prefix = "std::";
    s.forms = single_quoted | raw_paren;
    s.rules = directives | keep_define | digit_primes;
    return s;
}

Syntax java_syntax() {
    Syntax s;
    s.name = "java";
    s.languages = "java";
    s.extensions = ".java";
    s.keywords =
        "if else for while do switch case default break continue return new class interface enum "
        "extends implements throws throw try catch finally this super instanceof void null true "
        "false assert import package native strictfp record yield String Scanner";
    s.types = "int long double float short byte char boolean var";
    s.dropped =
        "{ } ( ) ; public private protected final static abstract synchronized "
        "transient volatile";
    s.imports = "import package";
    s.line_comments = "//";
    s.block_comments = {{"/*", "*/"}};
    s.name_marks = "$";
    s.forms = single_quoted | triple_quoted;
    return s;
}

Syntax csharp_syntax() {
    Syntax s;
    s.name = "csharp";
    s.languages = "csharp";
    s.extensions = ".cs";
    s.keywords =
        "if else for foreach in while do switch case default break continue return goto new class "
        "struct interface enum namespace using void null true false this base is as throw try "
        "catch finally lock ref out params delegate event operator get set yield await when where "
        "checked unchecked typeof sizeof stackalloc fixed record with string object";
    s.types =
        "int long double float short byte char bool decimal uint ulong ushort sbyte var nint nuint "
        "dynamic";
    s.dropped =
        "{ } ( ) ; public private protected internal static readonly const sealed "
        "abstract virtual override partial async unsafe extern volatile";
    s.imports = "using";
    s.line_comments = "//";
    s.block_comments = {{"/*", "*/"}};
    s.forms = single_quoted | triple_quoted | verbatim_at;
    s.rules = directives | imports_at_top | paren_no_import;
    return s;
}

Syntax javascript_syntax() {
    Syntax s;
    s.name = "javascript";
    s.languages = "javascript typescript typescript-node";
    s.extensions = ".js .mjs .cjs .jsx .ts .mts .cts .tsx";
    s.keywords =
        "if else for while do switch case default break continue return function class extends "
        "new this super typeof instanceof in of delete void null undefined true false throw try "
        "catch finally yield await async get set import interface type enum implements namespace "
        "declare as is keyof infer debugger with";
    s.types = "let const var number string boolean bigint any unknown never";
    s.dropped = "{ } ( ) ; export public private protected readonly static abstract";
    s.imports = "import";
    s.line_comments = "//";
    s.block_comments = {{"/*", "*/"}};
    s.name_marks = "$#";
    s.interpolation = "${";
    s.forms = single_quoted | backtick | regex_slash;
    s.rules = line_statements | imports_at_top | paren_no_import;
    return s;
}

Syntax go_syntax() {
    Syntax s;
    s.name = "go";
    s.languages = "go";
    s.extensions = ".go";
    s.keywords =
        "if else for range switch case default break continue return func type struct interface "
        "map chan select go defer fallthrough goto nil true false iota append len cap make new "
        "copy delete panic string error";
    s.types =
        "var int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr byte rune float32 "
        "float64 bool any";
    s.dropped = "{ } ( ) ; const";
    s.imports = "import package";
    s.line_comments = "//";
    s.block_comments = {{"/*", "*/"}};
    s.forms = single_quoted | backtick;
    s.rules = line_statements | imports_at_top;
    return s;
}

Syntax rust_syntax() {
    Syntax s;
    s.name = "rust";
    s.languages = "rust";
    s.extensions = ".rs";
    s.keywords =
        "if else for in while loop match break continue return fn let struct enum trait impl type "
        "mod use where as self Self super crate true false move ref async await dyn macro_rules "
        "Some None Ok Err Vec String";
    s.types =
        "i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char str const static";
    s.dropped = "{ } ( ) ; pub mut unsafe extern";
    s.imports = "use extern+crate";
    s.line_comments = "//";
    s.block_comments = {{"/*", "*/", true}};
    s.string_prefixes = "b c r br cr";
    s.forms = char_or_prime | raw_hash | multi_line;
    return s;
}

Syntax kotlin_syntax() {
    Syntax s;
    s.name = "kotlin";
    s.languages = "kotlin";
    s.extensions = ".kt .kts";
    s.keywords =
        "if else for in while do when break continue return fun class interface object companion "
        "is as this super null true false throw try catch finally typealias constructor init by "
        "where get set String List Array";
    s.types = "val var Int Long Double Float Short Byte Char Boolean UInt ULong";
    s.dropped =
        "{ } ( ) ; public private protected internal open override final abstract inline "
        "lateinit const suspend tailrec operator infix data sealed";
    s.imports = "import package";
    s.line_comments = "//";
    s.block_comments = {{"/*", "*/", true}};
    s.interpolation = "${";
    s.forms = single_quoted | triple_quoted | backtick;
    s.rules = line_statements | imports_at_top;
    return s;
}

Syntax php_syntax() {
    Syntax s;
    s.name = "php";
    s.languages = "php";
    s.extensions = ".php .php5 .php7 .phtml";
    s.keywords =
        "if else elseif for foreach while do switch case default break continue return function "
        "fn class interface trait extends implements new clone instanceof throw try catch finally "
        "echo print list array isset unset empty null true false as use namespace global yield "
        "match self parent this and or xor require require_once include include_once";
    s.types = "int float string bool mixed void";
    s.dropped =
        "{ } ( ) ; public private protected static final abstract const readonly var "
        "endif endfor endforeach endwhile endswitch";
    s.imports = "use declare";
    s.line_comments = "// #";
    s.block_comments = {{"/*", "*/"}};
    s.name_marks = "$";
    s.forms = single_quoted | multi_line | heredoc_three;
    s.rules = html_around | imports_at_top | hash_bracket_code | fold_case;
    return s;
}

}  // namespace

std::vector<Syntax> brace_syntaxes() {
    return {c_syntax(),  java_syntax(), csharp_syntax(), javascript_syntax(),
            go_syntax(), rust_syntax(), kotlin_syntax(), php_syntax()};
}

}  // namespace arena::similarity
