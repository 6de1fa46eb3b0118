// The report file: what is written reads back the same, and what is wrong is named with its line.
#include "core/pairing/trf.hpp"

#include <random>

#include "tests/core/pairing/swiss_evening.hpp"
#include "tests/support/catch.hpp"

using namespace arena::pairing;

namespace {

std::string row(const std::string& number, const std::string& rounds) {
    std::string line = "001 " + std::string(4 - number.size(), ' ') + number + "      Name, A";
    line.resize(91, ' ');
    return line + rounds;
}

std::string error_of(const std::string& text) {
    const auto read = read_trf(text, "a.trf");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == arena::ErrorCode::unreadable);
    return read.error().message;
}

}  // namespace

TEST_CASE("trf: a played tournament reads back the same, with any line ends", "[swiss]") {
    std::mt19937 chance(4);
    Tournament played = made_up_tournament(11, 7);
    played.name = "Open";
    played.initial_color = Color::white;
    played.points.allocated_bye = 5;
    played.forbidden.emplace_back(1, 2);
    played.players[3].acceleration = {10, 10, 5};
    for (int round = 0; round < 4; ++round) {
        ask_for_byes(played, chance, 100);
        const auto pairing = pair_dutch(played);
        REQUIRE_OK(pairing);
        play_round(played, *pairing, chance, 30, 80);
    }
    const std::string text = write_trf(played);
    for (const char* ends : {"\n", "\r", "\r\n"}) {
        std::string other;
        for (const char c : text) other += c == '\n' ? std::string(ends) : std::string(1, c);
        const auto read = read_trf(other, "a.trf");
        REQUIRE_OK(read);
        CHECK(write_trf(*read) == text);
        CHECK(read->rounds_played == 4);
        CHECK(read->rounds_total == 7);
        CHECK(read->points.allocated_bye == 5);
        CHECK(read->players[3].acceleration == std::vector<int>{10, 10, 5});
        CHECK(read->forbidden == played.forbidden);
        const auto again = pair_dutch(*read), before = pair_dutch(played);
        REQUIRE_OK(again);
        CHECK(again->boards == before->boards);
    }
}

TEST_CASE("trf: byes known before the round, and who is absent", "[swiss]") {
    const auto read = read_trf(row("1", "") + "\n" + row("2", "0000 - H") + "\n" + row("3", "") +
                                   "\n" + row("4", "") + "\nXXZ 4\n",
                               "a.trf");
    REQUIRE_OK(read);
    CHECK(read->rounds_played == 0);
    const auto pairing = pair_dutch(*read);
    REQUIRE_OK(pairing);
    CHECK(pairing->boards == std::vector<std::pair<int, int>>{{0, 2}});
}

TEST_CASE("trf: bad lines are named with file and line", "[swiss]") {
    CHECK(error_of("") == "a.trf: no player (a line that begins with 001)");
    CHECK(error_of("001    x").find("a.trf:1: no pairing number from 1 to 9999") == 0);
    CHECK(error_of(row("1", "") + "\n" + row("1", "")) == "a.trf:2: player 1 is already on line 1");
    CHECK(error_of(row("1", "   1 w 1")) == "a.trf:1: round 1: player 1 plays against themselves");
    CHECK(error_of(row("1", "   2 w 1")) == "a.trf:1: no player has the number 2");
    CHECK(error_of(row("1", "   2 w 1") + "\n" + row("2", "")) ==
          "a.trf:1: round 1: player 2 does not name this player in return");
    CHECK(error_of(row("1", "   2 w 1") + "\n" + row("2", "   1 w 0")) ==
          "a.trf:1: round 1: this player and player 2 contradict each other");
    CHECK(error_of(row("1", "   2 w ?")).find("a.trf:1: round 1: result '?'") == 0);
    CHECK(error_of(row("1", "   2 x 1")).find("a.trf:1: round 1: colour 'x'") == 0);
    CHECK(error_of(row("1", "   2   1")).find("a.trf:1: round 1: a game was played") == 0);
    CHECK(error_of(row("1", "  a2 w 1")).find("a.trf:1: round 1: '  a2'") == 0);
    CHECK(error_of(row("1", "") + "\nXXR 0").find("a.trf:2: the number of rounds") == 0);
    CHECK(error_of(row("1", "") + "\nXXA 7 1.0") == "a.trf:2: no player has the number 7");
    CHECK(error_of(row("1", "") + "\nXXA 1 1.05").find("a.trf:2: '1.05'") == 0);
    CHECK(error_of(row("1", "") + "\nXXP 1 9") == "a.trf:2: no player has the number 9");
    CHECK(error_of(row("1", "") + "\n260 1 2").find("a.trf:2: line type 260") == 0);
    CHECK(error_of(row("1", "") + "\nBBQ 1.0").find("a.trf:2: BBQ is none of") == 0);
}

TEST_CASE("trf: a hole in the numbers is nobody, not a player", "[swiss]") {
    const auto read = read_trf(row("2", "") + "\n" + row("9999", "") + "\n", "a.trf");
    REQUIRE_OK(read);
    const auto pairing = pair_dutch(*read);
    REQUIRE_OK(pairing);
    CHECK(pairing->boards == std::vector<std::pair<int, int>>{{1, 9998}});
}
