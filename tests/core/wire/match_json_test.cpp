// The journal's lines and what clients are sent: round trips, names, tolerance, complaints.
#include "core/wire/match_json.hpp"

#include <nlohmann/json.hpp>

#include "tests/core/match/scene.hpp"

using namespace arena;
using namespace arena::match;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using test::Scene;

namespace {

/// A match with many kinds of events.
Scene sample() {
    Scene scene(test::settings(Mode::blitz, 2, 2));
    scene.submit("s1", "a", "P1", 10);
    scene.submit("s2", "b", "P1", 11);
    scene.submit("s3", "b", "P1", 11.5);  // too fast: refused
    scene.judge("s2", Verdict::AC, 12);
    scene.judge("s1", Verdict::WA, 13);
    scene.give(command::Chat{"a", "\"gg\" \xc3\xa9 \n"}, 14);
    scene.give(command::Leave{"a"}, 15);
    scene.give(command::Outage{4000}, 20);
    scene.give(command::Join{"a", "", 0}, 21);
    scene.submit("s4", "a", "P2", 30);
    scene.give(command::JudgeFailed{"s4", "host"}, 31);
    scene.give(command::Resign{"a"}, 32);
    REQUIRE(scene.state.status == Status::finished);
    return scene;
}

}  // namespace

TEST_CASE("match json: every event of a match reads back as it was", "[match][wire]") {
    const Scene scene = sample();
    std::vector<Event> read;
    for (const Event& event : scene.log) {
        const auto back = wire::read_event(wire::write_event(event));
        REQUIRE_OK(back);
        CHECK(*back == event);
        read.push_back(*back);
    }
    CHECK(fold(read) == scene.state);
}

TEST_CASE("match json: events of every kind read back, filled with what they can hold",
          "[match][wire]") {
    using namespace event;
    const std::vector<PlayerResult> results{{"a", 1, 300, {"P1", "P2"}, false, 12},
                                            {"b", 2, 0, {}, true, std::nullopt}};
    const std::vector<Body> bodies{
        Created{test::sabotage_settings()},
        Started{99, 50, {{"a", "", "P", "cpp", "text"}}},
        Submitted{"s", "a", "P", "cpp", 10, 9, 2, "int x;\n"},
        Judged{"s", "a", "P", Verdict::TLE, 1, 0, Judged::Detail{3, 1, 20, 1000, 4096}},
        HolderChanged{"s", "a", "P", 100, 42, "b"},
        Solved{"s", "a", "P", 100, 17, 2},
        RoundExtended{1, 5},
        Eliminated{"a", 2, 7},
        RoundEnded{2, 6, 1234},
        SabotageReturned{"s", "a", ReturnReason::does_not_compile},
        MutationWanted{"a"},
        Planted{"a", false, "s", "text", std::nullopt},
        Planted{"a", true, std::nullopt, "text", true},
        PhaseStarted{Phase::repair, 77, {{"a", "b", "P", "cpp", "text"}}},
        Survived{"a", 150},
        Forfeited{"a", ForfeitReason::resigned, 5},
        ClockExtended{4000, ExtensionReason::judging, 3},
        Closed{CloseReason::decided},
        Ended{results, {{"a", {1500, 1510.25}, {1400, 1402.125}}}},
        Aborted{AbortReason::organizer},
        Rejudged{{{"s", Verdict::MLE}}},
        Corrected{results, {{"a", {1500, 1490.5}, {1400, 1391.25}}}},
        Refused{"a", {RefusalCode::rate_limited, 1400}},
    };
    for (const Body& body : bodies) {
        const Event event{5, 6, body};
        const auto back = wire::read_event(wire::write_event(event));
        INFO(wire::write_event(event));
        REQUIRE_OK(back);
        CHECK(*back == event);
    }
}

TEST_CASE("match json: settings read back; what is missing keeps its default", "[match][wire]") {
    Settings s = test::sabotage_settings(3);
    s.seed = 0xffffffffffffffffULL;
    s.spectators_see_sources = true;
    const auto back = wire::read_settings(wire::write_settings(s));
    REQUIRE_OK(back);
    CHECK(*back == s);
    const auto small = wire::read_settings(
        R"({"matchId":"m","mode":"battleRoyale","players":[],"problems":[],"later":{"x":[1]}})");
    REQUIRE_OK(small);
    CHECK(small->duration_ms == 1'800'000);  // 30 minutes
    CHECK(small->mode == Mode::battle_royale);
}

TEST_CASE("match json: the names of the systems before us", "[match][wire]") {
    const Scene scene = sample();
    const json state =
        json::parse(wire::client_state(view(scene.state, SpectatorViewer{}), test::start_ms,
                                       time_left_ms(scene.state, 0), 3, false));
    CHECK(state["event"] == "match:state");
    const json& data = state["data"];
    CHECK(data["status"] == "finished");
    CHECK(data["startedAt"] == test::start_ms);
    CHECK(data["duration"] == 1'800'000);
    CHECK(data["spectators"] == 3);
    CHECK(data["timeRemaining"] == 0);
    CHECK(data["players"][1]["userId"] == "b");
    CHECK(data["players"][1]["score"] == 100);
    CHECK(data["players"][1]["solvedProblems"] == json::array({"P1"}));
    CHECK(data["problems"][0] == json({{"problemId", "P1"},
                                       {"points", 100},
                                       {"lockedBy", "b"},
                                       {"pendingClaims", json::array()},
                                       {"statementVisible", true}}));
    CHECK(data["eloChanges"] == json::array());
    CHECK(json::parse(wire::client_tick("m1", 1234)) ==
          json({{"event", "match:tick"}, {"match", "m1"}, {"data", {{"timeRemaining", 1234}}}}));
    CHECK(wire::event_name(event::Submitted{}) == "match:submit");
    CHECK(wire::event_name(event::Judged{}) == "match:verdict");
    CHECK(wire::event_name(event::Lockout{}) == "match:lockout");
    CHECK(wire::event_name(event::Eliminated{}) == "match:eliminate");
    CHECK(wire::event_name(event::Ended{}) == "match:end");
}

TEST_CASE("match json: a hidden event is its number and nothing else", "[match][wire]") {
    CHECK(wire::client_event("m1", {7, std::nullopt, std::nullopt}) ==
          R"({"event":"match:hidden","match":"m1","seq":7})");
}

TEST_CASE("match json: a line that cannot be read says why", "[match][wire]") {
    const auto complaint = [](const char* line) {
        const auto read = wire::read_event(line);
        REQUIRE(!read);
        CHECK(read.error().code == ErrorCode::unreadable);
        return read.error().message;
    };
    CHECK_THAT(complaint("{"), ContainsSubstring("is not JSON"));
    CHECK_THAT(complaint("[]"), ContainsSubstring("is not a JSON object"));
    CHECK_THAT(complaint(R"({"v":1,"seq":1,"at":2})"), ContainsSubstring("\"event\" is missing"));
    CHECK_THAT(complaint(R"({"v":2,"seq":1,"at":2,"event":"match:chat","data":{}})"),
               ContainsSubstring("version 2 is not 1"));
    CHECK_THAT(complaint(R"({"v":1,"seq":1,"at":2,"event":"match:dance","data":{}})"),
               ContainsSubstring("\"event\" is not a known word"));
    CHECK_THAT(complaint(R"({"v":1,"seq":1,"at":2,"event":"match:chat","data":{"userId":"a"}})"),
               ContainsSubstring("\"text\" is missing"));
    CHECK_THAT(complaint(R"({"v":1,"seq":1.5,"at":2,"event":"match:chat","data":{}})"),
               ContainsSubstring("\"seq\" is not a whole number"));
    CHECK_THAT(complaint(R"({"v":1,"seq":18446744073709551615,"at":2,"event":"x","data":{}})"),
               ContainsSubstring("\"seq\" is out of range"));
    CHECK_THAT(complaint(R"({"v":1,"seq":1,"at":2,"event":"match:closed","data":{"reason":"x"}})"),
               ContainsSubstring("\"reason\" is not a known word"));
    CHECK_THAT(complaint(R"({"v":1,"seq":1,"at":2,"event":"match:round",
                             "data":{"round":3000000000,"alive":1,"nextEndsAt":1}})"),
               ContainsSubstring("\"round\" is out of range"));
}

TEST_CASE("match json: what is not UTF-8 is replaced, never thrown", "[match][wire]") {
    const Event event{1, 2, event::Voided{"s", "a", "P", "disk \xff\xfe"}};
    CHECK(wire::read_event(wire::write_event(event)).has_value());
}
