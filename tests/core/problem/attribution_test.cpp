// Who made a package: what of problem.yaml an import keeps.
#include "core/problem/attribution.hpp"

#include "core/problem/write_kattis.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/foreign_sketch.hpp"

using namespace arena::problem;
using arena::testing::ForeignSketch;
using Words = std::vector<std::string>;

namespace {

Blueprint read(const std::string& yaml) {
    ForeignSketch sketch;
    sketch.write("problem.yaml", yaml);
    for (const char* name : {"data/sample/1", "data/secret/1"}) {
        sketch.write(std::string(name) + ".in").write(std::string(name) + ".ans");
    }
    auto blueprint = sketch.read();
    REQUIRE_OK(blueprint);
    return *std::move(blueprint);
}

}  // namespace

TEST_CASE("attribution: authors, source and licence of the legacy format", "[core][import]") {
    const Blueprint out = read(
        "name: P\nauthor: Ada L, Bob and Cy D\nsource: Cup 2021\nsource_url: https://cup.example\n"
        "license: cc by-sa\nrights_owner: Ada L\n");
    CHECK(out.credits == Words{"Ada L", "Bob", "Cy D"});
    CHECK(out.source == "Cup 2021");
    CHECK(out.source_url == "https://cup.example");
    CHECK(out.licence == "cc by-sa");
    CHECK(out.rights_owner == "Ada L");
    CHECK(manifest_text(out).find("authors: [") != std::string::npos);
    CHECK(manifest_text(out).find("  url: ") != std::string::npos);
}

TEST_CASE("attribution: credits as a name and as roles", "[core][import]") {
    const std::string head = "problem_format_version: 2023-07-draft\nname: P\nuuid: u\n";
    CHECK(read(head + "credits: Ada L\n").credits == Words{"Ada L"});
    const Blueprint roles =
        read(head + "credits:\n  authors: [Ada L, {name: Bob}]\n  testers: [Cy]\n");
    CHECK(roles.credits == Words{"Ada L", "Bob"});
    REQUIRE(roles.ignored.size() == 1);
    CHECK(roles.ignored[0].what == "credits");
}

TEST_CASE("attribution: of several sources the first, and it is told", "[core][import]") {
    const std::string head = "problem_format_version: 2025-09\nname: P\nuuid: u\n";
    const Blueprint out =
        read(head + "source:\n  - {name: Cup 2021, url: https://cup.example}\n  - Cup 2022\n");
    CHECK(out.source == "Cup 2021");
    CHECK(out.source_url == "https://cup.example");
    REQUIRE(out.ignored.size() == 1);
    CHECK(out.ignored[0].what == "source");
}
