// "Who may see what", one test a row of the table.
#include "core/match/view.hpp"

#include "tests/core/match/scene.hpp"

using namespace arena;
using namespace arena::match;
using test::Scene;

namespace {

const Viewer a = PlayerViewer{0}, b = PlayerViewer{1}, spectator = SpectatorViewer{},
             organizer = OrganizerViewer{};

/// The latest event of this kind, as the viewer gets it.
template <class Kind>
std::optional<Kind> seen(const Scene& scene, const Viewer& viewer) {
    for (std::size_t i = scene.log.size(); i > 0; --i)
        if (std::holds_alternative<Kind>(scene.log[i - 1].body)) {
            const EventView shown = view_event(scene.state, scene.log[i - 1], viewer);
            CHECK(shown.seq == scene.log[i - 1].seq);
            CHECK(shown.at_ms.has_value() == shown.body.has_value());
            if (!shown.body) return std::nullopt;
            return std::get<Kind>(*shown.body);
        }
    FAIL("no such event");
    return std::nullopt;
}

}  // namespace

TEST_CASE("view: source of a submission", "[match]") {
    Settings s = test::settings(Mode::blitz, 2, 2);
    for (const bool allowed : {false, true}) {
        s.spectators_see_sources = allowed;
        Scene scene(s);
        scene.submit("s", "a", "P1", 10);
        CHECK(may_see_source(scene.state, 0, a));
        CHECK(!may_see_source(scene.state, 0, b));
        CHECK(may_see_source(scene.state, 0, spectator) == allowed);
        CHECK(may_see_source(scene.state, 0, organizer));
        scene.judge("s", Verdict::AC, 11);
        scene.give(command::Resign{"a"}, 12);
        CHECK(may_see_source(scene.state, 0, b));
        CHECK(may_see_source(scene.state, 0, spectator));
    }
}

TEST_CASE("view: which problems, before the start, to who chose them") {
    Settings s = test::settings(Mode::blitz, 2, 2);
    s.starts_when_full = false;
    s.open = true;
    s.players.resize(1);
    CHECK(view(Scene(s, false).state, a).problems.empty());  // the server chose them
    s.maker_chose_problems = true;
    Scene scene(s, false);
    CHECK(view(scene.state, a).problems.size() == 2);
    scene.give(command::Join{"a", "a", 1500}, 1);
    scene.give(command::Join{"b", "b", 1500}, 2);
    REQUIRE(scene.state.status == Status::waiting);
    for (const Viewer& viewer : {a, organizer}) {
        CHECK(view(scene.state, viewer).problems.size() == 2);
        CHECK(seen<event::Created>(scene, viewer)->settings.problems.size() == 2);
    }
    for (const Viewer& viewer : {b, spectator}) {
        CHECK(view(scene.state, viewer).problems.empty());
        CHECK(seen<event::Created>(scene, viewer)->settings.problems.empty());
    }
    scene.give(command::Start{}, 3);
    REQUIRE(scene.state.status == Status::active);
    CHECK(view(scene.state, spectator).problems.size() == 2);
    CHECK(seen<event::Created>(scene, b)->settings.problems.size() == 2);
}

TEST_CASE("view: which problems, to those who were paired, when it starts") {
    Settings s = test::settings(Mode::blitz, 2, 2);
    s.open = false;
    Scene scene(s, false);
    CHECK(view(scene.state, a).problems.empty());
    scene.give(command::Join{"a", "", 0}, 1);
    for (const Viewer& viewer : {a, b, spectator})
        CHECK(view(scene.state, viewer).problems.empty());
    scene.give(command::Join{"b", "", 0}, 2);
    CHECK(view(scene.state, a).problems.size() == 2);
    CHECK(view(scene.state, spectator).problems.size() == 2);
}

TEST_CASE("view: a player's time and memory are rounded, an organizer's are not", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 2));
    scene.submit("s", "a", "P1", 10);
    scene.give(command::Judge{"s", Verdict::WA, 1, 1, 5, 41, 5'000'000}, 11);
    const auto own = seen<event::Judged>(scene, a)->detail;
    CHECK(own->time_ms == 50);
    CHECK(own->memory_bytes == 5 * 1024 * 1024);
    CHECK(view(scene.state, a).submissions[0].own->detail == own);
    const auto exact = seen<event::Judged>(scene, OrganizerViewer{})->detail;
    CHECK(exact->time_ms == 41);
    CHECK(exact->memory_bytes == 5'000'000);
    scene.give(command::Resign{"a"}, 12);
    for (const Viewer& other : {b, spectator})
        CHECK(seen<event::Judged>(scene, other)->detail->memory_bytes == 5 * 1024 * 1024);
}

TEST_CASE("view: verdict and problem to all, time and test to its player", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 2));
    scene.submit("s", "a", "P1", 10);
    CHECK(seen<event::Submitted>(scene, a)->submission == "s");
    CHECK(!seen<event::Submitted>(scene, b));
    CHECK(!seen<event::Submitted>(scene, spectator));
    scene.judge("s", Verdict::WA, 11);
    CHECK(seen<event::Judged>(scene, a)->detail->first_failed_test == 1);
    for (const Viewer& other : {b, spectator}) {
        const auto shown = seen<event::Judged>(scene, other);
        CHECK(shown->verdict == Verdict::WA);
        CHECK(shown->problem == "P1");
        CHECK(shown->submission.empty());
        CHECK(!shown->detail);
        const auto list = view(scene.state, other).submissions;
        REQUIRE(list.size() == 1);
        CHECK(list[0] == SubmissionView{"a", "P1", Verdict::WA, Claim::none, std::nullopt});
    }
    CHECK(view(scene.state, a).submissions[0].own->id == "s");
    CHECK(may_see_tests(scene.state, 0, a));
    CHECK(!may_see_tests(scene.state, 0, b));
    CHECK(!may_see_tests(scene.state, 0, spectator));
    // After the end: all, but which test failed stays its player's.
    scene.give(command::Resign{"a"}, 12);
    CHECK(seen<event::Judged>(scene, b)->submission == "s");
    CHECK(!seen<event::Judged>(scene, b)->detail->first_failed_test);
    CHECK(!view(scene.state, b).submissions[0].own->detail->first_failed_test);
    CHECK(seen<event::Judged>(scene, a)->detail->first_failed_test == 1);
}

TEST_CASE("view: what is pending does not show, and order is that of the verdicts", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 3));
    scene.submit("s", "a", "P1", 10);
    scene.submit("t", "a", "P2", 13);
    scene.submit("u", "a", "P3", 16);
    scene.judge("t", Verdict::WA, 17);
    CHECK(view(scene.state, b).submissions.size() == 1);
    scene.judge("s", Verdict::TLE, 18);
    const auto list = view(scene.state, b).submissions;
    REQUIRE(list.size() == 2);
    CHECK(list[0].problem == "P2");
    CHECK(list[1].problem == "P1");
    CHECK(view(scene.state, a).submissions.size() == 3);
}

TEST_CASE("view: a claim that waits is pending to all", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 2));
    scene.submit("s", "a", "P1", 10);
    scene.submit("t", "b", "P1", 11);
    scene.judge("t", Verdict::AC, 12);
    for (const Viewer& viewer : {a, b, spectator}) {
        CHECK(seen<event::ClaimChanged>(scene, viewer)->state == ClaimState::pending);
        const auto problem = view(scene.state, viewer).problems[0];
        CHECK(problem.pending_claims == std::vector<std::string>{"b"});
        CHECK(problem.locked_by.empty());
    }
    CHECK(seen<event::ClaimChanged>(scene, a)->submission.empty());
}

TEST_CASE("view: golf shows the length of the holder's source, and of no other", "[match]") {
    Scene scene(test::settings(Mode::codegolf, 2, 1));
    scene.submit("s", "a", "P1", 10, "12345");
    scene.judge("s", Verdict::AC, 11);
    scene.submit("t", "b", "P1", 12, "1234567");
    scene.judge("t", Verdict::AC, 13);
    CHECK(seen<event::HolderChanged>(scene, b)->golf_bytes == 5);
    CHECK(view(scene.state, spectator).problems[0].holder_bytes == 5);
    CHECK(view(scene.state, spectator).problems[0].held_by == "a");
    CHECK(!seen<event::Submitted>(scene, a));
}

TEST_CASE("view: the sabotaged source, its author's, then the repairer's", "[match]") {
    Scene scene(test::sabotage_settings());
    const std::string broken = "int f0() {\n    return 1 - 2;\n}\n";
    scene.submit("pa", "a", "P1", 10, broken);
    scene.judge("pa", Verdict::WA, 11);
    CHECK(seen<event::Submitted>(scene, a)->source == broken);
    CHECK(!seen<event::Submitted>(scene, b));
    CHECK(!seen<event::Judged>(scene, b));
    CHECK(seen<event::Planted>(scene, a)->source == broken);
    for (const Viewer& other : {b, spectator}) {
        CHECK(seen<event::Planted>(scene, other) ==
              event::Planted{"a", std::nullopt, std::nullopt, std::nullopt, std::nullopt});
        CHECK(!view(scene.state, other).sabotages[0].source);
        CHECK(!view(scene.state, other).sabotages[0].reference);
        CHECK(seen<event::Created>(scene, other)->settings.sabotage.tasks[0].reference.empty());
    }
    CHECK(seen<event::Started>(scene, a)->assignments[0].source ==
          scene.state.settings->sabotage.tasks[0].reference);
    CHECK(seen<event::Started>(scene, a)->assignments[1].source.empty());
    CHECK(seen<event::Created>(scene, a)->settings.sabotage.tasks[0].reference.empty());
    scene.submit("pb", "b", "P2", 20, "int f1() {\n    return 1 * 2;\n}\n");
    scene.judge("pb", Verdict::WA, 21);
    for (const Viewer& other : {b, spectator})
        CHECK(view(scene.state, other).sabotages[0].source == broken);
    CHECK(seen<event::PhaseStarted>(scene, b)->assignments[1].source == broken);
    CHECK(!view(scene.state, b).sabotages[0].reference);
}

TEST_CASE("view: three in a ring, only the repairer gets the source", "[match]") {
    Scene scene(test::sabotage_settings(3));
    for (int i = 0; i < 3; ++i) {
        const std::string id = "p" + std::to_string(i), user(1, static_cast<char>('a' + i));
        scene.submit(id, user, "P" + std::to_string(i + 1), 10,
                     "int f" + std::to_string(i) + "() {\n    return 9;\n}\n");
        scene.judge(id, Verdict::WA, 11);
    }
    const auto shown = seen<event::PhaseStarted>(scene, a);  // repairs b's, wrote their own
    for (const auto& one : shown->assignments) CHECK(one.source.empty() == (one.author == "c"));
    CHECK(!view(scene.state, a).sabotages[2].source);
}

TEST_CASE("view: reverse hides the statement until the end", "[match]") {
    Scene scene(test::settings(Mode::reverse, 2, 1));
    for (const Viewer& viewer : {a, b, spectator}) CHECK(!may_see_statements(scene.state, viewer));
    CHECK(!view(scene.state, a).problems[0].statement_visible);
    scene.give(command::Resign{"a"}, 1);
    CHECK(may_see_statements(scene.state, spectator));
    Scene fastest(test::settings(Mode::fastest, 2, 1));
    CHECK(may_see_statements(fastest.state, spectator));
}

TEST_CASE("view: refusals, voids and the seed are not for others", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 2));
    scene.submit("s", "a", "P1", 10);
    scene.submit("t", "a", "P1", 10.5);
    scene.give(command::JudgeFailed{"s", "host"}, 11);
    CHECK(seen<event::Refused>(scene, a).has_value());
    CHECK(!seen<event::Refused>(scene, b));
    REQUIRE(seen<event::Voided>(scene, a).has_value());
    CHECK(seen<event::Voided>(scene, a)->reason == "the judge failed on it");
    CHECK(!seen<event::Voided>(scene, b));
    CHECK(seen<event::Voided>(scene, organizer).has_value());
    CHECK(seen<event::Created>(scene, b)->settings.seed == 0);
}

TEST_CASE("view: what is for everybody looks the same to everybody", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 2));
    std::size_t looked_at = 0;
    const auto look = [&] {
        for (; looked_at < scene.log.size(); ++looked_at) {
            const Event& event = scene.log[looked_at];
            if (!is_for_everybody(event.body)) continue;
            const EventView whole{event.seq, event.at_ms, event.body};
            for (const Viewer& viewer : {a, b, spectator, organizer})
                CHECK(view_event(scene.state, event, viewer) == whole);
        }
    };
    scene.submit("s", "a", "P1", 10);
    scene.give(command::Chat{"a", "hi"}, 11);
    CHECK(is_for_everybody(scene.log.back().body));
    look();
    scene.give(command::Leave{"b"}, 12);
    scene.judge("s", Verdict::AC, 13);
    look();
    CHECK(!is_for_everybody(event::Submitted{}));
    scene.give(command::Resign{"a"}, 20);
    CHECK(scene.state.is_over());
    look();
    CHECK(looked_at == scene.log.size());
}
