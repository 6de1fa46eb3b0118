// The rules of battleRoyale, as the rules of play number and word them.
#include "tests/core/match/scene.hpp"

using namespace arena;
using namespace arena::match;
using test::Scene;

namespace {

void solve(Scene& scene, const std::string& user, const std::string& problem, double at_s) {
    const std::string id = user + problem;
    REQUIRE(!scene.submit(id, user, problem, at_s));
    scene.judge(id, Verdict::AC, at_s);
}

}  // namespace

TEST_CASE("battleRoyale 2: the lowest quarter goes, rounded down, at least one", "[match]") {
    Scene eight(test::settings(Mode::battle_royale, 8, 2));
    double at = 10;
    for (const char* user : {"a", "b", "c", "d", "e", "f", "g", "h"})
        solve(eight, user, "P1", at += 1);
    eight.wake(300);
    CHECK(eight.count<event::Eliminated>() == 2);
    CHECK(eight.player("g").eliminated);
    CHECK(eight.player("h").eliminated);
    CHECK(eight.latest<event::RoundEnded>() == event::RoundEnded{1, 6, test::start_ms + 600'000});
    eight.wake(600);
    CHECK(eight.count<event::Eliminated>() == 3);  // a quarter of six is one
    CHECK(eight.latest<event::Eliminated>() == event::Eliminated{"f", 2, 6});
    CHECK(eight.submit("s", "f", "P2", 601) == RefusalCode::out_of_the_match);
}

TEST_CASE("battleRoyale 3: points, then penalty minutes, then the earlier last accepted one",
          "[match]") {
    Scene scene(test::settings(Mode::battle_royale, 4, 2));
    scene.submit("w", "b", "P1", 20);
    scene.judge("w", Verdict::WA, 21);
    solve(scene, "b", "P1", 125);
    solve(scene, "a", "P1", 130);
    CHECK(scene.player("a").penalty_minutes == 2);
    CHECK(scene.player("b").penalty_minutes == 2 + 5);
    solve(scene, "c", "P1", 131);
    solve(scene, "d", "P2", 290);
    CHECK(ranks(scene.state) == std::vector<int>{2, 4, 3, 1});
    scene.wake(300);
    CHECK(scene.latest<event::Eliminated>() == event::Eliminated{"b", 1, 4});
}

TEST_CASE("battleRoyale 3: a compile error is a wrong one, unless the match says otherwise",
          "[match]") {
    for (const bool wrong : {true, false}) {
        Settings s = test::settings(Mode::battle_royale, 4, 1);
        s.compile_error_is_wrong = wrong;
        Scene scene(s);
        scene.submit("w", "a", "P1", 10);
        scene.judge("w", Verdict::CE, 11);
        solve(scene, "a", "P1", 59);
        CHECK(scene.player("a").penalty_minutes == (wrong ? 5 : 0));
    }
}

TEST_CASE("battleRoyale 3: equals go together", "[match]") {
    Scene scene(test::settings(Mode::battle_royale, 4, 1));
    solve(scene, "c", "P1", 10);
    scene.wake(300);
    CHECK(scene.count<event::Eliminated>() == 3);  // a, b and d have nothing
    CHECK(scene.state.closed == CloseReason::last_standing);
    CHECK(scene.order() == "c a=b=d");
}

TEST_CASE("battleRoyale 3: if that were everyone, one extension by half, then the rating decides",
          "[match]") {
    Scene scene(test::settings(Mode::battle_royale, 4, 1));  // ratings 1500, 1501, 1502, 1503
    scene.wake(300);
    CHECK(scene.latest<event::RoundExtended>() ==
          event::RoundExtended{1, test::start_ms + 450'000});
    CHECK(scene.count<event::Eliminated>() == 0);
    scene.wake(450);
    CHECK(scene.count<event::RoundExtended>() == 1);
    CHECK(scene.latest<event::Eliminated>() == event::Eliminated{"d", 1, 4});  // lower survives
    CHECK(scene.latest<event::RoundEnded>().next_ends_ms == test::start_ms + 750'000);
}

TEST_CASE("battleRoyale 3: equal in rating too, all stay and the next round begins", "[match]") {
    Settings s = test::settings(Mode::battle_royale, 4, 1);
    for (auto& player : s.players) player.rating = 1500;
    Scene scene(s);
    scene.wake(300);
    scene.wake(450);
    CHECK(scene.count<event::Eliminated>() == 0);
    CHECK(scene.state.round == 2);
}

TEST_CASE("battleRoyale 3: what is solved in the extension counts", "[match]") {
    Scene scene(test::settings(Mode::battle_royale, 4, 1));
    scene.wake(300);
    solve(scene, "d", "P1", 400);
    scene.wake(450);
    CHECK(!scene.player("d").is_out());
    CHECK(scene.order() == "d a=b=c");
}

TEST_CASE("battleRoyale 4: a round does not close while a submission of it is pending", "[match]") {
    Scene scene(test::settings(Mode::battle_royale, 4, 2));
    solve(scene, "a", "P1", 10);
    solve(scene, "b", "P1", 20);
    solve(scene, "c", "P1", 30);
    scene.submit("late", "d", "P2", 299);
    scene.wake(300);
    CHECK(scene.count<event::RoundEnded>() == 0);
    // What c solves meanwhile is of the next round, and waits.
    scene.submit("next", "c", "P2", 301);
    scene.judge("next", Verdict::AC, 302);
    CHECK(scene.score("c") == 100);
    CHECK(scene.latest<event::ClaimChanged>().state == ClaimState::pending);
    scene.judge("late", Verdict::AC, 310);
    CHECK(scene.latest<event::Eliminated>() == event::Eliminated{"c", 1, 4});
    CHECK(scene.latest<event::ClaimChanged>().state == ClaimState::lost);
    CHECK(scene.score("c") == 100);
}

TEST_CASE("battleRoyale 4: who forfeits after the round's end was alive in it", "[match]") {
    Scene scene(test::settings(Mode::battle_royale, 5, 2));
    for (const char* user : {"a", "b", "c", "d"}) solve(scene, user, "P1", 10);
    scene.submit("late", "d", "P2", 299);
    scene.give(command::Resign{"e"}, 305);
    scene.judge("late", Verdict::WA, 310);
    CHECK(scene.latest<event::Eliminated>().user == "e");
    CHECK(scene.count<event::Eliminated>() == 1);
    CHECK(!scene.player("e").forfeited);
}

TEST_CASE("battleRoyale 4: rounds that a slow judge held up are all closed as of their time",
          "[match]") {
    Scene scene(test::settings(Mode::battle_royale, 4, 2));
    solve(scene, "a", "P2", 10);
    solve(scene, "b", "P1", 11);
    solve(scene, "c", "P1", 12);
    scene.submit("late", "a", "P1", 13);
    scene.give(command::Resign{"c"}, 650);  // after the second round's end, and before the third's
    scene.give(command::Resign{"b"}, 700);
    scene.judge("late", Verdict::WA, 800);
    CHECK(scene.count<event::RoundEnded>() == 2);
    CHECK(scene.player("d").eliminated);
    CHECK(scene.player("c").eliminated);  // third of three when the second round ended
    CHECK(scene.player("b").forfeited);
    CHECK(scene.order() == "a b c d");
}

TEST_CASE("battleRoyale 5: the last one alive wins", "[match]") {
    Scene scene(test::settings(Mode::battle_royale, 4, 2));
    solve(scene, "b", "P1", 10);
    solve(scene, "a", "P1", 11);
    solve(scene, "c", "P1", 12);
    scene.wake(300);
    scene.wake(600);
    scene.wake(900);
    CHECK(scene.state.closed == CloseReason::last_standing);
    CHECK(scene.order() == "b a c d");
}

TEST_CASE("battleRoyale 5: at the time limit the best rank wins", "[match]") {
    Settings s = test::settings(Mode::battle_royale, 8, 2);
    s.duration_ms = 7 * minute_ms;
    Scene scene(s);
    double at = 10;
    for (const char* user : {"h", "g", "f", "e", "d", "c", "b", "a"})
        solve(scene, user, "P1", at += 1);
    scene.wake(300);
    solve(scene, "c", "P2", 310);
    scene.wake(420);
    CHECK(scene.state.closed == CloseReason::deadline);
    CHECK(scene.order() == "c h g f e d b a");
}
