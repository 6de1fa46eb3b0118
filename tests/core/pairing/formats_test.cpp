// Round robins, brackets, groups, arenas, tie-breaks: FIDE's tables, and what each format promises.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "core/pairing/arena.hpp"
#include "core/pairing/baku.hpp"
#include "core/pairing/elimination.hpp"
#include "core/pairing/organizer.hpp"
#include "core/pairing/round_robin.hpp"
#include "core/pairing/tie_breaks.hpp"
#include "tests/core/pairing/swiss_evening.hpp"
#include "tests/support/catch.hpp"

using namespace arena::pairing;

namespace {

using Round = std::vector<std::pair<int, int>>;

/// Plays a bracket to its end; the lower seed number wins with this chance in ten.
std::vector<int> play(const Elimination& bracket, std::mt19937& chance, unsigned favourite) {
    std::vector<int> winners(bracket.matches.size());
    for (;;) {
        const auto views = standing(bracket, winners);
        REQUIRE_OK(views);
        bool open = false;
        for (std::size_t m = 0; m < views->size(); ++m) {
            if ((*views)[m].state != MatchState::ready) continue;
            const int low = std::min((*views)[m].sides[0], (*views)[m].sides[1]);
            const int high = std::max((*views)[m].sides[0], (*views)[m].sides[1]);
            winners[m] = chance() % 10 < favourite ? low : high;
            open = true;
        }
        if (!open) return winners;
    }
}

}  // namespace

// FIDE Handbook C.05, annex 1: the tables for 3 or 4 and for 5 or 6 players.
TEST_CASE("round robin: FIDE's Berger tables", "[pairing]") {
    CHECK(berger_rounds(4) ==
          std::vector<Round>{{{1, 4}, {2, 3}}, {{4, 3}, {1, 2}}, {{2, 4}, {3, 1}}});
    CHECK(berger_rounds(6) == std::vector<Round>{{{1, 6}, {2, 5}, {3, 4}},
                                                 {{6, 4}, {5, 3}, {1, 2}},
                                                 {{2, 6}, {3, 1}, {4, 5}},
                                                 {{6, 5}, {1, 4}, {2, 3}},
                                                 {{3, 6}, {4, 2}, {5, 1}}});
    CHECK(berger_rounds(3) == std::vector<Round>{{{2, 3}}, {{1, 2}}, {{3, 1}}});
}

TEST_CASE("round robin: everyone meets everyone, colours in balance", "[pairing]") {
    for (int players = 2; players <= 24; ++players) {
        for (const int cycles : {1, 2}) {
            std::map<std::pair<int, int>, int> met;
            std::map<int, int> whites, streak, last;
            const auto rounds = berger_rounds(players, cycles);
            for (const Round& round : rounds) {
                std::set<int> seen;
                for (const auto& [white, black] : round) {
                    CHECK(seen.insert(white).second);
                    CHECK(seen.insert(black).second);
                    ++met[std::minmax(white, black)];
                    ++whites[white];
                    --whites[black];
                    for (const auto& [player, color] : {std::pair{white, 1}, {black, 2}}) {
                        streak[player] = last[player] == color ? streak[player] + 1 : 1;
                        last[player] = color;
                        INFO(players << " players, " << cycles << " cycles");
                        CHECK(streak[player] <= 2);
                    }
                }
            }
            CHECK(static_cast<int>(met.size()) == players * (players - 1) / 2);
            for (const auto& [pair, times] : met) CHECK(times == cycles);
            for (const auto& [player, balance] : whites) CHECK(std::abs(balance) <= 2 - cycles);
        }
    }
}

TEST_CASE("knockout: 1 and 2 can meet in the final only, the best seeds have the byes",
          "[pairing]") {
    const Elimination sixteen = knockout(16);
    const auto views = standing(sixteen, {});
    REQUIRE_OK(views);
    CHECK((*views)[0].sides[0] == 1);
    CHECK((*views)[0].sides[1] == 16);
    CHECK((*views)[1].sides[0] == 8);
    CHECK((*views)[1].sides[1] == 9);
    for (int players = 2; players <= 40; ++players) {
        const Elimination bracket = knockout(players);
        std::mt19937 chance(3);
        const auto winners = play(bracket, chance, 10);  // the favourite always wins
        const auto end = standing(bracket, winners);
        REQUIRE_OK(end);
        CHECK(end->back().winner == 1);
        CHECK(end->back().loser == 2);
        std::set<int> byes;
        for (const MatchView& view : *end) {
            if (view.state == MatchState::walkover) byes.insert(view.winner);
        }
        for (const int seed : byes) CHECK(seed <= static_cast<int>(byes.size()));
    }
}

TEST_CASE("double elimination: out after two losses and not before", "[pairing]") {
    std::mt19937 chance(11);
    for (int players = 2; players <= 33; ++players) {
        const Elimination bracket = double_elimination(players);
        for (int repeat = 0; repeat < 5; ++repeat) {
            const auto winners = play(bracket, chance, 6);
            const auto views = standing(bracket, winners);
            REQUIRE_OK(views);
            std::map<int, int> losses;
            for (const MatchView& view : *views) {
                REQUIRE(view.state != MatchState::waiting);
                REQUIRE(view.state != MatchState::ready);
                if (view.state == MatchState::decided) ++losses[view.loser];
            }
            const bool reset = views->back().state == MatchState::decided;
            const int champion = reset ? views->back().winner : (*views)[views->size() - 2].winner;
            INFO(players << " players");
            for (int seed = 1; seed <= players; ++seed) {
                CHECK((seed == champion ? losses[seed] <= 1 : losses[seed] == 2));
            }
        }
    }
}

TEST_CASE("double elimination: no rematch in the first half of the lower bracket", "[pairing]") {
    std::mt19937 chance(12);
    for (const int players : {8, 16, 32}) {
        const Elimination bracket = double_elimination(players);
        int last_round = 0;
        for (const BracketMatch& match : bracket.matches) {
            if (match.side == BracketSide::lower) last_round = std::max(last_round, match.round);
        }
        for (int repeat = 0; repeat < 200; ++repeat) {
            const auto views = standing(bracket, play(bracket, chance, 5));
            REQUIRE_OK(views);
            std::set<std::pair<int, int>> met;
            for (std::size_t m = 0; m < views->size(); ++m) {
                const MatchView& view = (*views)[m];
                if (view.state != MatchState::decided) continue;
                const bool again = !met.insert(std::minmax(view.winner, view.loser)).second;
                if (!again || bracket.matches[m].side != BracketSide::lower) continue;
                INFO(players << " players, lower round " << bracket.matches[m].round);
                CHECK(bracket.matches[m].round > last_round / 2);
            }
        }
    }
}

TEST_CASE("gsl: two winners of four in five matches; groups are dealt snake-wise", "[pairing]") {
    const auto views = standing(gsl_group(), {1, 2, 1, 4, 2});
    REQUIRE_OK(views);
    CHECK((*views)[2].winner == 1);
    CHECK((*views)[3].loser == 3);
    CHECK((*views)[4].winner == 2);
    CHECK(snake_groups(8, 2) == std::vector<std::vector<int>>{{1, 4, 5, 8}, {2, 3, 6, 7}});
    const auto wrong = standing(gsl_group(), {2});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().message.find("match 1 cannot be won by 2") == 0);
}

TEST_CASE("arena: neighbours in the standings, not the last opponent", "[pairing]") {
    std::vector<ArenaPlayer> players;
    for (PlayerId id = 1; id <= 5; ++id)
        players.push_back({id, static_cast<int>(10 - id), 1500, id * 10, {}, 0});
    players[0].last_opponents = {2};
    players[2].white_balance = -3;
    const auto pairs = pair_arena(players, 1000);
    REQUIRE(pairs.size() == 2);  // 5 is free for the shortest time
    std::set<PlayerId> seen;
    for (const ArenaPair& pair : pairs) {
        CHECK(seen.insert(pair.white).second);
        CHECK(seen.insert(pair.black).second);
        CHECK(std::set{pair.white, pair.black} != std::set<PlayerId>{1, 2});
    }
    CHECK(seen == std::set<PlayerId>{1, 2, 3, 4});
    std::vector<ArenaPlayer> two{{1, 0, 1500, 0, {2}, 0}, {2, 0, 1500, 0, {1}, 0}};
    CHECK(pair_arena(two, 1000).size() == 1);  // nobody else is free
}

/// Pairs of last opponents in the best pairing of all, by trying everything.
std::size_t fewest_repeats(const std::vector<ArenaPlayer>& players, std::uint32_t free) {
    const int count = __builtin_popcount(free);
    if (count < 2) return 0;
    const auto a = static_cast<std::size_t>(__builtin_ctz(free));
    const std::uint32_t others = free & (free - 1);
    std::size_t best = count % 2 != 0 ? fewest_repeats(players, others) : players.size();
    for (std::size_t b = a + 1; b < players.size(); ++b) {
        if (!(others >> b & 1)) continue;
        const bool repeat =
            !players[a].last_opponents.empty() && players[a].last_opponents[0] == players[b].id;
        const bool back =
            !players[b].last_opponents.empty() && players[b].last_opponents[0] == players[a].id;
        best = std::min(best, fewest_repeats(players, others & ~(1u << b)) + (repeat || back));
    }
    return best;
}

TEST_CASE("arena: last opponents meet only when no pairing avoids it", "[pairing]") {
    std::mt19937 chance(3);
    for (int round = 0; round < 300; ++round) {
        std::vector<ArenaPlayer> players;
        const std::uint32_t count = 2 + chance() % 7;
        for (PlayerId id = 0; id < count; ++id) {
            const PlayerId last = chance() % std::min(count, 3u);
            players.push_back({id, static_cast<int>(chance() % 4), 1500, id, {last}, 0});
            if (last == id) players.back().last_opponents.clear();
        }
        std::size_t repeats = 0;
        const auto at = [&](PlayerId id) -> const ArenaPlayer& {
            return players[static_cast<std::size_t>(id)];
        };
        const auto pairs = pair_arena(players, 1000);
        for (const ArenaPair& pair : pairs) {
            const auto &a = at(pair.white).last_opponents, &b = at(pair.black).last_opponents;
            repeats += (!a.empty() && a[0] == pair.black) || (!b.empty() && b[0] == pair.white);
        }
        INFO("round " << round);
        CHECK(pairs.size() == count / 2);
        CHECK(repeats == fewest_repeats(players, (1u << count) - 1));
    }
}

// A round robin of four by hand: 1 beats 2 and 4, draws 3; 2 beats 3 and 4; 3 beats 4.
TEST_CASE("tie-breaks: by hand", "[pairing]") {
    Tournament tournament = made_up_tournament(4, 3);
    const auto enter = [&](int white, int black, char result) {
        const char back = result == '1' ? '0' : result == '0' ? '1' : '=';
        tournament.players[static_cast<std::size_t>(white)].rounds.push_back(
            {black, Color::white, result});
        tournament.players[static_cast<std::size_t>(black)].rounds.push_back(
            {white, Color::black, back});
    };
    enter(0, 3, '1'), enter(1, 2, '1');
    enter(3, 2, '0'), enter(0, 1, '1');
    enter(1, 3, '1'), enter(2, 0, '=');
    tournament.rounds_played = 3;
    const auto rows = final_standings(
        tournament, {TieBreak::buchholz, TieBreak::buchholz_cut_1, TieBreak::sonneborn_berger,
                     TieBreak::progressive, TieBreak::games_won, TieBreak::black_games,
                     TieBreak::direct_encounter, TieBreak::buchholz_median});
    REQUIRE(rows.size() == 4);
    CHECK(rows[0].player == 0);
    CHECK(rows[0].points == 25);
    // Opponents: 0, 2 and 1.5 points; 1*0 + 1*2 + 0.5*1.5; running scores 1, 2, 2.5.
    CHECK(rows[0].values == std::vector<int>{350, 350, 275, 550, 200, 100, 0, 150});
    CHECK(rows[3].player == 3);
    CHECK(rows[3].values[2] == 0);
    CHECK(rows[3].rank == 4);
}

// C.07, article 16, on five rounds of six players: 1 withdraws after round 3, 2 asks for a half
// point in round 2 and plays on, 3 loses round 5 by forfeit to 4.
TEST_CASE("tie-breaks: unplayed rounds as FIDE counts them", "[pairing]") {
    Tournament tournament = made_up_tournament(6, 5);
    const auto rounds = [&](int player, std::vector<RoundEntry> entries) {
        tournament.players[static_cast<std::size_t>(player - 1)].rounds = std::move(entries);
    };
    const auto game = [](int opponent, char result) {
        return RoundEntry{opponent - 1, Color::white, result};
    };
    const RoundEntry half{nobody, Color::none, 'H'}, zero{}, bye{nobody, Color::none, 'U'};
    rounds(1, {game(4, '1'), game(5, '1'), game(2, '0'), zero, zero});                  // 2
    rounds(2, {game(5, '1'), half, game(1, '1'), game(4, '='), game(6, '1')});          // 4
    rounds(3, {game(6, '1'), game(4, '='), bye, game(5, '1'), game(4, '-')});           // 3.5
    rounds(4, {game(1, '0'), game(3, '='), game(6, '1'), game(2, '='), game(3, '+')});  // 3
    rounds(5, {game(2, '0'), game(1, '0'), half, game(3, '0'), half});                  // 1
    rounds(6, {game(3, '0'), bye, game(4, '0'), half, game(2, '0')});                   // 1.5
    tournament.rounds_played = 5;
    const auto rows = final_standings(
        tournament, {TieBreak::buchholz, TieBreak::buchholz_cut_1, TieBreak::sonneborn_berger});
    const auto values = [&](int player) {
        return std::find_if(rows.begin(), rows.end(),
                            [&](const StandingRow& row) { return row.player == player - 1; })
            ->values;
    };
    // Opponents of 2: 5 counts 1 (its last bye is worth a draw anyway), itself 4, 1 counts 3 (two
    // rounds after leaving are draws), 4 counts 3, 6 counts 1.5. Cut 1 leaves out the half
    // point's 4.
    CHECK(values(2) == std::vector<int>{1250, 850, 100 + 200 + 300 + 150 + 150});
    // 3: 6, 4, itself for the bye, 5, itself for the forfeit loss, which cut 1 leaves out.
    CHECK(values(3) == std::vector<int>{150 + 300 + 350 + 100 + 350, 900, 150 + 150 + 350 + 100});
    // 1: itself twice; both are asked for, and cut 1 leaves out one of them.
    CHECK(values(1) == std::vector<int>{300 + 100 + 400 + 200 + 200, 1000, 300 + 100});
}

TEST_CASE("tie-breaks: direct encounter where some have not met", "[pairing]") {
    Tournament tournament = made_up_tournament(5, 4);
    const auto enter = [&](int player, std::vector<std::pair<int, char>> games) {
        auto& all = tournament.players[static_cast<std::size_t>(player - 1)].rounds;
        for (const auto& [opponent, result] : games) {
            all.push_back({opponent - 1, Color::white, result});
        }
    };
    // 1, 2 and 3 have two points each; 1 beat both others, who have not met.
    enter(1, {{2, '1'}, {3, '1'}, {4, '0'}, {5, '0'}});
    enter(2, {{1, '0'}, {4, '1'}, {5, '1'}});
    enter(3, {{4, '1'}, {1, '0'}, {5, '1'}});
    enter(4, {{3, '0'}, {2, '0'}, {1, '1'}});
    enter(5, {{2, '0'}, {3, '0'}, {1, '1'}});
    tournament.rounds_played = 4;
    const auto rows = final_standings(tournament, {TieBreak::direct_encounter});
    CHECK(rows[0].player == 0);
    CHECK(rows[0].values == std::vector<int>{200});
    CHECK(rows[1].rank == 2);
    CHECK(rows[2].rank == 2);
    CHECK(rows[1].values == std::vector<int>{0});
}

TEST_CASE("baku: nine rounds, three of a point and two of a half", "[swiss]") {
    Tournament tournament = made_up_tournament(10, 9);
    accelerate_baku(tournament);
    CHECK(tournament.players[0].acceleration == std::vector<int>{10, 10, 10, 5, 5});
    CHECK(tournament.players[5].acceleration.size() == 5);  // 10 players: 2 * ceil(10 / 4) = 6
    CHECK(tournament.players[6].acceleration.empty());
}

TEST_CASE("organizer: own boards are checked, the rest is paired around them", "[swiss]") {
    Tournament tournament = made_up_tournament(6, 5);
    const auto round = pair_around(tournament, {{3, 1}});
    REQUIRE_OK(round);
    CHECK(round->boards.front() == std::pair{2, 0});
    CHECK(round->boards.size() == 3);
    CHECK_FALSE(pair_around(tournament, {{1, 7}}));
    CHECK_FALSE(pair_around(tournament, {{1, 2}, {2, 3}}));
    std::mt19937 chance(1);
    play_round(tournament, *round, chance, 0, 0);
    const auto again = pair_around(tournament, {{1, 3}});
    REQUIRE_FALSE(again);
    CHECK(again.error().message == "board 1-3: they have met, or are forbidden to");
    const auto bye = give_bye(tournament, 2, 'H');
    REQUIRE_OK(bye);
    CHECK_FALSE(give_bye(tournament, 2, 'H'));
}
