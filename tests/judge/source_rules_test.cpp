// File rules: names, the entry file, the class that a JVM starts, and includes.
#include "judge/source_rules.hpp"

#include "judge/entry_class.hpp"
#include "tests/support/catch.hpp"

using namespace arena;

namespace {

const Language& language(const std::string& id) {
    return **LanguageTable::built_in().by_name(id);
}

SourcePlan plan(const std::string& id, const std::vector<SourceFile>& files) {
    auto planned = plan_sources(language(id), files, 64 * kib);
    REQUIRE_OK(planned);
    return *planned;
}

std::string refusal(const std::string& id, const std::vector<SourceFile>& files) {
    const auto planned = plan_sources(language(id), files, 64 * kib);
    return planned ? "accepted" : planned.error().message;
}

}  // namespace

TEST_CASE("source rules: a single file gets the language's name, whatever it was called",
          "[sources]") {
    for (const std::string name : {"x.cpp", "-o.cpp", "../../etc/passwd", "a b", ""}) {
        const SourcePlan planned = plan("cpp20", {{name, "int main(){}"}});
        CHECK(planned.main == "main.cpp");
        CHECK(planned.sources == std::vector<std::string>{"main.cpp"});
        CHECK(planned.files[0].name == "main.cpp");
    }
}

TEST_CASE("source rules: several files keep their names; the entry comes first", "[sources]") {
    const SourcePlan planned = plan(
        "cpp20", {{"z.h", ""}, {"sub/b.cc", ""}, {"main.cpp", ""}, {"a.cpp", ""}, {"d.txt", ""}});
    CHECK(planned.sources == std::vector<std::string>{"main.cpp", "a.cpp", "sub/b.cc"});
    CHECK(planned.files.size() == 5);
    CHECK(plan("python3", {{"b.py", ""}, {"a.py", ""}}).main == "a.py");
    CHECK(plan("python3", {{"b.py", ""}, {"a.py", ""}, {"__main__.py", ""}}).main == "__main__.py");
    CHECK(plan("python3", {{"a.py", ""}, {"Main.py", ""}}).main == "Main.py");
}

TEST_CASE("source rules: a package may say where a program starts", "[sources]") {
    const auto planned = [](const std::string& id, const std::vector<SourceFile>& files,
                            const std::string& entry) {
        return plan_sources(language(id), files, 64 * kib, entry);
    };
    const std::vector<SourceFile> python{{"a.py", ""}, {"main.py", ""}, {"z.py", ""}};
    CHECK(planned("python3", python, "z.py")->main == "z.py");
    CHECK(planned("python3", python, "z")->main == "z.py");
    CHECK(planned("python3", python, "q.py").error().message ==
          "the entry point 'q.py' is none of the 3 sources");
    CHECK(planned("python3", {{"sol.py", ""}}, "sol.py")->main == "main.py");
    const std::vector<SourceFile> java{
        {"A.java", "public class A { public static void main(String[] a) {} }"},
        {"B.java", "package p; public class B { public static void main(String[] a) {} }"}};
    CHECK(planned("java", java, "")->class_name == "A");
    CHECK(planned("java", java, "p.B")->class_name == "p.B");
    CHECK(planned("cpp20", {{"a.cpp", ""}, {"b.cpp", ""}}, "nowhere")->main == "a.cpp");
}

TEST_CASE("source rules: names that could steer a compiler or leave the folder are refused",
          "[sources]") {
    for (const std::string name :
         {"-fplugin=x.cpp", "@args.cpp", "../x.cpp", "/x.cpp", ".x.cpp", "a/../x.cpp", "a//x.cpp",
          "a/-x.cpp", ".out/x.cpp", "a\nb.cpp", "a\\b.cpp", "\xff.cpp", "a/", ""}) {
        INFO(name);
        CHECK_THAT(refusal("cpp20", {{name, ""}, {"a.cpp", ""}}),
                   Catch::Matchers::ContainsSubstring("is not allowed"));
    }
    CHECK(refusal("cpp20", {{"a.cpp", ""}, {"a.cpp", ""}}) == "file 'a.cpp' is given twice");
    CHECK(refusal("cpp20", {{"a.cpp", ""}, {"a.cpp/b.cpp", ""}}) ==
          "'a.cpp' is both a file and a folder");
    CHECK(refusal("cpp20", {{"a.h", ""}, {"b.h", ""}}) ==
          "none of the 2 files ends in .cpp, which C++20 expects");
    CHECK(refusal("cpp20", {}) == "there is no source file");
    CHECK(refusal("cpp20", {{"a.cpp", std::string(64 * 1024, ' ')}}) == "accepted");
    CHECK(refusal("cpp20", {{"a.cpp", std::string(64 * 1024, ' ')}, {"b.cpp", " "}}) ==
          "the 2 sources (the largest is 'a.cpp') have 65537 bytes, over the source limit of "
          "65536 bytes");
}

TEST_CASE("java: the public class names the file, past comments and literals", "[sources]") {
    const std::string text =
        "/* public class No {} */ // public class Neither\n"
        "package a.b . c ;\nimport java.util.*;\n"
        "@Deprecated(since=\"public class Nor {\") final class Helper { String s = \"}\"; char c = "
        "'}'; String t = \"\"\"\n } public class Text { \"\"\"; }\n"
        "public final strictfp class Right<T> { class Inner { } interface X {}\n"
        "  public static final void main(final String... args) throws Exception {} }\n"
        "class Last { public static void main(String[] a) {} }\n";
    const JavaSource source = scan_java(text);
    CHECK(source.package == "a.b.c");
    CHECK(source.public_class == "Right");
    CHECK(source.main_class == "Right");
    CHECK(source.first_class == "Helper");
    CHECK(java_file_stem(source) == "Right");
    CHECK(java_entry_class(source) == "a.b.c.Right");
    const SourcePlan planned = plan("java", {{"solution.java", text}});
    CHECK(planned.main == "Right.java");
    CHECK(planned.class_name == "a.b.c.Right");
}

TEST_CASE("java: the class with main is started even if another is public", "[sources]") {
    const JavaSource source = scan_java(
        "public interface Shape { double area(); }\n"
        "enum Kind { A { void main() {} }, B }\n"
        "record Point(int x, int y) {}\n"
        "class Start { void run() { } static public void main(String[] a) { } }\n");
    CHECK(java_file_stem(source) == "Shape");
    CHECK(java_entry_class(source) == "Start");
}

TEST_CASE("java: without a main the public or first class is started, else Main", "[sources]") {
    CHECK(java_entry_class(scan_java("class A {} public class B extends A {}")) == "B");
    CHECK(java_entry_class(scan_java("class A {} class B {}")) == "A");
    CHECK(java_entry_class(scan_java("void main() { }")) == "Main");
    CHECK(java_entry_class(scan_java("\xEF\xBB\xBFpublic class Z\xC3\xA9 {}")) == "Z\xC3\xA9");
    CHECK(java_entry_class(scan_java("class A { void main() {} }")) == "A");
    CHECK(java_entry_class(scan_java("class A { Class<?> c = String.class; int b; } class B { "
                                     "public static void main(String[] x) {} }")) == "B");
    CHECK(java_file_stem(scan_java("\"unclosed")) == "Main");
    CHECK(java_file_stem(scan_java("/* unclosed public class A {")) == "Main");
}

TEST_CASE("java: of several files the one with main is the entry", "[sources]") {
    const SourcePlan planned = plan(
        "java", {{"A.java", "public class A {}"},
                 {"B.java", "package p; public class B { public static void main(String[] a){} }"},
                 {"data.txt", "class C { static void main() {} }"}});
    CHECK(planned.class_name == "p.B");
    CHECK(planned.main == "B.java");
    CHECK(planned.sources == std::vector<std::string>{"A.java", "B.java"});
}

TEST_CASE("kotlin: the file names the class unless told otherwise", "[sources]") {
    CHECK(plan("kotlin", {{"any.kt", "fun main() {}"}}).class_name == "MainKt");
    CHECK(scan_kotlin("package a.b\nimport java.util.*\nfun main() {}", "my-prog").entry_class ==
          "a.b.My_progKt");
    CHECK(scan_kotlin("@file:JvmName(\"Start\")\nfun main() {}", "main").entry_class == "Start");
    CHECK(scan_kotlin("// fun main\nfun main(args: Array<String>) {}", "main").has_main);
    CHECK(!scan_kotlin("/* fun main() */ fun other() {}", "main").has_main);
}

TEST_CASE("source rules: includes are seen in either form, and nothing else", "[sources]") {
    CHECK(includes_header("#include <bits/stdc++.h>\n", "bits/stdc++.h"));
    CHECK(includes_header("int x;\n \t# \tinclude\"bits/stdc++.h\"", "bits/stdc++.h"));
    CHECK(!includes_header("// bits/stdc++.h\n#include <vector>\n", "bits/stdc++.h"));
    CHECK(!includes_header("#include <my/bits/stdc++.h>\n", "bits/stdc++.h"));
    CHECK(!includes_header("", "bits/stdc++.h"));
}

TEST_CASE("source rules: what counts as a safe relative name", "[sources]") {
    for (const char* good : {"a", "a/b.c", "..a", "a b", "Main$1.class", "\xC3\xA9"}) {
        CHECK(is_safe_relative_name(good));
    }
    for (const char* bad :
         {"", "/a", "a/", "a//b", ".", "..", "a/..", "../a", "a\nb", "a\x7f", "\xC0\xAF"}) {
        CHECK(!is_safe_relative_name(bad));
    }
}
