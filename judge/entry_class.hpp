// The class that a JVM is told to start, found in Java and Kotlin source.
//
// A scanner, not a parser: it knows comments, literals, braces and the few words that matter, so a
// "public class" inside a string or comment does not mislead it. What it cannot know (a main that
// is inherited, say) it leaves to javac and the JVM. Rules: JLS 7.6 (file names), JLS 12.1 (main).
#pragma once

#include <string>
#include <string_view>

namespace arena {

struct JavaSource {
    std::string package;       ///< "a.b", empty for none
    std::string public_class;  ///< the top-level type that the file must be named after, or empty
    std::string main_class;    ///< the first top-level type with a main method, or empty
    std::string first_class;   ///< the first top-level type, or empty
};

JavaSource scan_java(std::string_view text);

/// The file name that javac accepts, without ".java".
std::string java_file_stem(const JavaSource& source);

/// The class to start, with its package: "a.b.Main".
std::string java_entry_class(const JavaSource& source);

/// Kotlin compiles the functions of "main.kt" into class MainKt, unless @file:JvmName says another.
struct KotlinSource {
    std::string entry_class;  ///< with its package
    bool has_main = false;    ///< there is a "fun main"
};
KotlinSource scan_kotlin(std::string_view text, std::string_view file_stem);

}  // namespace arena
