// read_package as a whole: paths, programs, and the search upwards.
#include "tests/support/catch.hpp"
#include "tests/support/package_sketch.hpp"

using namespace arena::problem;
using arena::ErrorCode;
using arena::testing::has_note;
using arena::testing::PackageSketch;
using arena::testing::TemporaryFolder;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string newest = "problem_format_version: 2025-09\nname: X\nuuid: u\n";

Package read(const PackageSketch& sketch) {
    auto package = sketch.read();
    REQUIRE_OK(package);
    return std::move(*package);
}

std::vector<std::string> names_below(const Program& program) {
    std::vector<std::string> out;
    for (const std::string& file : program.files) out.push_back(file.substr(program.path.size()));
    return out;
}

}  // namespace

TEST_CASE("read package: a path that is no folder gets one clear line", "[core]") {
    const TemporaryFolder folder;
    const auto missing = read_package(folder.path("nowhere"));
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().code == ErrorCode::not_found);
    CHECK_FALSE(read_package("").has_value());
    const auto file = read_package(folder.write("x.cpp", ""));
    CHECK_THAT(file.error().message, ContainsSubstring("is a file, not a problem folder"));
    CHECK_THAT(read_package(folder.write("x.zip", "")).error().message,
               ContainsSubstring("unpack it first"));
    CHECK_FALSE(read_package(std::string("a\0b", 3)).has_value());
    CHECK_FALSE(read_package(std::string(5000, 'x')).has_value());
}

TEST_CASE("read package: the folder's name is the short name", "[core]") {
    const TemporaryFolder folder;
    folder.write("hello/problem.yaml", "name: x\n");
    folder.write("hello/data/secret/1.in", "");
    folder.write("hello/data/secret/1.ans", "");
    const auto package = read_package(folder.path("hello/"));
    REQUIRE_OK(package);
    CHECK(package->short_name == "hello");
    CHECK(package->cases[0].input_path == package->path + "/data/secret/1.in");
}

TEST_CASE("read package: one output validator, in any of the three layouts", "[core]") {
    PackageSketch own(newest);
    own.write("output_validator/validate.cc", "").write("output_validator/validate.h", "");
    const Package first = read(own);
    CHECK(first.validator == ValidatorKind::custom);
    CHECK(first.output_validator->name == "output_validator");
    CHECK(names_below(*first.output_validator) ==
          std::vector<std::string>{"/validate.cc", "/validate.h"});

    PackageSketch nested("validation: custom\n");
    nested.write("output_validators/check/build", "").write("output_validators/check/x.c", "");
    CHECK(read(nested).output_validator->name == "check");

    PackageSketch flat("validation: custom\n");
    flat.write("output_validators/check.cpp", "").write("output_validators/validate.h", "");
    CHECK(read(flat).output_validator->name == "output_validators");
    CHECK(read(flat).output_validator->files.size() == 2);

    PackageSketch single("validation: custom\n");
    single.write("output_validator/check.py", "").write("output_validator/README.md", "");
    CHECK(read(single).output_validator->name == "check.py");
}

TEST_CASE("read package: two output validators are refused", "[core]") {
    PackageSketch two("validation: custom\n");
    two.write("output_validators/a.py", "").write("output_validators/b.py", "");
    CHECK_THAT(two.refusal(), ContainsSubstring("output_validators holds 2 programs (a.py, b.py)"));
    PackageSketch both("validation: custom\n");
    both.write("output_validators/a.py", "").write("output_validator/b.py", "");
    CHECK_THAT(both.refusal(), ContainsSubstring("both output_validator and output_validators"));
}

TEST_CASE("read package: legacy uses its validator only when it says so", "[core]") {
    PackageSketch sketch("validation: default\n");
    sketch.write("output_validators/a.py", "");
    const Package package = read(sketch);
    CHECK(package.validator == ValidatorKind::default_compare);
    CHECK_FALSE(package.output_validator.has_value());
    CHECK(has_note(package, "the output validator is not used"));
}

TEST_CASE("read package: links inside a program keep their names", "[core]") {
    PackageSketch sketch(newest);
    sketch.write("include/shared.h", "").write("output_validator/v/v.cc", "");
    sketch.link("../../include/shared.h", "output_validator/v/validate.h");
    CHECK(names_below(*read(sketch).output_validator) ==
          std::vector<std::string>{"/v.cc", "/validate.h"});
    sketch.link("/etc/hostname", "output_validator/v/host.h");
    CHECK_THAT(sketch.refusal(), ContainsSubstring("host.h is a link out of the package"));
}

TEST_CASE("read package: included files and input validators are found", "[core]") {
    PackageSketch sketch(newest + "languages: [python3, cpp]\nallow_file_writing: true\n");
    sketch.write("include/default/data.txt", "").write("include/python3/a/b.py", "");
    sketch.write("input_validators/v.ctd", "").write("input_validators/prog/v.py", "");
    const Package package = read(sketch);
    CHECK(package.include_files.at("default").size() == 1);
    CHECK(package.include_files.at("python3")[0] == package.path + "/include/python3/a/b.py");
    CHECK(package.input_validators.size() == 2);
    CHECK(package.languages == std::vector<std::string>{"python3", "cpp"});
    CHECK(package.allow_file_writing);
}

TEST_CASE("read package: 2025-09 has no case beside a folder, and no two of one name", "[core]") {
    const Package mixed = read(PackageSketch(newest, {"secret/1", "secret/g/1"}));
    REQUIRE(mixed.notes.size() == 1);
    CHECK_THAT(mixed.notes[0], ContainsSubstring("both test cases and a folder of them (g)"));
    CHECK_THAT(PackageSketch(newest, {"secret/g", "secret/g/1"}).refusal(),
               ContainsSubstring("data/secret/g is both a test case and a folder"));
    CHECK(read(PackageSketch(newest, {"secret/a/1", "secret/b/1"})).notes.empty());
}

TEST_CASE("read package: a folder without a problem.yaml that could be a package", "[core]") {
    const TemporaryFolder folder;
    folder.write("submissions/accepted/a.py", "");
    const auto package = read_package(folder.path());
    REQUIRE_FALSE(package.has_value());
    CHECK(package.error().code == ErrorCode::invalid_package);
    CHECK_THAT(package.error().message, ContainsSubstring("problem.yaml is missing"));
    std::filesystem::create_symlink("/etc/hostname", folder.path("problem.yaml"));
    CHECK_THAT(read_package(folder.path()).error().message,
               ContainsSubstring("problem.yaml is a link out of the package"));
}

TEST_CASE("read package: the package above a solution is found", "[core]") {
    PackageSketch sketch("name: x\n");
    sketch.write("submissions/accepted/deep/a.py", "").write("submissions/data/x", "");
    sketch.write("submissions/accepted/problem.yaml", "");
    const std::string root = std::filesystem::canonical(sketch.path()).string();
    CHECK(find_package_above(sketch.path("submissions/accepted/deep/a.py")) == root);
    CHECK(find_package_above(sketch.path("submissions/accepted/deep")) == root);
    CHECK(find_package_above(sketch.path("submissions/accepted/deep/")) == root);
    CHECK(find_package_above(sketch.path()) == root);
    CHECK(find_package_above(sketch.path("submissions/accepted/not-yet.py")) == root);
    CHECK_FALSE(find_package_above(sketch.path("no/such/folder/x.py")).has_value());
    CHECK_FALSE(find_package_above("").has_value());
    CHECK_FALSE(find_package_above("/").has_value());
    const TemporaryFolder bare;
    CHECK_FALSE(find_package_above(bare.path()).has_value());
}

TEST_CASE("read package: a folder of packages is none, unless it has tests of its own", "[core]") {
    const TemporaryFolder folder;
    for (const char* name : {"b", "a"}) {
        folder.write(std::string(name) + "/problem.yaml", "name: X\n");
        folder.write(std::string(name) + "/data/secret/1.in", "1\n");
        folder.write(std::string(name) + "/data/secret/1.ans", "1\n");
    }
    CHECK(packages_below(folder.path()) ==
          std::vector<std::string>{folder.path() + "/a", folder.path() + "/b"});
    CHECK(packages_below(folder.path("a")).empty());
    CHECK(packages_below(folder.path("nowhere")).empty());
    const auto refused = read_package(folder.path());
    REQUIRE_FALSE(refused.has_value());
    CHECK_THAT(refused.error().message, ContainsSubstring("holds packages (a, b) and is none"));
    folder.write("1.in", "1\n");
    folder.write("1.out", "1\n");
    CHECK(packages_below(folder.path()).empty());
    CHECK(read_package(folder.path()).has_value());
}
