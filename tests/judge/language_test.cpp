// The language table: what is built in, how names and files find a language, and what a bad
// language file is told.
#include "judge/language.hpp"

#include <filesystem>
#include <fstream>
#include <set>

#include "judge/language_reader.hpp"
#include "judge/placeholders.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"

using namespace arena;

namespace {

std::string id_of(const Result<const Language*>& found) {
    return found ? (*found)->id : "error: " + found.error().message;
}

std::string refusal(const std::string& text) {
    const auto read = LanguageReader::read({"x.json", text});
    return read ? "accepted" : read.error().message;
}

std::filesystem::path scratch(const std::string& name) {
    const auto folder = std::filesystem::temp_directory_path() /
                        ("arena-language-test-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder);
    return folder / name;
}

const std::string minimal =
    "{\n \"id\": \"x\",\n \"name\": \"X\",\n \"extensions\": [\".x\"],\n"
    " \"run\": [\"x\"],\n \"source_name\": \"main.x\"";

}  // namespace

TEST_CASE("languages: the built-in table has every language of the house, each id once",
          "[language]") {
    std::set<std::string> ids;
    for (const Language& language : LanguageTable::built_in().all()) {
        INFO(language.id);
        CHECK(ids.insert(language.id).second);
        CHECK(!language.packages.empty());
        CHECK(!language.version.empty());
        CHECK(language.time_factor >= 1);
    }
    for (const char* id :
         {"c", "cpp17", "cpp20", "cpp23", "python3", "pypy3", "java", "javascript", "typescript",
          "go", "rust", "kotlin", "ruby", "php", "csharp", "haskell", "pascal", "perl", "lua"}) {
        INFO(id);
        CHECK(ids.contains(id));
    }
}

TEST_CASE("languages: no alias names two languages", "[language]") {
    std::set<std::string> names;
    for (const Language& language : LanguageTable::built_in().all()) {
        std::set<std::string> own{language.id};
        own.insert(language.aliases.begin(), language.aliases.end());
        for (const std::string& name : own) {
            INFO(name);
            CHECK(names.insert(name).second);
        }
    }
}

TEST_CASE("languages: a prepared header is made with the flags of the compile", "[language]") {
    for (const char* id : {"cpp17", "cpp20", "cpp23"}) {
        const Language& language = **LanguageTable::built_in().by_name(id);
        REQUIRE(language.prepared.has_value());
        const auto& made = language.prepared->compile;
        for (std::size_t i = 0; i < 5; ++i) CHECK(language.compile[i] == made[i]);
    }
}

TEST_CASE("languages: by_name takes id, alias and name in any case", "[language]") {
    const LanguageTable& table = LanguageTable::built_in();
    CHECK(id_of(table.by_name("cpp20")) == "cpp20");
    CHECK(id_of(table.by_name("C++")) == "cpp20");
    CHECK(id_of(table.by_name("c++17")) == "cpp17");
    CHECK(id_of(table.by_name("Python 3")) == "python3");
    CHECK(id_of(table.by_name("cpp.g++17")) == "cpp17");
    CHECK(id_of(table.by_name("python.pypy3-64")) == "pypy3");
    CHECK(id_of(table.by_name("NODE")) == "javascript");
}

TEST_CASE("languages: an unknown name is told its neighbours", "[language]") {
    const auto near = LanguageTable::built_in().by_name("pyhton3");
    REQUIRE(!near);
    CHECK(near.error().code == ErrorCode::not_found);
    CHECK(near.error().message == "unknown language 'pyhton3' (nearest: python3)");
    const auto far = LanguageTable::built_in().by_name("brainfuck");
    REQUIRE(!far);
    CHECK_THAT(far.error().message, Catch::Matchers::ContainsSubstring("(known: c, cpp17, "));
}

TEST_CASE("languages: for_file goes by extension", "[language]") {
    const LanguageTable& table = LanguageTable::built_in();
    CHECK(id_of(table.for_file("a/b.c/sol.cc")) == "cpp20");
    CHECK(id_of(table.for_file("sol.cpp")) == "cpp20");
    CHECK(id_of(table.for_file("sol.cxx")) == "cpp20");
    CHECK(id_of(table.for_file("sol.C")) == "cpp20");
    CHECK(id_of(table.for_file("sol.c")) == "c");
    CHECK(id_of(table.for_file("Main.java")) == "java");
    CHECK(id_of(table.for_file("SOL.PAS")) == "pascal");
    CHECK(id_of(table.for_file("sol.kt")) == "kotlin");
    CHECK(id_of(table.for_file("Makefile")) ==
          "error: no language claims 'Makefile' (name one with --language)");
    CHECK(id_of(table.for_file(".py")) ==
          "error: no language claims '.py' (name one with "
          "--language)");
}

TEST_CASE("languages: the first line of a .py file is heeded", "[language]") {
    const LanguageTable& table = LanguageTable::built_in();
    const auto path = scratch("sol.py");
    std::ofstream(path) << "#!/usr/bin/env pypy3\nprint(1)\n";
    CHECK(id_of(table.for_file(path.string())) == "pypy3");
    std::ofstream(path) << "#!/usr/bin/python2\nprint 1\n";
    CHECK_THAT(id_of(table.for_file(path.string())),
               Catch::Matchers::ContainsSubstring("asks for Python 2"));
    std::ofstream(path) << "# pypy and python2 are only spoken of\n";
    CHECK(id_of(table.for_file(path.string())) == "python3");
    std::filesystem::remove_all(path.parent_path());
}

TEST_CASE("language files: every refusal names the file, the line and the mend", "[language]") {
    CHECK(refusal(minimal + "\n}") == "accepted");
    CHECK_THAT(refusal("{\n \"id\": \"x\",\n oops\n}"),
               Catch::Matchers::ContainsSubstring("x.json line 3, column 2"));
    CHECK(refusal("[1]") == "x.json line 1: not an object");
    CHECK(refusal(minimal + ",\n \"rnu_env\": []\n}") ==
          "x.json line 7: unknown key 'rnu_env' (did you mean 'run_env'?)");
    CHECK(refusal(minimal + ",\n \"aliases\": \"y\"\n}") ==
          "x.json line 7: 'aliases' must be a list of strings");
    CHECK(refusal(minimal + ",\n \"time_factor\": -1\n}") ==
          "x.json line 7: 'time_factor' is out of range");
    CHECK(refusal(minimal + ",\n \"run\": [\"y\"]\n}") ==
          "x.json line 5: key 'run' is given twice");
    CHECK(refusal(minimal + ",\n \"compile\": [\"bash\", \"-c\", \"x\"], \"artifact\": \"a\"\n}") ==
          "x.json line 7: 'compile' starts a shell ('bash'); name the program itself");
    CHECK(refusal(minimal + ",\n \"compile\": [\"xc\", \"{source}\"], \"artifact\": \"a\"\n}") ==
          "x.json line 7: 'compile' has an unknown placeholder '{source}'");
    CHECK(refusal(minimal + ",\n \"compile\": [\"xc\", \"-o{sources}\"], \"artifact\": \"a\"\n}") ==
          "x.json line 7: 'compile' has '{sources}' inside a longer word");
    CHECK(refusal(minimal + ",\n \"compile\": [\"xc\"]\n}") ==
          "x.json line 1: 'artifact' is missing");
    CHECK(refusal(minimal + ",\n \"run_env\": [\"X\"]\n}") ==
          "x.json line 7: 'run_env' has an entry that is not NAME=value: 'X'");
    CHECK(refusal("{\"id\": \"x\"}") == "x.json line 1: 'name' is missing");
    CHECK(refusal(minimal + ",\n \"prepared\": {\"compile\": [\"x\"], \"result\": \"r\",\n"
                            " \"into\": \"home\"}\n}") ==
          "x.json line 8: 'into' must be 'box' or 'work'");
}

TEST_CASE("language files: a folder adds languages and replaces known ones", "[language]") {
    const auto folder = scratch("more");
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "x.json") << minimal << "}";
    std::ofstream(folder / "c.json")
        << R"({"id":"c","name":"My C","extensions":[".c"],"run":["tcc"],"source_name":"a.c"})";
    const auto table = LanguageTable::with_directory(folder.string());
    REQUIRE_OK(table);
    CHECK(id_of(table->by_name("x")) == "x");
    CHECK((*table->by_name("c"))->name == "My C");
    CHECK(table->all().size() == LanguageTable::built_in().all().size() + 1);
    std::ofstream(folder / "x.json") << "{";
    const auto broken = LanguageTable::with_directory(folder.string());
    REQUIRE(!broken);
    CHECK_THAT(broken.error().message, Catch::Matchers::ContainsSubstring("x.json line 1"));
    CHECK(LanguageTable::with_directory("/nonexistent").error().code == ErrorCode::not_found);
    std::filesystem::remove_all(folder.parent_path());
}

TEST_CASE("language files: the manual's example is one", "[language]") {
    std::ifstream page(arena::testing::source_path("man/arena-languages.5"));
    std::string line;
    std::string text;
    while (std::getline(page, line) && line != ".Bd -literal") {
    }
    while (std::getline(page, line) && line != ".Ed") text += line + '\n';
    CHECK(refusal(text) == "accepted");
    CHECK_THAT(text, Catch::Matchers::ContainsSubstring("tcc"));
}

TEST_CASE("placeholders: a value is never filled again, unknown names stay", "[language]") {
    const PlaceholderValues values{{"exe", "{box}"}, {"main", "a b"}};
    CHECK(fill_placeholders("-o{exe}/{main}", values) == "-o{box}/a b");
    CHECK(fill_placeholders("{work} {exe", values) == "{work} {exe");
    CHECK(fill_placeholders("{}{Exe}{{exe}}", values) == "{}{Exe}{{box}}");
    CHECK(placeholders_in("{a}{b_c}{D}{") == std::vector<std::string>{"a", "b_c"});
}

TEST_CASE("probe: a program outside the sandbox's PATH does not count", "[language]") {
    Language language;
    language.run = {"arena-no-such-program"};
    CHECK(!locate(language).available);
    CHECK(locate(language).missing == "arena-no-such-program");
    const auto path = scratch("tool");
    std::ofstream(path) << "#!/bin/true\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    language.run = {path.string()};
    CHECK(!locate(language).available);
    std::filesystem::remove_all(path.parent_path());
}

TEST_CASE("probe: version and identity of a program that every host has", "[language]") {
    Language language;
    language.id = "perl-like";
    language.run = {"ls"};
    language.version = {"ls", "--version"};
    const LanguageProbe found = probe(language);
    REQUIRE(found.available);
    CHECK_THAT(found.version, Catch::Matchers::ContainsSubstring("ls"));
    CHECK_THAT(found.identity, Catch::Matchers::ContainsSubstring(found.runtime_path));
    CHECK(found.identity == locate(language).identity);

    language.version_least = "99999.1";
    CHECK(locate(language).missing == "ls 99999.1 or newer");
    language.version_least = "0.1";
    CHECK(locate(language).available);
}
