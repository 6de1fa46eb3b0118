// The man pages and the table of commands name the same flags: neither may know one that the other
// does not. (tests/cli/cases/man_lint.sh asks mandoc about their markup.)
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "cli/command_table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"

using namespace arena::cli;

namespace {

/// The flags of `.It Fl -tests Ar GLOB` and `.It Fl p , Fl -problem Ar FOLDER`: "--tests", "-p",
/// ...
std::set<std::string> flags_of_page(const std::string& name) {
    std::ifstream file(arena::testing::source_path("man/" + name + ".1"));
    CAPTURE(name);
    REQUIRE(file.good());
    std::set<std::string> flags;
    for (std::string line; std::getline(file, line);) {
        if (line.rfind(".It Fl ", 0) != 0) continue;
        std::istringstream words(line.substr(4));
        for (std::string word; words >> word;) {
            if (word == "Fl" && words >> word) flags.insert("-" + word);
        }
    }
    return flags;
}

void add(std::set<std::string>& into, const std::vector<Flag>& flags) {
    for (const Flag& flag : flags) {
        into.insert(std::string(flag.name));
        if (flag.letter != 0) into.insert(std::string("-") + flag.letter);
    }
}

}  // namespace

TEST_CASE("man: every page documents exactly the flags that exist", "[cli]") {
    std::set<std::string> top;
    add(top, common_flags());
    CHECK(flags_of_page("arena") == top);
    for (const CommandSpec* spec : children_of("")) {
        CAPTURE(spec->name);
        std::set<std::string> known;
        add(known, spec->flags);
        for (const CommandSpec* child : children_of(spec->name)) add(known, child->flags);
        add(known, common_flags());
        CHECK(flags_of_page("arena-" + std::string(spec->name)) == known);
    }
}

TEST_CASE("man: arena(1) lists every command", "[cli]") {
    std::ifstream file(arena::testing::source_path("man/arena.1"));
    std::set<std::string> listed;
    for (std::string line; std::getline(file, line);) {
        if (line.rfind(".It Cm ", 0) == 0) listed.insert(line.substr(7));
    }
    std::set<std::string> known;
    for (const CommandSpec* spec : children_of("")) known.insert(std::string(spec->name));
    CHECK(listed == known);
}
