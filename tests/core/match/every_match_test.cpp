// The rules of every match, by their numbers in the rules of play.
#include "tests/core/match/scene.hpp"

using namespace arena;
using namespace arena::match;
using test::Scene;

TEST_CASE("match rule 1: the server's time counts, and it never runs backwards", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    CHECK(time_left_ms(scene.state, test::start_ms) == 30 * minute_ms);
    scene.give(command::Chat{"a", "hi"}, 100);
    scene.give(command::Chat{"a", "ho"}, 50);  // the caller's clock stepped back
    CHECK(scene.log.back().at_ms == test::start_ms + 100'000);
    CHECK(time_left_ms(scene.state, test::start_ms + 1'799'999) == 1);
    CHECK(time_left_ms(scene.state, test::start_ms + 2'000'000) == 0);
}

TEST_CASE("match rule 3: received before the deadline counts, at the deadline is refused",
          "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.give_ms(command::Submit{"s", "a", "P1", "cpp", "x"}, 1'799'999);
    CHECK(scene.give_ms(command::Submit{"t", "b", "P1", "cpp", "x"}, 1'800'000) ==
          RefusalCode::deadline_passed);
    CHECK(scene.latest<event::Closed>().reason == CloseReason::deadline);
    CHECK(scene.state.status == Status::active);
    CHECK(!next_timer(scene.state));
    scene.judge("s", Verdict::AC, 1900);
    CHECK(scene.state.status == Status::finished);
    CHECK(scene.score("a") == 100);
    CHECK(scene.order() == "a b");
}

TEST_CASE("match rule 4: events are numbered 1, 2, 3 without gaps", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.submit("s", "a", "P1", 1);
    scene.judge("s", Verdict::AC, 2);
    scene.wake(1800);
    for (std::size_t i = 0; i < scene.log.size(); ++i)
        CHECK(scene.log[i].seq == static_cast<std::int64_t>(i) + 1);
    CHECK(scene.state.seq == static_cast<std::int64_t>(scene.log.size()));
}

TEST_CASE("match rule 5: an outage of more than 3 s extends the clock, as an event", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.give(command::Outage{3000}, 100);
    CHECK(scene.count<event::ClockExtended>() == 0);
    scene.give(command::Outage{3001}, 200);
    CHECK(scene.latest<event::ClockExtended>().by_ms == 3001);
    CHECK(scene.state.ends_ms == test::start_ms + 1'803'001);
    // It is given before any deadline is looked at: the match ended while the server was away.
    scene.give(command::Outage{60'000}, 1850);
    CHECK(!scene.state.closed);
    CHECK(scene.state.ends_ms == test::start_ms + 1'863'001);
}

TEST_CASE("match rule 5: who leaves has 60 s to come back, then forfeits", "[match]") {
    Scene scene(test::settings(Mode::blitz, 3, 5));
    scene.give(command::Leave{"a"}, 10);
    CHECK(next_timer(scene.state) == test::start_ms + 70'000);
    scene.give_ms(command::Join{"a", "", 0}, 69'999);
    CHECK(scene.count<event::Returned>() == 1);
    scene.give(command::Leave{"a"}, 100);
    scene.give(command::Leave{"b"}, 110);
    scene.wake(160);
    CHECK(scene.latest<event::Forfeited>() ==
          event::Forfeited{"a", ForfeitReason::away, test::start_ms + 160'000});
    CHECK(scene.give(command::Join{"a", "", 0}, 161) == RefusalCode::out_of_the_match);
    CHECK(scene.submit("s", "a", "P1", 162) == RefusalCode::out_of_the_match);
    scene.wake(170);
    CHECK(scene.state.closed == CloseReason::last_standing);
    CHECK(scene.order() == "c b a");
    CHECK(scene.state.results[2].forfeited);
}

TEST_CASE("match rule 5: if all leave, it is aborted and nobody is rated", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.give(command::Leave{"a"}, 10);
    scene.give(command::Leave{"b"}, 40);
    scene.wake(70);  // a's time is over, but nobody is there to play on
    CHECK(scene.count<event::Forfeited>() == 0);
    CHECK(next_timer(scene.state) == test::start_ms + 100'000);
    scene.wake(100);
    CHECK(scene.state.status == Status::aborted);
    CHECK(scene.latest<event::Aborted>().reason == AbortReason::all_left);
    CHECK(scene.count<event::Ended>() == 0);
}

TEST_CASE("match rule 6: it ends once, and nothing comes after", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.give(command::Resign{"a"}, 10);
    CHECK(scene.state.status == Status::finished);
    CHECK(scene.order() == "b a");
    const std::size_t events = scene.log.size();
    CHECK(scene.submit("s", "b", "P1", 11) == RefusalCode::match_over);
    CHECK(scene.give(command::Chat{"b", "gg"}, 11) == RefusalCode::match_over);
    scene.wake(5000);
    CHECK(scene.log.size() == events);
    CHECK(scene.count<event::Ended>() == 1);
}

TEST_CASE("match rule 7: limits refuse by an event with a reason", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    CHECK(scene.submit("s", "a", "P1", 1, std::string(64 * 1024 + 1, 'x')) ==
          RefusalCode::source_too_large);
    CHECK(scene.submit("s", "a", "P1", 1, std::string(64 * 1024, 'x')) == std::nullopt);
    CHECK(scene.submit("t", "a", "P1", 2.999) == RefusalCode::rate_limited);
    CHECK(scene.refusal->retry_after_ms == 1);
    // asked before what it holds is looked at
    CHECK(scene.submit("t", "a", "P1", 2.999, "") == RefusalCode::rate_limited);
    CHECK(scene.give(command::Submit{"t", "a", "P9", "cpp", "x"}, 2.999) ==
          RefusalCode::rate_limited);
    const std::int64_t last_ms = scene.state.players[0].last_submit_ms;
    CHECK(submit_wait_ms(scene.state, 0, last_ms + 1'999) == 1);
    CHECK(submit_wait_ms(scene.state, 0, last_ms + 2'000) == 0);
    CHECK(submit_wait_ms(scene.state, 1, last_ms + 1'999) == 0);
    CHECK(scene.latest<event::Refused>() == event::Refused{"a", {RefusalCode::rate_limited, 1}});
    CHECK(scene.submit("t", "a", "P1", 3) == std::nullopt);
    CHECK(scene.submit("u", "b", "P1", 3) == std::nullopt);  // each player's own
    for (int i = 0; i < 10; ++i) CHECK(!scene.give(command::Chat{"a", "x"}, 10 + i * 0.1));
    CHECK(scene.give(command::Chat{"a", "x"}, 19) == RefusalCode::rate_limited);
    CHECK(scene.refusal->retry_after_ms == 1000);
    CHECK(!scene.give(command::Chat{"a", "x"}, 20));
    CHECK(scene.give(command::Submit{"v", "b", "P9", "cpp", "x"}, 30) ==
          RefusalCode::unknown_problem);
    CHECK(scene.give(command::Submit{"v", "b", "P1", "cpp", "\xff"}, 30) ==
          RefusalCode::invalid_text);
    CHECK(scene.give(command::Submit{"v", "z", "P1", "cpp", "x"}, 30) == RefusalCode::not_a_player);
}

TEST_CASE("match rule 7: a flood of refusals does not fill the journal", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 5));
    scene.submit("s", "a", "P1", 1);
    for (int i = 0; i < 100; ++i) {
        scene.submit("t", "a", "P1", 1.5);
        CHECK(scene.refusal.has_value());
    }
    CHECK(scene.count<event::Refused>() == 10);
}

TEST_CASE("match rule 8: defaults", "[match]") {
    const Settings s = default_settings(Mode::blitz);
    CHECK(s.duration_ms == 1'800'000);
    CHECK(s.source_bytes_max == 65'536);
    CHECK(s.submit_gap_ms == 2'000);
    CHECK(s.chat_messages_max == 10);
    CHECK(s.chat_window_ms == 10'000);
    CHECK(s.away_grace_ms == 60'000);
    CHECK(default_settings(Mode::battle_royale).players_min == 4);
    CHECK(default_settings(Mode::battle_royale).players_max == 100);
    CHECK(s.royale.round_ms == 300'000);
    CHECK(s.sabotage.sabotage_ms == 600'000);
    CHECK(s.sabotage.repair_ms == 900'000);
}

TEST_CASE("match waiting: seats, strangers, start", "[match]") {
    Settings s = test::settings(Mode::blitz, 2, 1);
    s.open = true;
    s.players_max = 4;
    s.starts_when_full = false;
    Scene scene(s, false);
    CHECK(scene.submit("s", "a", "P1", 0) == RefusalCode::not_active);
    scene.give(command::Join{"a", "", 0}, 1);
    CHECK(scene.give(command::Start{}, 1) == RefusalCode::too_few_players);
    scene.give(command::Join{"x", "X", 1700}, 1);
    scene.give(command::Join{"y", "Y", 1700}, 1);
    CHECK(scene.give(command::Join{"z", "Z", 1700}, 1) == RefusalCode::match_full);
    scene.give(command::Leave{"y", true}, 2);
    CHECK(scene.give(command::Join{"z", "Z", 1700}, 3) == std::nullopt);
    scene.give(command::Start{}, 4);
    CHECK(scene.state.players.size() == 3);  // b was invited and never came
    CHECK(scene.give(command::Join{"b", "", 0}, 5) == RefusalCode::already_started);
}

/// A blitz of `a`, who made it, with seats for whoever comes.
static Settings open_room(std::size_t players_max) {
    Settings s = test::settings(Mode::blitz, 1, 1);
    s.open = true;
    s.players_max = players_max;
    return s;
}

TEST_CASE("match waiting: who is away keeps the seat for the grace time", "[match]") {
    Scene scene(open_room(3), false);
    for (const char* user : {"a", "x"}) scene.give(command::Join{user, user, 1700}, 1);
    scene.give(command::Leave{"x"}, 10);
    CHECK(scene.latest<event::Left>().seat_ends_ms == test::start_ms + 70'000);
    CHECK(next_timer(scene.state) == test::start_ms + 70'000);
    scene.give(command::Join{"y", "Y", 1700}, 20);
    CHECK(scene.give(command::Join{"z", "Z", 1700}, 20) == RefusalCode::match_full);
    CHECK(scene.state.status == Status::waiting);  // full, but x is away
    scene.give(command::Join{"x", "", 0}, 69);
    CHECK(scene.count<event::Returned>() == 1);
    CHECK(scene.state.status == Status::active);
}

TEST_CASE("match waiting: who is away for longer loses the seat, and the maker not the roster's",
          "[match]") {
    Scene scene(open_room(3), false);
    for (const char* user : {"a", "x"}) scene.give(command::Join{user, user, 1700}, 1);
    for (const char* user : {"a", "x"}) scene.give(command::Leave{user}, 10);
    scene.give(command::Leave{"x"}, 20);  // away already
    scene.wake(69);
    CHECK(scene.count<event::Left>() == 2);
    scene.wake(70);
    CHECK(scene.count<event::Left>() == 4);
    CHECK(!scene.latest<event::Left>().seat_ends_ms);
    REQUIRE(scene.state.players.size() == 1);
    CHECK(!scene.player("a").joined);
    CHECK(next_timer(scene.state) == test::start_ms + 300'000);
    scene.give(command::Join{"a", "", 0}, 80);
    CHECK(scene.count<event::Joined>() == 3);
}

TEST_CASE("match waiting: the host takes who is away along, who then forfeits in time", "[match]") {
    Settings s = open_room(4);
    s.starts_when_full = false;
    Scene scene(s, false);
    for (const char* user : {"a", "x", "y"}) scene.give(command::Join{user, user, 1700}, 1);
    scene.give(command::Leave{"x"}, 10);
    scene.give(command::Leave{"y", true}, 10);
    CHECK(scene.give(command::Start{}, 30) == std::nullopt);
    REQUIRE(scene.state.players.size() == 2);
    CHECK(!scene.player("x").present);
    scene.wake(69);
    CHECK(!scene.state.is_over());
    scene.wake(70);
    CHECK(scene.order() == "a x");
}

TEST_CASE("match waiting: an outage gives who is away its length", "[match]") {
    Scene scene(open_room(3), false);
    for (const char* user : {"a", "x"}) scene.give(command::Join{user, user, 1700}, 1);
    scene.give(command::Leave{"x"}, 10);
    scene.give(command::Outage{100'000}, 115);
    CHECK(next_timer(scene.state) == test::start_ms + 170'000);
}

TEST_CASE("match waiting: a journal without kept seats frees them at once", "[match]") {
    Scene scene(open_room(3), false);
    for (const char* user : {"a", "x"}) scene.give(command::Join{user, user, 1700}, 1);
    State state = scene.state;
    for (const char* user : {"a", "x"})
        apply(state, {state.seq + 1, state.last_ms, event::Left{user, std::nullopt}});
    REQUIRE(state.players.size() == 1);
    CHECK(!state.players[0].joined);
    CHECK(next_timer(state) == test::start_ms + 300'000);
}

TEST_CASE("match waiting: not started in time is aborted", "[match]") {
    Scene scene(test::settings(Mode::blitz, 2, 1), false);
    scene.give(command::Join{"a", "", 0}, 1);
    scene.wake(300);
    CHECK(scene.latest<event::Aborted>().reason == AbortReason::not_started);
}

TEST_CASE("match waiting: one that may start short goes on without who did not come", "[match]") {
    Settings s = test::settings(Mode::battle_royale, 5, 1);
    s.players_min = 4;
    s.start_wait_ms = 20'000;
    s.starts_short = true;
    Scene scene(s, false);
    for (const char* user : {"a", "b", "c", "d", "e"}) scene.give(command::Join{user, "", 0}, 1);
    CHECK(scene.state.status == Status::active);  // all have come

    Scene without(s, false);
    for (const char* user : {"a", "b", "c", "d"}) without.give(command::Join{user, "", 0}, 1);
    CHECK(next_timer(without.state) == test::start_ms + 20'000);
    without.wake(19);
    CHECK(without.state.status == Status::waiting);
    without.wake(20);
    CHECK(without.state.status == Status::active);
    CHECK(without.state.players.size() == 4);
    CHECK(without.give(command::Join{"e", "", 0}, 21) == RefusalCode::not_a_player);

    Scene few(s, false);
    for (const char* user : {"a", "b", "c", "d"}) few.give(command::Join{user, "", 0}, 1);
    few.give(command::Leave{"d", true}, 2);
    few.wake(20);
    CHECK(few.latest<event::Aborted>().reason == AbortReason::not_started);
}

TEST_CASE("match waiting: an outage is no waiting, and no part of the match's clock", "[match]") {
    Settings s = test::settings(Mode::blitz, 2, 1);
    s.start_wait_ms = 20'000;
    Scene scene(s, false);
    scene.give(command::Join{"a", "", 0}, 1);
    scene.give(command::Outage{30'000}, 40);
    CHECK(scene.state.status == Status::waiting);
    CHECK(next_timer(scene.state) == test::start_ms + 50'000);
    scene.give(command::Join{"b", "", 0}, 45);
    CHECK(scene.state.status == Status::active);
    CHECK(scene.state.ends_ms == test::start_ms + 45'000 + s.duration_ms);
    CHECK(elapsed_ms(scene.state, test::start_ms + 55'000) == 10'000);
    scene.give(command::Leave{"a"}, 50);
    scene.wake(110);
    CHECK(scene.order() == "b a");
}

TEST_CASE("match settings: what breaks a rule is named", "[match]") {
    Settings s = test::settings(Mode::blitz, 2, 2);
    CHECK(validate(s).has_value());
    s.problems[1].id = "P1";
    CHECK(validate(s).error().message == "match settings: problem P1 stands twice");
    s = test::settings(Mode::fastest, 2, 2);
    CHECK(validate(s).error().message == "match settings: problems is 2; it must be 1 to 1");
    CHECK(validate(test::settings(Mode::codegolf, 2, 5)).has_value());
    CHECK(validate(test::settings(Mode::codegolf, 2, 6)).error().message ==
          "match settings: problems is 6; it must be 1 to 5");
    s = test::sabotage_settings();
    s.sabotage.tasks.pop_back();
    CHECK(validate(s).error().message == "match settings: sabotage: 1 tasks for up to 2 players");
}
