// Plain folders of tests, by the names that people give them.
#include "tests/support/catch.hpp"
#include "tests/support/package_sketch.hpp"

using namespace arena::problem;
using arena::ErrorCode;
using arena::testing::has_note;
using arena::testing::TemporaryFolder;
using Catch::Matchers::ContainsSubstring;

namespace {

// "name: input file -> answer file" of every case, in order.
std::vector<std::string> cases_of(const TemporaryFolder& folder) {
    const auto package = read_package(folder.path());
    REQUIRE_OK(package);
    CHECK(package->format == Format::plain);
    std::vector<std::string> out;
    for (const Case& test : package->cases) {
        out.push_back(test.name + ": " + test.input_path.substr(package->path.size() + 1) + " -> " +
                      test.answer_path.substr(package->path.size() + 1));
    }
    return out;
}

std::string refusal(std::initializer_list<const char*> files) {
    const TemporaryFolder folder;
    for (const char* file : files) folder.write(file, "1\n");
    const auto package = read_package(folder.path());
    return package ? "" : package.error().message;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("plain folder: natural order, samples first", "[core]") {
    const TemporaryFolder folder;
    for (const char* name : {"10", "2", "1", "sample2", "sample1"}) {
        folder.write(std::string(name) + ".in", "");
        folder.write(std::string(name) + ".out", "");
    }
    CHECK(cases_of(folder) == Names{"sample1: sample1.in -> sample1.out",
                                    "sample2: sample2.in -> sample2.out", "1: 1.in -> 1.out",
                                    "2: 2.in -> 2.out", "10: 10.in -> 10.out"});
    const auto package = read_package(folder.path());
    CHECK(package->cases[0].is_sample);
    CHECK_FALSE(package->cases[2].is_sample);
    REQUIRE(package->groups.size() == 1);
    CHECK(package->groups[0].cases.size() == 5);
    CHECK(package->validator == ValidatorKind::default_compare);
}

TEST_CASE("plain folder: the spellings of answers and of inputs", "[core]") {
    const TemporaryFolder folder;
    for (const char* name :
         {"a.in", "a.ans", "b.in", "b.a", "01", "01.a", "c.in.txt", "c.out.txt", "input3.txt",
          "output3.txt", "input_4", "output_4", "notes.md", "Makefile", "solution.cpp"}) {
        folder.write(name, "1\n");
    }
    CHECK(cases_of(folder) == Names{"01: 01 -> 01.a", "3: input3.txt -> output3.txt",
                                    "4: input_4 -> output_4", "a: a.in -> a.ans", "b: b.in -> b.a",
                                    "c: c.in.txt -> c.out.txt"});
}

TEST_CASE("plain folder: every usual scheme of names", "[core]") {
    struct Scheme {
        std::vector<const char*> files;
        Names cases;
    };
    for (const Scheme& scheme : {
             Scheme{{"foo.in.1", "foo.out.1", "foo.in.2", "foo.ans.2", "foo.in.10", "foo.out.10"},
                    {"foo.1: foo.in.1 -> foo.out.1", "foo.2: foo.in.2 -> foo.ans.2",
                     "foo.10: foo.in.10 -> foo.out.10"}},
             Scheme{{"foo.in1", "foo.ou1", "foo.in2", "foo.out2"},
                    {"foo.1: foo.in1 -> foo.ou1", "foo.2: foo.in2 -> foo.out2"}},
             Scheme{{"sum.i01a", "sum.o01a"}, {"sum.01a: sum.i01a -> sum.o01a"}},
             Scheme{{"I.1", "O.1"}, {"1: I.1 -> O.1"}},
             Scheme{{"test1.in", "test1.sol"}, {"test1: test1.in -> test1.sol"}},
             Scheme{{"1.dat", "1.a"}, {"1: 1.dat -> 1.a"}},
             Scheme{{"1.IN", "1.OUT", "2.INP", "2.Out"}, {"1: 1.IN -> 1.OUT", "2: 2.INP -> 2.Out"}},
             Scheme{{"1.input", "1.output", "2.in.txt", "2.ans.txt"},
                    {"1: 1.input -> 1.output", "2: 2.in.txt -> 2.ans.txt"}},
             Scheme{{"input1.txt", "output1.txt", "in2.txt", "ans2.txt", "input_3", "answer_3"},
                    {"1: input1.txt -> output1.txt", "2: in2.txt -> ans2.txt",
                     "3: input_3 -> answer_3"}},
             Scheme{{"1_in.txt", "1_out.txt", "sample-input", "sample-output"},
                    {"sample: sample-input -> sample-output", "1: 1_in.txt -> 1_out.txt"}},
             Scheme{{"t1/input.txt", "t1/output.txt", "t2/in", "t2/out"},
                    {"t1: t1/input.txt -> t1/output.txt", "t2: t2/in -> t2/out"}},
             Scheme{{"Input/1.txt", "Output/1.txt"}, {"1: Input/1.txt -> Output/1.txt"}},
             Scheme{{"in/a1", "expected/a1"}, {"a1: in/a1 -> expected/a1"}},
             Scheme{{"1", "1.a", "2", "2.out"}, {"1: 1 -> 1.a", "2: 2 -> 2.out"}},
         }) {
        const TemporaryFolder folder;
        for (const char* file : scheme.files) folder.write(file, "1\n");
        CHECK(cases_of(folder) == scheme.cases);
    }
}

TEST_CASE("plain folder: names that also mean other things are no tests by themselves", "[core]") {
    const TemporaryFolder folder;
    for (const char* file : {"1.in", "1.out", "words.dat", "input.txt", "built_in.txt"}) {
        folder.write(file, "1\n");
    }
    CHECK(cases_of(folder) == Names{"1: 1.in -> 1.out"});
    const auto package = read_package(folder.path());
    REQUIRE_OK(package);
    CHECK(has_note(*package, "ignored words.dat: no answer beside it"));
    CHECK(has_note(*package, "ignored input.txt: no answer beside it"));
    CHECK(refusal({"1.dat", "1.a", "2.dat"}) ==
          "2.dat has no answer: add one (like 1.in with 1.out, 1.ans or 1.a)");
    CHECK(refusal({"1.in", "1.dat", "1.out"}) ==
          "two inputs for one test: 1.dat and 1.in: remove one");
    CHECK(refusal({"in1.txt", "1.in", "1.out"}) ==
          "two inputs for one test: 1.in and in1.txt: remove one");
    CHECK(refusal({"a.in.1", "a.out.1", "a.ans.1"}) ==
          "a.in.1 has two answers, a.ans.1 and a.out.1: remove one");
    CHECK(refusal({"1.in", "1.out", "1.sol"}) ==
          "1.in has two answers, 1.out and 1.sol: remove one");
}

TEST_CASE("plain folder: inputs and answers in folders beside each other", "[core]") {
    const TemporaryFolder folder;
    for (const char* name :
         {"in/1.txt", "out/1.txt", "in/2.in", "out/2.out", "in/plain", "out/plain"}) {
        folder.write(name, "1\n");
    }
    CHECK(cases_of(folder) == Names{"1: in/1.txt -> out/1.txt", "2: in/2.in -> out/2.out",
                                    "plain: in/plain -> out/plain"});
    const TemporaryFolder italian;
    for (const char* name :
         {"input/input0.txt", "output/output0.txt", "input/input10.txt", "output/output10.txt"}) {
        italian.write(name, "1\n");
    }
    CHECK(cases_of(italian) == Names{"0: input/input0.txt -> output/output0.txt",
                                     "10: input/input10.txt -> output/output10.txt"});
}

TEST_CASE("plain folder: folders below hold tests, too", "[core]") {
    const TemporaryFolder folder;
    for (const char* name : {"big/2.in", "big/2.out", "samples/1.in", "samples/1.out"}) {
        folder.write(name, "1\n");
    }
    CHECK(cases_of(folder) ==
          Names{"samples/1: samples/1.in -> samples/1.out", "big/2: big/2.in -> big/2.out"});
}

TEST_CASE("plain folder: what would have to be guessed is refused", "[core]") {
    CHECK(refusal({"1.in", "1.out", "2.in"}) ==
          "2.in has no answer: add one (like 1.in with 1.out, 1.ans or 1.a)");
    CHECK(refusal({"1.in", "1.out", "1.ans"}) ==
          "1.in has two answers, 1.ans and 1.out: remove one");
    CHECK_THAT(refusal({"1.in", "1.in.txt", "1.out"}),
               ContainsSubstring("two inputs for one test"));
    CHECK_THAT(refusal({"readme.txt"}),
               ContainsSubstring("has no test cases: neither problem.yaml nor tests like 1.in"));
    CHECK_THAT(refusal({"problem.xml", "tests/01", "tests/01.a"}), ContainsSubstring("Polygon"));
    CHECK_THAT(refusal({"init.yml", "1.in", "1.out"}), ContainsSubstring("DMOJ"));
    CHECK_THAT(refusal({"data/secret/1.in", "data/secret/1.ans"}),
               ContainsSubstring("problem.yaml is missing in"));
}

TEST_CASE("plain folder: answers alone are noted", "[core]") {
    const TemporaryFolder folder;
    for (const char* name : {"1.in", "1.out", "2.out"}) folder.write(name, "1\n");
    const auto package = read_package(folder.path());
    REQUIRE_OK(package);
    CHECK(has_note(*package, "ignored 1 answer files without an input"));
}
