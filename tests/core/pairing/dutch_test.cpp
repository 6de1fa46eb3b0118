// FIDE's Dutch system: the peers' tournaments pair for pair, the rules on thousands of made-up
// ones, and the quick way against the exact one.
#include "core/pairing/dutch.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "core/pairing/swiss_card.hpp"
#include "core/pairing/trf.hpp"
#include "tests/core/pairing/dutch_literal.hpp"
#include "tests/core/pairing/swiss_evening.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/source_tree.hpp"

using namespace arena::pairing;
namespace fs = std::filesystem;

namespace {

fs::path swiss_data() {
    return arena::testing::shared_path("data/swiss");
}

/// The tournament as it stood before `round`: games hidden, byes asked for in advance kept.
Tournament before_round(const Tournament& whole, int round) {
    Tournament cut = whole;
    cut.rounds_played = round;
    const auto known = static_cast<std::size_t>(round);
    for (SwissPlayer& player : cut.players) {
        if (player.rounds.size() <= known) continue;
        player.rounds.resize(player.rounds[known].was_paired() ? known : known + 1);
    }
    return cut;
}

/// Opponent and colour of each player as "7w", "-" for none, "bye".
std::vector<std::string> told(const Tournament& whole, int round) {
    std::vector<std::string> out;
    for (const SwissPlayer& player : whole.players) {
        std::string text = "-";
        if (static_cast<int>(player.rounds.size()) > round) {
            const RoundEntry& entry = player.rounds[static_cast<std::size_t>(round)];
            if (entry.result == 'U') text = "bye";
            if (entry.opponent != nobody) {
                text =
                    std::to_string(entry.opponent + 1) + (entry.color == Color::white ? "w" : "b");
            }
        }
        out.push_back(text);
    }
    return out;
}

std::vector<std::string> told(const Tournament& whole, const RoundPairing& pairing) {
    std::vector<std::string> out(whole.players.size(), "-");
    for (const auto& [white, black] : pairing.boards) {
        out[static_cast<std::size_t>(white)] = std::to_string(black + 1) + "w";
        out[static_cast<std::size_t>(black)] = std::to_string(white + 1) + "b";
    }
    if (pairing.bye != nobody) out[static_cast<std::size_t>(pairing.bye)] = "bye";
    return out;
}

Tournament read(const std::string& text) {
    auto tournament = read_trf(text, "test.trf");
    REQUIRE_OK(tournament);
    return *tournament;
}

/// No rematch, no forbidden pair, no second bye, colours within the rules, everyone there once.
void check_rules(const Tournament& tournament, const RoundPairing& pairing) {
    const auto cards = swiss_cards(tournament);
    std::set<int> seen;
    const auto card_of = [&](int player) {
        return std::find_if(cards.begin(), cards.end(),
                            [&](const SwissCard& card) { return card.player == player; });
    };
    for (const auto& [white, black] : pairing.boards) {
        REQUIRE(seen.insert(white).second);
        REQUIRE(seen.insert(black).second);
        const auto first = card_of(white), second = card_of(black);
        REQUIRE(first != cards.end());
        REQUIRE(second != cards.end());
        for (const RoundEntry& entry : tournament.players[static_cast<std::size_t>(white)].rounds) {
            REQUIRE_FALSE((entry.played() && entry.opponent == black));
        }
        for (const auto& [one, two] : tournament.forbidden) {
            REQUIRE_FALSE((std::pair{one, two} == std::pair{white, black} ||
                           std::pair{two, one} == std::pair{white, black}));
        }
        if (!first->topscorer && !second->topscorer) {
            REQUIRE_FALSE((first->absolute && first->preference == Color::black));
            REQUIRE_FALSE((second->absolute && second->preference == Color::white));
        }
    }
    if (pairing.bye != nobody) {
        REQUIRE(seen.insert(pairing.bye).second);
        REQUIRE(card_of(pairing.bye)->may_have_bye);
    }
    REQUIRE(seen.size() == cards.size());
    REQUIRE((pairing.bye != nobody) == (cards.size() % 2 != 0));
}

}  // namespace

TEST_CASE("dutch: every round of the peers' tournaments, pair for pair", "[swiss]") {
    const fs::path folder = swiss_data();
    if (folder.empty()) {
        WARN("skipped: the peers' tournaments are not on this machine");
        return;
    }
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".trf") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    REQUIRE(files.size() >= 40);
    for (const fs::path& path : files) {
        std::ifstream stream(path, std::ios::binary);
        std::stringstream text;
        text << stream.rdbuf();
        Tournament whole = read(text.str());
        const int rounds = whole.rounds_played;
        whole.rounds_total = rounds;
        for (int round = 0; round < rounds; ++round) {
            INFO(path.filename().string() << " round " << round + 1);
            const auto pairing = pair_dutch(before_round(whole, round));
            REQUIRE_OK(pairing);
            CHECK(told(whole, *pairing) == told(whole, round));
        }
    }
}

TEST_CASE("dutch: ten thousand made-up tournaments keep the rules", "[swiss]") {
    std::mt19937 chance(20250701);
    int rounds_paired = 0, without_pairing = 0;
    for (int count = 0; count < 10'000; ++count) {
        const int players = 2 + static_cast<int>(chance() % 9);
        const int rounds = 2 + static_cast<int>(chance() % 3);
        Tournament tournament = eventful_tournament(players, rounds, chance);
        const unsigned draws = chance() % 60;
        for (int round = 0; round < rounds; ++round) {
            ask_for_byes(tournament, chance, 30);
            if (round > 0 && chance() % 8 == 0)
                withdraw(tournament, chance() % tournament.players.size());
            const auto pairing = pair_dutch(tournament);
            if (!pairing) {
                REQUIRE(pairing.error().message.find("no legal pairing for round") == 0);
                ++without_pairing;
                break;
            }
            INFO("tournament " << count << " of " << players << ", round " << round + 1);
            check_rules(tournament, *pairing);
            ++rounds_paired;
            play_round(tournament, *pairing, chance, draws, 30);
        }
    }
    CHECK(rounds_paired > 15'000);
    CHECK(without_pairing > 0);
}

// What the text says, candidate by candidate, is the reference: it once showed that the bye's
// article (3.3.5) had been left out where the bye fell to a player moved down from higher up.
TEST_CASE("dutch: small tournaments pair as the text reads, candidate by candidate", "[swiss]") {
    std::mt19937 chance(7);
    int rounds_paired = 0;
    for (int count = 0; count < 6'000; ++count) {
        const int players = 3 + static_cast<int>(chance() % 6);
        const int rounds = 2 + static_cast<int>(chance() % static_cast<unsigned>(players));
        Tournament tournament = eventful_tournament(players, rounds, chance);
        const unsigned draws = chance() % 100;
        const unsigned often = chance() % 4 == 0 ? 250 : 40;
        for (int round = 0; round < rounds; ++round) {
            ask_for_byes(tournament, chance, often);
            const auto cards = swiss_cards(tournament);
            const auto literal = LiteralDutch(cards).pair();
            const auto pairing = pair_dutch(tournament);
            INFO("tournament " << count << " of " << players << ", round " << round + 1);
            REQUIRE(pairing.has_value() == literal.has_value());
            if (!pairing) break;
            const auto player = [&](int place) {
                return place == nobody ? nobody : cards[static_cast<std::size_t>(place)].player;
            };
            std::set<std::pair<int, int>> expected, got;
            for (const auto& [top, low] : literal->pairs) {
                expected.insert(std::minmax({player(top), player(low)}));
            }
            for (const auto& [white, black] : pairing->boards) {
                got.insert(std::minmax({white, black}));
            }
            REQUIRE(got == expected);
            REQUIRE(pairing->bye == player(literal->bye));
            ++rounds_paired;
            play_round(tournament, *pairing, chance, draws, often);
        }
    }
    CHECK(rounds_paired > 15'000);
}

TEST_CASE("dutch: the quick way gives what the exact way gives", "[swiss]") {
    std::mt19937 chance(43);
    for (int count = 0; count < 40; ++count) {
        const int rounds = 4 + count % 4;
        Tournament tournament = eventful_tournament(5 + count % 24, rounds, chance);
        for (int round = 0; round < rounds; ++round) {
            ask_for_byes(tournament, chance, 20);
            const auto quick = pair_dutch(tournament);
            const auto exact = pair_dutch(tournament, Effort::exact);
            INFO("tournament " << count << " round " << round + 1);
            REQUIRE(quick.has_value() == exact.has_value());
            if (!quick) break;
            CHECK(quick->boards == exact->boards);
            CHECK(quick->bye == exact->bye);
            play_round(tournament, *quick, chance, 30, 20);
        }
    }
}

TEST_CASE("dutch: a thousand players, nine rounds", "[swiss]") {
    std::mt19937 chance(5);
    Tournament tournament = made_up_tournament(1000, 9);
    for (int round = 0; round < 9; ++round) {
        const auto pairing = pair_dutch(tournament);
        REQUIRE_OK(pairing);
        check_rules(tournament, *pairing);
        play_round(tournament, *pairing, chance, 30, 10);
    }
}

// The peer's own case for 3.3.5: of the two who may have the bye, the one with more games has it.
TEST_CASE("dutch: the bye goes to the player with the fewest unplayed games", "[swiss]") {
    const auto player = [](int number, const std::string& round) {
        std::string line = "001    " + std::to_string(number) + "      Test Player";
        line.resize(91, ' ');
        return line + round + "\n";
    };
    const Tournament tournament =
        read(player(1, "   3 w 1") + player(2, "   4 b 1") + player(3, "   1 b 0") +
             player(4, "   2 w 0") + player(5, "0000 - Z") + "XXR 3\n");
    const auto pairing = pair_dutch(tournament);
    REQUIRE_OK(pairing);
    CHECK(pairing->boards == std::vector<std::pair<int, int>>{{1, 0}, {2, 4}});
    CHECK(pairing->bye == 3);
    REQUIRE_FALSE(pairing->floats.empty());
    CHECK(pairing->floats.back().text.find("bye:") == 0);
}

TEST_CASE("dutch: no legal pairing is one line that says why", "[swiss]") {
    Tournament tournament = made_up_tournament(2, 5);
    std::mt19937 chance(1);
    const auto first = pair_dutch(tournament);
    REQUIRE_OK(first);
    play_round(tournament, *first, chance, 0, 0);
    const auto second = pair_dutch(tournament);
    REQUIRE_FALSE(second);
    CHECK(second.error().message.find("no legal pairing for round 2: ") == 0);
    CHECK(second.error().message.find("1 (Player 1), 2 (Player 2)") != std::string::npos);

    Tournament alone = made_up_tournament(1, 5);
    const auto bye = pair_dutch(alone);
    REQUIRE_OK(bye);
    play_round(alone, *bye, chance, 0, 0);
    const auto again = pair_dutch(alone);
    REQUIRE_FALSE(again);
    CHECK(again.error().message.find("each of them has had a bye") != std::string::npos);
}

TEST_CASE("dutch: forbidden pairs and fictitious points are obeyed", "[swiss]") {
    Tournament tournament = made_up_tournament(8, 5);
    const auto plain = pair_dutch(tournament);
    REQUIRE_OK(plain);
    CHECK(plain->boards.front() == std::pair{0, 4});
    tournament.forbidden.emplace_back(0, 4);
    const auto apart = pair_dutch(tournament);
    REQUIRE_OK(apart);
    CHECK(apart->boards.front() == std::pair{0, 5});
    for (std::size_t i = 0; i < 4; ++i) tournament.players[i].acceleration = {10};
    tournament.forbidden.clear();
    const auto fast = pair_dutch(tournament);
    REQUIRE_OK(fast);
    CHECK(fast->boards.front() == std::pair{0, 2});
}
