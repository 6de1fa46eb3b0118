// The readers: every way to write a result, and every refusal with its line.
#include "core/rating/results.hpp"

#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::rating;

namespace {

struct Read {
    Roster players, modes;
    History history;
    std::vector<std::string> event_modes;
    std::string error;
};

Read read(const std::string& text) {
    Read result;
    const auto done = read_results(
        {text, "f"}, detect_format(text),
        {result.players, result.modes, [&](const Event& event, PlayerId mode) -> Result<void> {
             result.history.add(event);
             result.event_modes.emplace_back(result.modes.name(mode));
             return {};
         }});
    if (!done) result.error = done.error().message;
    return result;
}

}  // namespace

TEST_CASE("results: CSV of games", "[rating]") {
    const auto r = read(
        "\xEF\xBB\xBFid,home,away,home_score,away_score,neutral,day,mode,weight\r\n"
        "1,\"O'Neill, \"\"Tip\"\"\",B,3,1,0,10,blitz,2\r\n"
        "\r\n"
        "2,B,C,0,0,1,12.5,,1\r\n"
        "7,C,B,0,2,0,12.5,blitz,1");
    CHECK(r.error.empty());
    REQUIRE(r.history.size() == 3);
    CHECK(r.players.name(0) == "O'Neill, \"Tip\"");
    CHECK(r.history[0].score(0, 1) == 1);
    CHECK(r.history[0].first == 0);
    CHECK(r.history[0].weight == 2);
    CHECK(r.history[1].score(0, 1) == 0.5);
    CHECK(r.history[1].first == nobody);
    CHECK(r.history[1].day == 12.5);
    CHECK(r.history[2].score(0, 1) == 0);
    CHECK(r.event_modes == std::vector<std::string>{"blitz", "", "blitz"});
}

TEST_CASE("results: other headings of games", "[rating]") {
    CHECK(read("white,black,result\na,b,1/2-1/2\n").history[0].score(0, 1) == 0.5);
    CHECK(read("winner,loser\na,b\n").history[0].first == nobody);
    CHECK(read("a,b,score,date\nx,y,0,1970-01-02\n").history[0].day == 1);
    CHECK(read("first,second,result\na,b,loss\n").history[0].score(0, 1) == 0);
    CHECK(read("a,b,score,time\nx,y,1,86400\n").history[0].day == 1);
    CHECK(read("White,Black,Result\na,b,1-0\n").history[0].first == 0);
    const auto teams = read("home_team,away_team,home_score,away_score,neutral\na,b,1,1,TRUE\n");
    CHECK(teams.error.empty());
    CHECK(teams.history[0].first == nobody);
}

// A line is cut in one way when all is plain and in another when a quote or its end is near.
TEST_CASE("results: fields of every length, plain and quoted, keep their values", "[rating]") {
    std::string text = "id,a,b,score,weight\n";
    std::vector<std::string> names;
    for (int i = 0; i < 700; ++i) {
        const std::string name = "p" + std::to_string(i) + std::string(i % 41, 'x');
        const bool quoted = i % 7 == 0;
        names.push_back(name + (quoted ? ",\"q" : ""));
        text += std::to_string(i * 3) + "," + (quoted ? "\"" + name + ",\"\"q\"" : name) + ",me," +
                (i % 3 == 0 ? "0.5" : "1") + "," + std::to_string(i % 99'999 + 1) +
                (i % 5 == 0    ? "\r\n"
                 : i + 1 < 700 ? "\n"
                               : "");
    }
    const auto r = read(text);
    REQUIRE(r.error.empty());
    REQUIRE(r.history.size() == 700);
    for (std::size_t i = 0; i < 700; ++i) {
        CHECK(r.players.name(r.history[i].players[0]) == names[i]);
        CHECK(r.history[i].weight == static_cast<double>(i + 1));
        CHECK(r.history[i].score(0, 1) == (i % 3 == 0 ? 0.5 : 1));
    }
}

TEST_CASE("results: CSV of contests and teams", "[rating]") {
    const auto r = read(
        "event,player,rank,team,share\n"
        "x,a,1,t,1\nx,b,1,t,0.5\nx,c,2,u,1\n"
        "y,c,1,,1\ny,a,1,,1\ny,b,3,,1\n");
    CHECK(r.error.empty());
    REQUIRE(r.history.size() == 2);
    CHECK(r.history[0].sides() == 2);
    CHECK(r.history[0].side(0).size() == 2);
    CHECK(r.history[0].shares[1] == 0.5);
}

TEST_CASE("results: JSON lines", "[rating]") {
    const auto r = read(
        "{\"a\": \"x\", \"b\": \"y\", \"score\": 0.5, \"day\": 3}\n\n"
        "{\"sides\": [[\"x\", \"z\"], [\"y\"]], \"ranks\": [2, 1], \"first\": 1, "
        "\"shares\": [[1, 0], [1]], \"mode\": \"duo\"}\n"
        "{\"sides\": [\"x\", \"y\", \"z\"], \"ranks\": [1, 2, 2], \"weight\": 3}\n");
    CHECK(r.error.empty());
    REQUIRE(r.history.size() == 3);
    CHECK(r.history[1].side(0).size() == 2);
    CHECK(r.history[1].first == 1);
    CHECK(r.history[1].day == 3);
    CHECK(r.history[2].singles());
    CHECK(r.history[2].weight == 3);
    const auto games = read(
        "{\"event\": 1, \"white\": \"x\", \"black\": \"y\", \"result\": \"0-1\", \"time\": 86400}\n"
        "{\"event\": 2, \"home\": \"x\", \"away\": \"y\", \"home_score\": 3, \"away_score\": 3, "
        "\"neutral\": true}\n");
    CHECK(games.error.empty());
    REQUIRE(games.history.size() == 2);
    CHECK(games.history[0].score(0, 1) == 0);
    CHECK(games.history[0].first == 0);
    CHECK(games.history[0].day == 1);
    CHECK(games.history[1].score(0, 1) == 0.5);
    CHECK(games.history[1].first == nobody);
}

TEST_CASE("results: PGN comments are passed over", "[rating]") {
    const std::string game = "[White \"A\"]\n[Black \"B\"]\n[Result \"1-0\"]\n\n";
    const auto r = read(game + "1. e4 {[White \"zz\"] c ; {\n[Black \"q\"]\n} 1-0 ; { open\n\n" +
                        "% [White \"y\"] {\n" + game + "1-0\n");
    CHECK(r.error.empty());
    CHECK(r.history.size() == 2);
    CHECK(r.players.size() == 2);
    CHECK(read(game + "1. e4 {\n\n" + game).error.find(":5: the comment that begins") !=
          std::string::npos);
}

TEST_CASE("results: PGN", "[rating]") {
    const auto r = read(
        "[Event \"?\"]\n[White \"Ann \\\"A\\\"\"]\n[Black \"Bob\"]\n[Result \"1-0\"]\n"
        "[Date \"1970.01.??\"]\n\n1. e4 {[%clk 0:01]\n[not a tag]} e5 1-0\n\n"
        "[White \"Bob\"]\n[Black \"Cy\"]\n[Result \"*\"]\n\n*\n\n"
        "[White \"Cy\"]\n[Black \"Bob\"]\n[Result \"1/2-1/2\"]\n");
    CHECK(r.error.empty());
    REQUIRE(r.history.size() == 2);
    CHECK(r.players.name(0) == "Ann \"A\"");
    CHECK(r.history[0].score(0, 1) == 1);
    CHECK(r.history[1].score(0, 1) == 0.5);
}

TEST_CASE("results: refusals name the line", "[rating]") {
    const std::string game = "home,away,home_score,away_score\n";
    const std::string entry = "event,player,rank\n";
    const std::pair<std::string, std::string> cases[] = {
        {"", "f:1: there are no results"},
        {"\n \n", "f:1: there are no results"},
        {game, "f:1: a heading and no results"},
        {"x,y\n1,2\n", "f:1: the first line names the columns"},
        {"home,away,white,result\na,b,c,1\n", "f:1: two columns mean the same: 'white'"},
        {game + "a,b,1\n", "f:2: this row has 3 fields, the heading has 4"},
        {game + "a,a,1,0\n", "f:2: a plays against itself"},
        {game + ",b,1,0\n", "f:2: a player has no name"},
        {game + "a,b,inf,0\n", "f:2: a score is a number, not 'inf'"},
        {game + "a,b,,0\n", "f:2: a score is a number, not ''"},
        {game + "\"a,b,1,0\n", "f:2: a quoted field has no end on its line"},
        {game + "\"a\"x,b,1,0\n", "f:2: text follows a closing quote"},
        {game + "a\"x,b,1,0\n", "f:2: a quote stands inside a field"},
        {"white,black,result\na,b,2-0\n", "f:2: the result is 1-0, 0-1 or 1/2-1/2"},
        {"a,b,score\na,b,1.5\n", "f:2: score is from 0 to 1"},
        {"a,b,score,date\na,b,1,2024-02-30\n", "f:2: '2024-02-30' is not a date"},
        {"a,b,score,weight\na,b,1,0\n", "f:2: a weight is above 0"},
        {entry + "1,a,1\n1,a,2\n", "f:2: a plays against itself"},
        {entry + "1,a,1\n1,b,2\n1,a,3\n", "f:2: a is entered twice"},
        {entry + "1,a,1.5\n", "f:2: a rank is a whole number from 1 on, not '1.5'"},
        {entry + "1,a,1\n", "f:2: an event needs two sides or more"},
        {"id,a,b,score\n5,x,y,1\n3,x,y,1\n5,x,y,0\n", "f:4: the id '5' was used before"},
        {"id,a,b,score\nq,x,y,1\nr,x,y,1\nq,x,y,0\n", "f:4: the id 'q' was used before"},
        {"a,b,score\rx,y,1\r", "f:1: a line ends in a lone CR"},
        {game + "a,b\r,1,0\n", "f:2: a line ends in a lone CR"},
        {"a,b,score\nx,y,1\rx,y,0\n", "f:2: a line ends in a lone CR"},
        {"{\"event\": 1, \"a\": \"x\", \"b\": \"y\", \"score\": 1}\n"
         "{\"event\": 1, \"a\": \"x\", \"b\": \"y\", \"score\": 1}",
         "f:2: the id '1' was used before"},
        {"{\"a\": 1, \"b\": \"y\", \"score\": 1}", "f:1: a player is a text that is not empty"},
        {"{\"sides\": [\"x\", \"y\"], \"ranks\": [1]}", "f:1: \"sides\" and \"ranks\" are lists"},
        {"{\"sides\": [\"x\", []], \"ranks\": [1, 2]}", "f:1: a side has a player"},
        {"{\"a\": \"x\", \"b\": \"y\", \"score\": 2}", "f:1: score is 1, 0.5 or 0"},
        {"{\"a\": \"x\", \"b\": \"y\", \"score\": 1, \"first\": 2}", "f:1: first is the index"},
        {"[White \"a\"]\n[Result \"1-0\"]\n", "f:1: this game names no White or no Black"},
        {"[White \"a\"]\n[Black \"b\"]\n[Result \"*\"]\n", "f:1: no finished game in it"},
    };
    for (const auto& [text, message] : cases) {
        INFO(text);
        const std::string error = read(text).error;
        CHECK(error.substr(0, message.size()) == message);
        CHECK(error.find('\n') == std::string::npos);
    }
}

TEST_CASE("results: ids far apart cost nothing", "[rating]") {
    const auto r = read("id,a,b,score\n1,x,y,1\n1000001,x,y,1\n900000000,x,y,0\n");
    CHECK(r.error.empty());
    CHECK(r.history.size() == 3);
    CHECK(r.players.size() == 2);
}

TEST_CASE("roster: names keep their numbers through growth", "[rating]") {
    Roster roster;
    for (int i = 0; i < 5000; ++i) CHECK(roster.intern("n" + std::to_string(i)) == PlayerId(i));
    for (int i = 0; i < 5000; ++i) CHECK(roster.find("n" + std::to_string(i)) == PlayerId(i));
    CHECK(roster.find("n5000") == nobody);
    CHECK(roster.intern("") == 5000);
    CHECK(roster.name(5000).empty());
}
