// The rules of sabotage, as the rules of play number and word them; its line diff and its
// mutations.
#include <algorithm>
#include <set>

#include "core/match/line_diff.hpp"
#include "core/match/mutation.hpp"
#include "core/match/view.hpp"
#include "core/random.hpp"
#include "tests/core/match/scene.hpp"

using namespace arena;
using namespace arena::match;
using test::Scene;

namespace {

std::string broken(int author) {
    return "int f" + std::to_string(author) + "() {\n    return 1 - 2;\n}\n";
}

/// Both have planted at 20 s: phase 2 begins.
Scene in_repair() {
    Scene scene(test::sabotage_settings());
    scene.submit("pa", "a", "P1", 10, broken(0));
    scene.submit("pb", "b", "P2", 10, broken(1));
    scene.judge("pa", Verdict::WA, 15);
    scene.judge("pb", Verdict::TLE, 20);
    REQUIRE(scene.state.phase == Phase::repair);
    return scene;
}

}  // namespace

TEST_CASE("sabotage 1: a sabotage that passes or does not compile is returned with the reason",
          "[match]") {
    Scene scene(test::sabotage_settings());
    scene.submit("s", "a", "P1", 10, broken(0));
    scene.judge("s", Verdict::AC, 11);
    CHECK(scene.latest<event::SabotageReturned>().reason == ReturnReason::passes_all_tests);
    scene.submit("t", "a", "P1", 20, broken(0));
    scene.judge("t", Verdict::CE, 21);
    CHECK(scene.latest<event::SabotageReturned>().reason == ReturnReason::does_not_compile);
    scene.submit("u", "a", "P1", 30, broken(0));
    scene.judge("u", Verdict::RTE, 31);
    CHECK(scene.latest<event::Planted>() ==
          event::Planted{"a", false, "u", broken(0), std::nullopt});
    CHECK(scene.submit("v", "a", "P1", 40, broken(0)) == RefusalCode::already_planted);
}

TEST_CASE("sabotage 1: what may be submitted", "[match]") {
    Scene scene(test::sabotage_settings());
    CHECK(scene.submit("s", "a", "P2", 1, broken(1)) == RefusalCode::unknown_problem);
    CHECK(scene.give(command::Submit{"s", "a", "P1", "python3", broken(0)}, 1) ==
          RefusalCode::wrong_language);
    CHECK(scene.submit("s", "a", "P1", 1, "int f0() {\n\treturn 1+2; \n\n}") ==
          RefusalCode::unchanged_source);
    CHECK(scene.submit("s", "a", "P1", 1, broken(0) + "1\n2\n3\n4\n5\n") ==
          RefusalCode::too_many_changed_lines);
    CHECK(scene.submit("s", "a", "P1", 1, broken(0) + "1\n2\n3\n4\n") == std::nullopt);
    CHECK(scene.latest<event::Submitted>().changed_lines == 5);
}

TEST_CASE("sabotage 1: who has planted none gets a mutation from the server and no points for it",
          "[match]") {
    Scene scene(test::sabotage_settings());
    scene.submit("pb", "b", "P2", 10, broken(1));
    scene.judge("pb", Verdict::WA, 11);
    CHECK(scene.give(command::PlantMutation{"a", broken(0)}, 20) == RefusalCode::mutation_unwanted);
    scene.wake(600);
    CHECK(scene.latest<event::MutationWanted>().user == "a");
    CHECK(!next_timer(scene.state));
    CHECK(scene.submit("s", "a", "P1", 601, broken(0)) == RefusalCode::deadline_passed);
    scene.give(command::PlantMutation{"a", broken(0)}, 610);
    CHECK(scene.state.phase == Phase::repair);
    // The repair phase starts 10 s late: that is an extension, and it has its whole length.
    CHECK(scene.latest<event::ClockExtended>() ==
          event::ClockExtended{10'000, ExtensionReason::judging, test::start_ms + 610'000});
    CHECK(scene.state.ends_ms == test::start_ms + 1'510'000);
    scene.wake(1510);
    CHECK(scene.score("a") == 0);
    CHECK(scene.score("b") == 150);
    CHECK(scene.order() == "b a");
}

TEST_CASE(
    "sabotage 1: without a mutation that fails, the reference stays and is handed in as it is",
    "[match]") {
    const Settings settings = test::sabotage_settings();
    const std::string reference = settings.sabotage.tasks[0].reference;
    Scene scene(settings);
    scene.submit("pb", "b", "P2", 10, broken(1));
    scene.judge("pb", Verdict::WA, 11);
    scene.wake(600);
    CHECK(scene.count<event::MutationWanted>() == 1);
    scene.give(command::PlantMutation{"a", std::nullopt}, 600);
    CHECK(scene.count<event::Aborted>() == 0);
    const Event* planted = nullptr;
    for (const Event& event : scene.log)
        if (std::holds_alternative<event::Planted>(event.body)) planted = &event;
    REQUIRE(planted != nullptr);
    CHECK(std::get<event::Planted>(planted->body) ==
          event::Planted{"a", true, std::nullopt, reference, true});
    // the opponent is told that there is nothing to mend, if not by whom
    const auto seen = view_event(scene.state, *planted, PlayerViewer{1});
    CHECK(std::get<event::Planted>(*seen.body) ==
          event::Planted{"a", std::nullopt, std::nullopt, std::nullopt, true});
    REQUIRE(scene.state.phase == Phase::repair);
    CHECK(scene.submit("r", "b", "P1", 610, reference) == std::nullopt);
    scene.judge("r", Verdict::AC, 611);
    CHECK(scene.score("b") == 290);
    scene.wake(1500);
    CHECK(scene.score("a") == 0);
    CHECK(scene.order() == "b a");
}

TEST_CASE("sabotage 1: a sabotage received before the deadline counts", "[match]") {
    Scene scene(test::sabotage_settings());
    scene.submit("pb", "b", "P2", 10, broken(1));
    scene.judge("pb", Verdict::WA, 11);
    scene.submit("pa", "a", "P1", 599, broken(0));
    scene.wake(600);
    CHECK(scene.count<event::MutationWanted>() == 0);
    scene.judge("pa", Verdict::WA, 630);
    CHECK(scene.state.phase == Phase::repair);
    CHECK(!scene.state.plants[0].by_server);
}

TEST_CASE("sabotage 2: each repairs the next one's, at most 10 lines", "[match]") {
    Scene scene = in_repair();
    const auto& given = scene.latest<event::PhaseStarted>().assignments;
    CHECK(given[0] == event::Assignment{"b", "a", "P2", "cpp", broken(1)});
    CHECK(scene.submit("r", "a", "P1", 30, broken(0)) == RefusalCode::unknown_problem);
    std::string eleven = broken(1);
    for (int i = 0; i < 11; ++i) eleven += std::to_string(i) + "\n";
    CHECK(scene.submit("r", "a", "P2", 30, eleven) == RefusalCode::too_many_changed_lines);
    CHECK(scene.submit("r", "a", "P2", 30, broken(1)) == std::nullopt);  // it may change nothing
}

TEST_CASE("sabotage 3: 300 less 10 a minute begun and 20 a wrong try, never below 50", "[match]") {
    Scene scene = in_repair();  // phase 2 began at 20 s
    scene.submit("r", "a", "P2", 79.999, broken(1));
    scene.judge("r", Verdict::AC, 80);
    CHECK(scene.latest<event::Solved>().points == 290);  // in the first minute
    scene.submit("w", "b", "P1", 80, broken(0));
    scene.judge("w", Verdict::WA, 81);
    scene.submit("x", "b", "P1", 83, broken(0));
    scene.judge("x", Verdict::AC, 84);
    CHECK(scene.latest<event::Solved>().points == 300 - 20 - 20);
    CHECK(scene.state.closed == CloseReason::all_solved);
    CHECK(scene.order() == "a b");

    Scene slow = in_repair();
    for (int i = 0; i < 9; ++i) {
        const std::string id = "w" + std::to_string(i);
        slow.submit(id, "a", "P2", 800 + 3 * i, broken(1));
        slow.judge(id, Verdict::WA, 801 + 3 * i);
    }
    slow.submit("r", "a", "P2", 900, broken(1));
    slow.judge("r", Verdict::AC, 901);
    CHECK(slow.score("a") == 50);
}

TEST_CASE("sabotage 3: 150 for a sabotage that survives; equal is a draw", "[match]") {
    Scene scene = in_repair();
    scene.wake(920);
    CHECK(scene.count<event::Survived>() == 2);
    CHECK(scene.score("a") == 150);
    CHECK(scene.order() == "a=b");
}

TEST_CASE("sabotage: three in a ring", "[match]") {
    Scene scene(test::sabotage_settings(3));
    scene.submit("pa", "a", "P1", 10, broken(0));
    scene.submit("pb", "b", "P2", 10, broken(1));
    scene.submit("pc", "c", "P3", 10, broken(2));
    for (const char* id : {"pa", "pb", "pc"}) scene.judge(id, Verdict::WA, 11);
    const auto& given = scene.latest<event::PhaseStarted>().assignments;
    CHECK(given[0].author == "b");
    CHECK(given[1].author == "c");
    CHECK(given[2].author == "a");
}

TEST_CASE("line diff: what counts as a changed line", "[match]") {
    CHECK(changed_lines("a\nb\nc\n", "a\nb\nc", 0) == 0);
    CHECK(changed_lines("a b\n\tc\n", "ab \r\n\n   c\n\n", 0) == 0);  // white space alone
    CHECK(changed_lines("a\nb\nc\n", "a\nx\nc\n", 5) == 1);
    CHECK(changed_lines("a\nb\nc\n", "a\nc\n", 5) == 1);
    CHECK(changed_lines("a\nb\nc\n", "a\nb\nx\nc\n", 5) == 1);
    CHECK(changed_lines("a\nb\nc\nd\n", "b\nc\nd\na\n", 5) == 2);  // one gone, one new
    CHECK(changed_lines("", "1\n2\n3\n4\n5\n", 5) == 5);
    CHECK(changed_lines("", "1\n2\n3\n4\n5\n6\n", 5) == std::nullopt);
    CHECK(changed_lines("1\n2\n3\n", "4\n5\n6\n", 2) == std::nullopt);
    CHECK(changed_lines("", "", 0) == 0);
}

TEST_CASE("line diff: against the plain table of Levenshtein's distance", "[match]") {
    Random random(5);
    for (int round = 0; round < 300; ++round) {
        std::string a, b;
        for (auto n = random.below(9); n > 0; --n)
            a += std::string(1, char('a' + random.below(3))) + "\n";
        for (auto n = random.below(9); n > 0; --n)
            b += std::string(1, char('a' + random.below(3))) + "\n";
        const std::size_t rows = a.size() / 2, columns = b.size() / 2;
        std::vector<std::vector<int>> best(rows + 1, std::vector<int>(columns + 1, 0));
        for (std::size_t i = 0; i <= rows; ++i)
            for (std::size_t j = 0; j <= columns; ++j) {
                if (i == 0 || j == 0) {
                    best[i][j] = static_cast<int>(i + j);
                    continue;
                }
                const int change = a[2 * (i - 1)] == b[2 * (j - 1)] ? 0 : 1;
                best[i][j] =
                    std::min({best[i - 1][j] + 1, best[i][j - 1] + 1, best[i - 1][j - 1] + change});
            }
        for (int max = 0; max < 10; ++max) {
            const auto found = changed_lines(a, b, max);
            CHECK(found ==
                  (best[rows][columns] <= max ? std::optional(best[rows][columns]) : std::nullopt));
            CHECK(found == changed_lines(b, a, max));
        }
    }
}

TEST_CASE("mutation: operator, boundary and off-by-one, one token each, never in a literal",
          "[match]") {
    const std::string source =
        "#include <vector> // 1 + 2\n"
        "int f(int n) { /* n <= 3 */\n"
        "  if (n <= 10) return n + 1;\n"
        "  const char* s = \"a == 5\";\n"
        "  return '7';\n"
        "}\n";
    const auto found = mutations(source, CommentStyle::c_family, 1);
    std::set<std::string> sources;
    std::set<MutationKind> kinds;
    for (const Mutation& one : found) {
        if (!is_subtle(one.kind)) continue;
        CHECK(one.line == 3);
        CHECK(one.source != source);
        CHECK(changed_lines(source, one.source, 5) == 1);
        sources.insert(one.source);
        kinds.insert(one.kind);
    }
    CHECK(sources.size() == 7);  // <= to < and >=; 10 to 9 and 11; + to -; 1 to 0 and 2
    CHECK(kinds.size() == 3);
    REQUIRE(found.size() == 8);
    CHECK(found.back().kind == MutationKind::condition);
    CHECK(found.back().after == "!(n <= 10)");
    CHECK(mutations(source, CommentStyle::c_family, 1) == found);
    CHECK(mutations(source, CommentStyle::c_family, 1, 2).size() == 3);
    CHECK(mutations("s = 'a < b' # 1\n", CommentStyle::python, 1).empty());
    CHECK(mutations("x = 7 // 2\n", CommentStyle::python, 1, 64).size() == 5);  // the line, too
    CHECK(mutations("", CommentStyle::python, 1).empty());
}

namespace {

/// What each statement of a source can become, in the order of the text.
std::vector<std::string> blunt(const std::string& source, CommentStyle style) {
    std::vector<Mutation> found = mutations(source, style, 3);
    std::erase_if(found, [](const Mutation& one) { return is_subtle(one.kind); });
    std::stable_sort(found.begin(), found.end(),
                     [](const Mutation& a, const Mutation& b) { return a.line < b.line; });
    std::vector<std::string> texts;
    for (const Mutation& one : found)
        texts.push_back(std::to_string(one.line) + " " + one.before + " -> " + one.after);
    return texts;
}

}  // namespace

TEST_CASE("mutation: words and types, whole ones only", "[match]") {
    const auto found = mutations("long long a = min(b, minimum);\n", CommentStyle::c_family, 1);
    REQUIRE(found.size() == 2);
    std::set<std::string> texts{found[0].source, found[1].source};
    CHECK(texts ==
          std::set<std::string>{"int a = min(b, minimum);\n", "long long a = max(b, minimum);\n"});
}

TEST_CASE("mutation: a condition is negated, a statement taken out, what prints comes last",
          "[match]") {
    const std::string python =
        "import sys\n"
        "total = f(a,\n"
        "          b)\n"
        "if total:\n"
        "    total += rest \\\n"
        "        + rest\n"
        "    seen.add(total)\n"
        "print(total)\n";
    CHECK(blunt(python, CommentStyle::python) ==
          std::vector<std::string>{"4 total -> not (total)", "7 seen.add(total) -> pass",
                                   "8 print(total) -> pass"});
    CHECK(mutations(python, CommentStyle::python, 3).back().kind == MutationKind::silence);
    const std::string cpp =
        "int main() {\n"
        "    long n;\n"
        "    std::vector<int> all(n);\n"
        "    std::cin >> n;\n"
        "    f(n,\n"
        "      n);\n"
        "    if (n) return g(n);  // why\n"
        "    std::cout << n;\n"
        "}\n";
    CHECK(blunt(cpp, CommentStyle::c_family) == std::vector<std::string>{"4 std::cin >> n; -> ;",
                                                                         "7 n -> !(n)",
                                                                         "8 std::cout << n; -> ;"});
}
