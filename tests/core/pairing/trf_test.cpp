// The report file: what is written reads back the same, and what is wrong is named with its line.
#include "core/pairing/trf.hpp"

#include <random>

#include "core/pairing/swiss_card.hpp"
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
    CHECK(error_of("") == "a.trf:1: no player (a line that begins with 001)");
    CHECK(error_of("001    x").find("a.trf:1: no pairing number from 1 to 9999") == 0);
    CHECK(error_of(row("1", "") + "\n" + row("1", "")) == "a.trf:2: player 1 is already on line 1");
    CHECK(error_of(row("1", "   1 w 1")) == "a.trf:1: round 1: player 1 plays against themselves");
    CHECK(error_of(row("1", "   2 w 1")) == "a.trf:1: no player has the number 2");
    CHECK(error_of(row("1", "   2 w 1") + "\n" + row("2", "")) ==
          "a.trf:1: round 1: player 2 does not name this player in return");
    CHECK(error_of(row("1", "   2 w 1") + "\n" + row("2", "   1 w 0")) ==
          "a.trf:1: round 1: this player and player 2 contradict each other");
    for (const char* both : {"1 1", "1 =", "+ +", "+  ", "W D", "= 1"}) {
        CHECK(error_of(row("1", "   2 w " + std::string(1, both[0])) + "\n" +
                       row("2", "   1 b " + std::string(1, both[2])))
                  .find("a.trf:1: round 1: this player and player 2") == 0);
    }
    for (const char* both : {"1 0", "= =", "+ -", "- -", "W L", "D D", "0 0"}) {
        CHECK(read_trf(row("1", "   2 w " + std::string(1, both[0])) + "\n" +
                           row("2", "   1 b " + std::string(1, both[2])),
                       "a.trf"));
    }
    const auto with = [](std::size_t column, const std::string& text) {
        return row("1", "").replace(column - 1, text.size(), text);
    };
    CHECK(error_of(with(81, " abc")).find("a.trf:1: points 'abc'") == 0);
    CHECK(error_of(with(81, " nan")).find("a.trf:1: points 'nan'") == 0);
    CHECK(error_of(with(49, " -50")).find("a.trf:1: rating '-50'") == 0);
    CHECK(error_of(row("1", "   2 w ?")).find("a.trf:1: round 1: result '?'") == 0);
    CHECK(error_of(row("1", "   2 x 1")).find("a.trf:1: round 1: colour 'x'") == 0);
    CHECK(error_of(row("1", "   2   1")).find("a.trf:1: round 1: a game was played") == 0);
    CHECK(error_of(row("1", "  a2 w 1")).find("a.trf:1: round 1: '  a2'") == 0);
    CHECK(error_of(row("1", "") + "\nXXR 0").find("a.trf:2: the number of rounds") == 0);
    CHECK(error_of(row("1", "") + "\nXXA 7 1.0") == "a.trf:2: no player has the number 7");
    CHECK(error_of(row("1", "") + "\nXXA 1 1.05").find("a.trf:2: '1.05'") == 0);
    CHECK(error_of(row("1", "") + "\nXXP 1 9") == "a.trf:2: no player has the number 9");
    CHECK(error_of(row("1", "") + "\n260 1 2").find("a.trf:2: 260: no rounds") == 0);
    CHECK(error_of(row("1", "") + "\n260   1   2    1").find("a.trf:2: 260: no two") == 0);
    CHECK(error_of(row("1", "") + "\n240 H   1    7") == "a.trf:2: no player has the number 7");
    CHECK(error_of(row("1", "") + "\n240 Q   1    1").find("a.trf:2: 240: column 5") == 0);
    CHECK(error_of(row("1", "") + "\n250      1.0   2   1    1    1").find("a.trf:2: 250: no r") ==
          0);
    CHECK(error_of(row("1", "") + "\n162  Q 1.0").find("a.trf:2: 162: 'Q'") == 0);
    CHECK(error_of(row("1", "0000 - 1")).find("a.trf:1: round 1: a game was played") == 0);
    CHECK(error_of(row("1", "   2 w H") + "\n" + row("2", "   1 b H"))
              .find("a.trf:1: round 1: a bye") == 0);
    CHECK(error_of(row("1", "") + "\nBBQ 1.0").find("a.trf:2: BBQ is none of") == 0);
}

TEST_CASE("trf: a hole in the numbers is nobody, not a player", "[swiss]") {
    const auto read = read_trf(row("2", "") + "\n" + row("9999", "") + "\n", "a.trf");
    REQUIRE_OK(read);
    const auto pairing = pair_dutch(*read);
    REQUIRE_OK(pairing);
    CHECK(pairing->boards == std::vector<std::pair<int, int>>{{1, 9998}});
}

TEST_CASE("trf: a name beyond ASCII takes a column a character, or a byte where it must",
          "[swiss]") {
    const std::string name = "M\xC3\xBCller, J\xC3\xB6rg";
    const auto line = [&](const std::string& number, std::size_t extra, const std::string& rounds) {
        std::string text = "001 " + std::string(4 - number.size(), ' ') + number + "      " + name;
        text.resize(48 + extra, ' ');
        return text + "2100" + std::string(28, ' ') + " 1.0    1" + "  " + rounds;
    };
    for (const std::size_t extra : {2, 0}) {  // characters counted, then bytes
        const auto read = read_trf(
            line("1", extra, "   2 w 1") + "\n" + line("2", extra, "   1 b 0") + "\n", "a.trf");
        REQUIRE_OK(read);
        CHECK(read->players[0].name == name);
        CHECK(read->players[0].rating == 2100);
        CHECK(read->players[1].rounds.at(0).opponent == 0);
        const std::string text = write_trf(*read);
        const auto again = read_trf(text, "b.trf");
        REQUIRE_OK(again);
        CHECK(again->players[1].rounds.at(0).opponent == 0);
        CHECK(again->players[1].name == name);
        CHECK(write_trf(*again) == text);
    }
    std::string latin = line("1", 0, "   2 w 1");  // one byte a character, no UTF-8
    latin.replace(14, name.size(), "M\xFCller, J\xF6rg  ");
    const auto read = read_trf(latin + "\n" + line("2", 2, "   1 b 0") + "\n", "a.trf");
    REQUIRE_OK(read);
    CHECK(read->players[0].name == "M\xFCller, J\xF6rg");
}

TEST_CASE("trf: points, byes, acceleration and forbidden pairs as TRF26 writes them", "[swiss]") {
    const auto read = read_trf(
        "142 5\n" + row("1", "   3 w 1") + "\n" + row("2", "   4 b =") + "\n" +
            row("3", "   1 b 0") + "\n" + row("4", "   2 w =") + "\n" + row("5", "0000 - +") +
            "\n162  W 3.0    D 1.0    P 2.0\n240 H   2    5\n240 F   3    1\n"
            "250      3.0   1   2    1    2\n260   2   2    1    2\n",
        "a.trf");
    REQUIRE_OK(read);
    CHECK(read->points.win == 30);
    CHECK(read->points.draw == 10);
    CHECK(read->points.allocated_bye == 20);
    CHECK(read->players[4].rounds.at(0).result == 'U');
    CHECK(read->players[4].rounds.at(1).result == 'H');
    CHECK(read->players[0].rounds.size() == 1);
    CHECK(accelerated_score(*read, read->players[0], 1) == 60);
    CHECK(accelerated_score(*read, read->players[2], 1) == 0);
    const auto pairing = pair_dutch(*read);  // 1 may not meet 2 now, 3 is met: 4 remains
    REQUIRE_OK(pairing);
    CHECK(std::find(pairing->boards.begin(), pairing->boards.end(), std::pair{3, 0}) !=
          pairing->boards.end());
    const std::string text = write_trf(*read);
    const auto again = read_trf(text, "b.trf");
    REQUIRE_OK(again);
    CHECK(write_trf(*again) == text);
}

TEST_CASE("trf: without BBU the bye is worth a win; XXC rank follows the lines", "[swiss]") {
    const auto read = read_trf(
        "XXC rank\nXXC white1\nBBW 3.0\n" + row("2", "") + "\n" + row("1", "") + "\n", "a.trf");
    REQUIRE_OK(read);
    CHECK(read->points.allocated_bye == 30);
    const auto pairing = pair_dutch(*read);
    REQUIRE_OK(pairing);
    CHECK(pairing->boards == std::vector<std::pair<int, int>>{{1, 0}});
}

TEST_CASE("trf: the drawn colour is told by the first who took part", "[swiss]") {
    // Player 1 came in round 2: player 2 had the first pairing number in round 1, and black.
    const auto read =
        read_trf(row("1", "0000 - Z     2 w 1") + "\n" + row("2", "   4 b 1     1 b 0") + "\n" +
                     row("3", "0000 - U     4 w 1") + "\n" + row("4", "   2 w 0     3 b 0") + "\n",
                 "a.trf");
    REQUIRE_OK(read);
    CHECK(read->initial_color == Color::black);
}

TEST_CASE("dutch: a bye of half a point bars another one", "[swiss]") {
    const auto read = read_trf("BBU 0.5\n" + row("1", "   2 w 1") + "\n" + row("2", "   1 b 0") +
                                   "\n" + row("3", "0000 - U") + "\n",
                               "a.trf");
    REQUIRE_OK(read);
    for (const SwissCard& card : swiss_cards(*read)) CHECK(card.may_have_bye == (card.player != 2));
}
