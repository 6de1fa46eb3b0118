// The four faults of first-to-solve that DOMjudge's users reported, as tests by their numbers in
// its tracker. Each plays the steps of the report.
#include "tests/core/match/scene.hpp"

using namespace arena;
using namespace arena::match;
using test::Scene;

TEST_CASE("first solve: DOMjudge 2281, B accepted while A's earlier one is judged, then A wrong",
          "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.submit("A", "a", "P1", 60);
    scene.submit("B", "b", "P1", 61);
    scene.judge("B", Verdict::AC, 62);
    CHECK(scene.count<event::Lockout>() == 0);
    CHECK(scene.latest<event::ClaimChanged>() ==
          event::ClaimChanged{"B", "b", "P1", ClaimState::pending});
    scene.judge("A", Verdict::TLE, 120);
    CHECK(scene.count<event::Lockout>() == 1);
    CHECK(scene.latest<event::Lockout>() == event::Lockout{"B", "b", "P1", 100});
    CHECK(scene.score("b") == 100);
}

TEST_CASE("first solve: DOMjudge 2810, B accepted before A's earlier one is, told once and right",
          "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.submit("A", "a", "P1", 60);
    scene.submit("B", "b", "P1", 61);
    scene.judge("B", Verdict::AC, 62);
    scene.judge("A", Verdict::AC, 90);
    CHECK(scene.count<event::Lockout>() == 1);
    CHECK(scene.latest<event::Lockout>() == event::Lockout{"A", "a", "P1", 100});
    CHECK(scene.latest<event::ClaimChanged>() ==
          event::ClaimChanged{"B", "b", "P1", ClaimState::lost});
    CHECK(scene.score("a") == 100);
    CHECK(scene.score("b") == 0);
}

TEST_CASE("first solve: DOMjudge 2105, after a rejudging only the first one has it", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.submit("A", "a", "P1", 60);
    scene.submit("B", "b", "P1", 61);
    scene.judge("A", Verdict::WA, 62);
    scene.judge("B", Verdict::AC, 63);
    CHECK(scene.score("b") == 100);
    scene.give(command::Rejudge{{{"A", Verdict::AC}, {"B", Verdict::AC}}}, 70);
    CHECK(scene.score("a") == 100);
    CHECK(scene.score("b") == 0);
    CHECK(scene.player("b").solved == std::vector<bool>{false, false, false, false, false});
    CHECK(scene.state.problems[0].holder == find_player(scene.state, "a"));
}

TEST_CASE("first solve: DOMjudge 2883, a rejudged earlier solve takes time and penalty with it",
          "[match]") {
    Scene scene(test::settings(Mode::battle_royale, 4, 3));
    scene.submit("1", "a", "P2", 61);
    scene.judge("1", Verdict::TLE, 62);
    scene.submit("2", "a", "P2", 121);
    scene.judge("2", Verdict::TLE, 122);
    scene.submit("3", "a", "P2", 181);
    scene.judge("3", Verdict::AC, 182);
    CHECK(scene.player("a").penalty_minutes == 3 + 2 * 5);
    scene.give(command::Rejudge{{{"1", Verdict::AC}, {"2", Verdict::TLE}, {"3", Verdict::AC}}},
               200);
    CHECK(scene.score("a") == 200);
    CHECK(scene.player("a").penalty_minutes == 1);
    CHECK(scene.player("a").last_accepted_seq == scene.state.submissions[0].seq);
    CHECK(scene.count<event::Solved>() == 2);
}

TEST_CASE("first solve: a void one counts by its receipt once the judge is mended", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 1));
    scene.submit("first", "a", "P1", 60);
    scene.submit("second", "b", "P1", 61);
    scene.give(command::JudgeFailed{"first", "the judge broke"}, 62);
    scene.judge("second", Verdict::AC, 63);
    CHECK(scene.order() == "b a");
    CHECK(!scene.give(command::Rejudge{{{"first", Verdict::AC}}}, 70));
    CHECK(scene.order() == "a b");
    CHECK(scene.latest<event::Corrected>().results == scene.state.results);
    CHECK(!scene.state.submissions[0].is_void);
}

TEST_CASE("first solve: one that cannot be judged holds nobody up", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.submit("broken", "a", "P1", 60);
    scene.submit("good", "b", "P1", 60);  // the same millisecond: the number decides
    scene.judge("good", Verdict::AC, 62);
    CHECK(scene.count<event::Lockout>() == 0);
    CHECK(scene.judge("broken", Verdict::JE, 63) == RefusalCode::not_a_verdict);
    scene.give(command::JudgeFailed{"broken", "host failed three times"}, 64);
    CHECK(scene.latest<event::Lockout>() == event::Lockout{"good", "b", "P1", 100});
    CHECK(scene.judge("broken", Verdict::AC, 65) == RefusalCode::already_judged);
    CHECK(scene.count<event::Lockout>() == 1);
}
