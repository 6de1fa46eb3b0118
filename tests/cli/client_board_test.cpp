// The client's board against the rules' own state: whatever is folded from the messages that one
// player is sent must be what match:state tells the same player at that point.
#include "cli/client_board.hpp"

#include <nlohmann/json.hpp>

#include "cli/client_event_line.hpp"
#include "core/match/machine.hpp"
#include "core/match/settings.hpp"
#include "core/match/view.hpp"
#include "core/wire/match_json.hpp"
#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::cli;
using nlohmann::json;

namespace {

/// A match and, beside it, the board of each of its players.
class Table {
public:
    explicit Table(const match::Settings& settings) {
        give(match::command::Create{settings}, 0);
        for (std::size_t i = 0; i < settings.players.size(); ++i) {
            boards_.emplace_back().viewer = settings.players[i].user;
            (void)apply_message(boards_[i], state_for(i));
        }
    }

    void give(const match::Command& command, std::int64_t at_ms) {
        for (const match::Event& event : match::decide(state_, command, at_ms).events) {
            const match::State before = state_;
            match::apply(state_, event);
            for (std::size_t i = 0; i < boards_.size(); ++i) {
                const auto view = match::view_event(state_, event, match::PlayerViewer{i});
                const json message = json::parse(wire::client_event("m", view));
                CHECK(apply_message(boards_[i], message));
                (void)event_line(boards_[i], message);
                // who is let in is told the state, and the problems with it
                if (!match::may_see_problems(before, match::PlayerViewer{i}) &&
                    match::may_see_problems(state_, match::PlayerViewer{i}))
                    (void)apply_message(boards_[i], state_for(i));
            }
        }
        for (std::size_t i = 0; i < boards_.size(); ++i) compare(i);
    }

    const MatchBoard& board(std::size_t player) const { return boards_[player]; }

private:
    json state_for(std::size_t player) const {
        return json::parse(
            wire::client_state(match::view(state_, match::PlayerViewer{player}), state_.last_ms,
                               match::time_left_ms(state_, state_.last_ms), 0, false));
    }

    void compare(std::size_t index) {
        MatchBoard told;
        told.viewer = boards_[index].viewer;
        (void)apply_message(told, state_for(index));
        const MatchBoard& folded = boards_[index];
        CAPTURE(index, folded.seq);
        CHECK(folded.seq == told.seq);
        CHECK(folded.status == told.status);
        CHECK(folded.ended_by == told.ended_by);
        CHECK(folded.round == told.round);
        CHECK(folded.phase == told.phase);
        CHECK(folded.part_ends_ms == told.part_ends_ms);
        CHECK_FALSE(folded.stale);
        REQUIRE(folded.players.size() == told.players.size());
        for (std::size_t i = 0; i < told.players.size(); ++i) {
            CHECK(folded.players[i].score == told.players[i].score);
            CHECK(folded.players[i].solved == told.players[i].solved);
            CHECK(folded.players[i].present == told.players[i].present);
            CHECK(folded.players[i].eliminated == told.players[i].eliminated);
            CHECK(folded.players[i].forfeited == told.players[i].forfeited);
            CHECK(folded.players[i].place == told.players[i].place);
        }
        REQUIRE(folded.problems.size() == told.problems.size());
        for (std::size_t i = 0; i < told.problems.size(); ++i) {
            CHECK(folded.problems[i].holder == told.problems[i].holder);
            CHECK(folded.problems[i].golf_bytes == told.problems[i].golf_bytes);
        }
        REQUIRE(folded.own.size() == told.own.size());
        for (std::size_t i = 0; i < told.own.size(); ++i) {
            CHECK(folded.own[i].id == told.own[i].id);
            CHECK(folded.own[i].verdict == told.own[i].verdict);
            CHECK(folded.own[i].tests == told.own[i].tests);
        }
    }

    match::State state_;
    std::vector<MatchBoard> boards_;
};

match::Settings settings_of(match::Mode mode, std::size_t players) {
    match::Settings settings = match::default_settings(mode);
    settings.match = "m";
    settings.players_max = std::max(settings.players_max, players);
    for (std::size_t i = 0; i < players; ++i)
        settings.players.push_back({"u" + std::to_string(i), "p" + std::to_string(i), 1500});
    settings.problems = {{"easy", 100, 1000}, {"hard", 200, 1500}};
    if (mode == match::Mode::fastest) settings.problems.pop_back();
    return settings;
}

void join_all(Table& table, std::size_t players) {
    for (std::size_t i = 0; i < players; ++i)
        table.give(match::command::Join{"u" + std::to_string(i), "", 1500}, 1000);
}

void hand_in(Table& table, const std::string& id, const std::string& user,
             const std::string& problem, Verdict verdict, std::int64_t at_ms,
             const std::string& source = "print(1)") {
    table.give(match::command::Submit{id, user, problem, "python3", source}, at_ms);
    match::command::Judge judged;
    judged.submission = id;
    judged.verdict = verdict;
    judged.tests = 10;
    table.give(judged, at_ms + 500);
}

}  // namespace

TEST_CASE("client board: blitz, with a player who goes and comes and resigns", "[cli]") {
    Table table(settings_of(match::Mode::blitz, 2));
    join_all(table, 2);
    hand_in(table, "s1", "u0", "easy", Verdict::WA, 5'000);
    hand_in(table, "s2", "u1", "easy", Verdict::AC, 6'000);
    table.give(match::command::Leave{"u0"}, 7'000);
    table.give(match::command::Join{"u0", "", 1500}, 8'000);
    table.give(match::command::Chat{"u1", "hello"}, 9'000);
    table.give(match::command::Resign{"u0"}, 10'000);
    CHECK(table.board(0).is_over());
    CHECK(table.board(0).self()->rank == 2);
    CHECK(table.board(0).ranking().front()->name == "p1");
}

TEST_CASE("client board: codegolf takes points from who held the problem", "[cli]") {
    Table table(settings_of(match::Mode::codegolf, 2));
    join_all(table, 2);
    hand_in(table, "s1", "u0", "easy", Verdict::AC, 5'000, "print(1)  # long");
    hand_in(table, "s2", "u1", "easy", Verdict::AC, 9'000, "print(1)");
    hand_in(table, "s3", "u1", "hard", Verdict::AC, 12'000, "print(2)");
    CHECK(table.board(0).player("u0")->score == 0);
    CHECK(table.board(0).player("u1")->score == 300);
}

TEST_CASE("client board: battle royale by rounds", "[cli]") {
    Table table(settings_of(match::Mode::battle_royale, 4));
    join_all(table, 4);
    hand_in(table, "s1", "u2", "easy", Verdict::AC, 5'000);
    hand_in(table, "s2", "u1", "easy", Verdict::AC, 9'000);
    for (int minutes = 5; minutes <= 40; ++minutes)
        table.give(match::command::Wake{}, minutes * match::minute_ms + 2'000);
    CHECK(table.board(2).is_over());
}

TEST_CASE("client board: an event that comes twice is no news, one that is missing is", "[cli]") {
    MatchBoard board;
    const auto state = json::parse(
        R"({"event":"match:state","seq":3,"at":5,"data":{"matchId":"m","status":"active"}})");
    CHECK(apply_message(board, state));
    const auto hidden = [](int seq) {
        return json{{"event", "match:hidden"}, {"match", "m"}, {"seq", seq}};
    };
    CHECK_FALSE(apply_message(board, hidden(3)));
    CHECK(apply_message(board, hidden(4)));
    CHECK_FALSE(board.stale);
    CHECK(apply_message(board, hidden(6)));
    CHECK(board.stale);
}

TEST_CASE("client board: nonsense is no harm", "[cli]") {
    MatchBoard board;
    for (const char* text :
         {"[]", "{}", R"({"event":7})", R"({"event":"match:state","data":[]})",
          R"({"event":"match:end","seq":"x","data":{"results":[1,{"userId":4}]}})",
          R"({"event":"match:state","data":{"players":[[],{"score":"a"}],"problems":{}}})",
          R"({"event":"match:lockout","seq":1e300,"data":{"userId":"u","points":1e99}})"}) {
        CAPTURE(text);
        (void)apply_message(board, json::parse(text));
        (void)event_line(board, json::parse(text));
    }
    CHECK_FALSE(board.is_over());
}
