// The rules of blitz, codegolf, fastest and reverse, as the rules of play number and word them.
#include "tests/core/match/scene.hpp"

using namespace arena;
using namespace arena::match;
using test::Scene;

TEST_CASE("blitz: 100 to 500 points by difficulty", "[match]") {
    std::vector<ProblemSetting> problems{{"a", 1, 900}, {"b", 1, 300}, {"c", 1, 500}};
    set_points_by_difficulty(problems);
    CHECK(problems[0].points == 300);
    CHECK(problems[1].points == 100);
    CHECK(problems[2].points == 200);
}

TEST_CASE("blitz 2: the first accepted submission by receive time locks", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.submit("s", "a", "P3", 10);
    scene.judge("s", Verdict::AC, 11);
    CHECK(scene.latest<event::Lockout>() == event::Lockout{"s", "a", "P3", 300});
    CHECK(scene.submit("t", "b", "P3", 12) == RefusalCode::problem_locked);
    CHECK(scene.score("a") == 300);
}

TEST_CASE("blitz 3: ends when every problem is locked", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 2));  // 100 and 200: no early decision at 100
    scene.submit("s", "a", "P1", 10);
    scene.judge("s", Verdict::AC, 11);
    CHECK(!scene.state.closed);
    scene.submit("t", "b", "P2", 12);
    scene.judge("t", Verdict::AC, 13);
    CHECK(scene.state.closed == CloseReason::all_solved);
    CHECK(scene.state.status == Status::finished);
    CHECK(scene.order() == "b a");
}

TEST_CASE("blitz 3: ends when the margin is larger than the points still open, not when equal",
          "[match]") {
    Settings s = test::settings(Mode::blitz, 2, 3);  // 100 200 300
    Scene scene(s);
    scene.submit("s", "a", "P3", 10);
    scene.judge("s", Verdict::AC, 11);
    CHECK(!scene.state.closed);  // 300 ahead, 300 open
    scene.submit("t", "a", "P1", 13);
    scene.submit("u", "b", "P2", 13);
    scene.judge("t", Verdict::AC, 14);
    CHECK(scene.state.closed == CloseReason::decided);  // 400 ahead, 200 open
    CHECK(scene.state.status == Status::active);        // u was received before
    CHECK(scene.submit("v", "b", "P2", 15) == RefusalCode::closed);
    scene.judge("u", Verdict::AC, 16);
    CHECK(scene.state.status == Status::finished);
    CHECK(scene.score("b") == 200);
}

TEST_CASE("blitz 4: more points win, equal points are a draw", "[match]") {
    Settings s = test::settings(Mode::blitz, 2, 3);
    s.problems[1].points = 100;
    Scene scene(s);
    scene.submit("s", "a", "P1", 10);
    scene.submit("t", "b", "P2", 10);
    scene.judge("t", Verdict::AC, 11);
    scene.judge("s", Verdict::AC, 11);
    scene.wake(1800);
    CHECK(scene.order() == "a=b");
}

TEST_CASE("codegolf 1 and 2: the shortest accepted holds, the earlier among equals", "[match]") {
    Scene scene(test::settings(Mode::codegolf, 2, 2));
    scene.submit("s", "a", "P1", 10, "1234567890\n");  // 10 bytes: the newline is dropped
    scene.judge("s", Verdict::AC, 11);
    CHECK(scene.latest<event::HolderChanged>() ==
          event::HolderChanged{"s", "a", "P1", 100, 10, ""});
    scene.submit("t", "b", "P1", 20, "abcdefghij");
    scene.judge("t", Verdict::AC, 21);
    CHECK(scene.count<event::HolderChanged>() == 1);  // equal: a was earlier
    scene.submit("u", "b", "P1", 30,
                 "\xc3\xa9"
                 "1234567");  // 9 bytes in UTF-8, 8 letters
    scene.judge("u", Verdict::AC, 31);
    CHECK(scene.latest<event::HolderChanged>() ==
          event::HolderChanged{"u", "b", "P1", 100, 9, "a"});
    CHECK(scene.score("a") == 0);
    CHECK(scene.score("b") == 100);
}

TEST_CASE("codegolf 3: a player may improve at any time; a wrong short one holds nothing",
          "[match]") {
    Scene scene(test::settings(Mode::codegolf, 2, 1));
    scene.submit("s", "a", "P1", 10, "12345");
    scene.judge("s", Verdict::AC, 11);
    scene.submit("t", "a", "P1", 20, "123");
    scene.judge("t", Verdict::AC, 21);
    CHECK(scene.latest<event::HolderChanged>().previous == "a");
    scene.submit("u", "b", "P1", 30, "1");
    scene.judge("u", Verdict::WA, 31);
    scene.wake(1800);
    CHECK(scene.score("a") == 100);
    CHECK(scene.order() == "a b");
}

TEST_CASE("codegolf rule 2: an earlier pending one holds the claim up", "[match]") {
    Scene scene(test::settings(Mode::codegolf, 2, 1));
    scene.submit("s", "a", "P1", 10, "12345");
    scene.submit("t", "b", "P1", 11, "12345");
    scene.judge("t", Verdict::AC, 12);
    CHECK(scene.count<event::HolderChanged>() == 0);
    scene.judge("s", Verdict::AC, 13);
    CHECK(scene.latest<event::HolderChanged>().user == "a");
    CHECK(scene.latest<event::ClaimChanged>().state == ClaimState::lost);
}

TEST_CASE("fastest: rank by receive time of the accepted one", "[match]") {
    for (const Mode mode : {Mode::fastest, Mode::reverse}) {
        Scene scene(test::settings(mode, 3, 1));
        scene.submit("s", "a", "P1", 10);
        scene.submit("t", "b", "P1", 11);
        scene.judge("t", Verdict::AC, 12);
        CHECK(scene.count<event::Solved>() == 0);
        CHECK(scene.latest<event::ClaimChanged>().state == ClaimState::pending);
        scene.judge("s", Verdict::AC, 13);
        CHECK(scene.player("a").place == 1);
        CHECK(scene.player("b").place == 2);
        CHECK(scene.state.closed == CloseReason::decided);  // c can only be third
        CHECK(scene.order() == "a b c");
    }
}

TEST_CASE("fastest: who solves nothing shares the last rank", "[match]") {
    Scene scene(test::settings(Mode::fastest, 3, 1));
    scene.submit("s", "b", "P1", 10);
    scene.judge("s", Verdict::AC, 11);
    CHECK(scene.submit("t", "b", "P1", 13) == RefusalCode::already_solved);
    scene.wake(1800);
    CHECK(scene.order() == "b a=c");
}
