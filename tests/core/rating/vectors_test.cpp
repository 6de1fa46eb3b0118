// Every published vector: worked examples of papers and of peers' own tests. Each entry of
// published.json has its test here, and a new one without a test fails. The other files of the
// folder have theirs in weng_lin_test.cpp and codeforces_test.cpp.
#include <nlohmann/json.hpp>

#include "core/rating/fide.hpp"
#include "core/rating/glicko.hpp"
#include "core/rating/glicko2.hpp"
#include "core/rating/match_test.hpp"
#include "core/rating/through_time.hpp"
#include "core/rating/trueskill.hpp"
#include "core/rating/whole_history.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rating_data.hpp"

using namespace arena::rating;
using nlohmann::json;

namespace {

const json& published() {
    static const json all = json::parse(data::text_of(data::folder() + "/vectors/published.json"));
    return all;
}

bool absent() {
    if (!data::folder().empty()) return false;
    WARN("skipped: no rating data beside this checkout");
    return true;
}

void glicko_1(const json& entry) {
    const Skill player{entry["player"]["r"], entry["player"]["rd"]};
    GlickoPeriod period;
    for (const json& game : entry["period"]) period.add(player, {game[0], game[1], game[2]});
    const Skill rated = period.settle(player);
    CHECK(rated.mu == Approx(entry["full_precision_own"]["r"].get<double>()).margin(1e-9));
    CHECK(rated.sigma == Approx(entry["full_precision_own"]["rd"].get<double>()).margin(1e-9));
    CHECK(std::round(rated.mu) == entry["published"]["r"]);
    CHECK(rated.sigma == Approx(entry["published"]["rd"].get<double>()).margin(0.05));
}

void glicko_2(const json& entry) {
    const Glicko2Skill player{entry["player"]["r"], entry["player"]["rd"], entry["player"]["vol"]};
    Glicko2Period period;
    for (const json& game : entry["period"]) {
        period.add(player, {game[0], game[1], 0.06}, game[2]);
    }
    Glicko2Rules rules;
    rules.tau = entry["tau"];
    const Glicko2Skill paper = period.settle(player, 1, rules);
    CHECK(paper.mu == Approx(entry["published"]["r"].get<double>()).margin(0.02));
    CHECK(paper.sigma == Approx(entry["published"]["rd"].get<double>()).margin(0.01));
    CHECK(paper.volatility == Approx(entry["published"]["vol"].get<double>()).margin(1e-5));
    rules.tolerance = 1e-12;
    const Glicko2Skill full = period.settle(player, 1, rules);
    const json& own = entry["full_precision_own"];
    CHECK(full.mu == Approx(own["r"].get<double>()).margin(1e-8));
    CHECK(full.sigma == Approx(own["rd"].get<double>()).margin(1e-8));
    CHECK(full.volatility == Approx(own["vol"].get<double>()).margin(1e-12));
}

double score_of(const std::string& result) {
    return result == "1-0" ? 1.0 : (result == "0-1" ? 0.0 : 0.5);
}

void lichess(const json& entry) {
    Glicko2Rules rules;
    rules.tau = 0.75;
    for (const json& game : entry["cases"]) {
        INFO(game.dump());
        Glicko2Skill white{game["w"][0], game["w"][1], game["w"][2]};
        Glicko2Skill black{game["b"][0], game["b"][1], game["b"][2]};
        glicko2_duel(white, black, score_of(game["result"]), 0, 0, 0, rules);
        CHECK(white.mu == Approx(game["w_out"][0].get<double>()).margin(0.01));
        CHECK(white.sigma == Approx(game["w_out"][1].get<double>()).margin(1e-4));
        CHECK(white.volatility == Approx(game["w_out"][2].get<double>()).margin(1e-5));
        CHECK(black.mu == Approx(game["b_out"][0].get<double>()).margin(0.01));
        CHECK(black.sigma == Approx(game["b_out"][1].get<double>()).margin(1e-4));
        CHECK(black.volatility == Approx(game["b_out"][2].get<double>()).margin(1e-5));
    }
    for (const char* result : {"1-0", "0-1", "1/2"}) {
        const json& out = entry["color_advantage"][result];
        Glicko2Skill white, black;
        // lichess' ColorAdvantage.standard (scalachess, rating/glicko/model.scala)
        glicko2_duel(white, black, score_of(result), 11.782457, 0, 0, rules);
        CHECK(white.mu == Approx(out[0].get<double>()).margin(0.01));
        if (!out[1].is_null()) CHECK(black.mu == Approx(out[1].get<double>()).margin(0.01));
        CHECK(white.sigma == Approx(out[2].get<double>()).margin(1e-4));
    }
}

std::vector<Skill> rated_by_trueskill(std::vector<std::uint32_t> ends,
                                      const std::vector<std::uint32_t>& ranks) {
    std::vector<PlayerId> players(ends.back());
    std::iota(players.begin(), players.end(), 0U);
    std::vector<Skill> skills(players.size(), Skill{25, 25.0 / 3});
    Event event;
    event.players = players;
    event.ends = ends;
    event.ranks = ranks;
    trueskill_rate(event, skills, {});
    return skills;
}

void trueskill(const json& entry) {
    // Made with the short erfc of npm's gaussian, and stopped at a change of 1e-4: 1e-5.
    for (const json& one : entry["cases"]) {
        INFO(one["name"]);
        if (one["name"] == "1v1 quality") {
            const PlayerId players[] = {0, 1};
            const std::uint32_t ranks[] = {1, 2};
            Event event;
            event.players = players;
            event.ranks = ranks;
            const std::vector<Skill> equals(2, Skill{25, 25.0 / 3});
            CHECK(trueskill_quality(event, equals, {}) ==
                  Approx(one["out"].get<double>()).margin(1e-12));
            continue;
        }
        std::vector<Skill> skills;
        if (one["name"] == "4v4 win") {
            skills = rated_by_trueskill({4, 8}, {1, 2});
            skills = {skills.front(), skills.back()};
        } else if (one["name"] == "8-player FFA") {
            skills = rated_by_trueskill({1, 2, 3, 4, 5, 6, 7, 8}, {1, 2, 3, 4, 5, 6, 7, 8});
        } else {
            const bool draw = one["name"] == "1v1 draw";
            REQUIRE((draw || one["name"] == "1v1 win"));
            skills = rated_by_trueskill({1, 2}, {1, draw ? 1U : 2U});
        }
        REQUIRE(skills.size() == one["out"].size());
        for (std::size_t i = 0; i < skills.size(); ++i) {
            CHECK(skills[i].mu == Approx(one["out"][i][0].get<double>()).margin(1e-5));
            CHECK(skills[i].sigma == Approx(one["out"][i][1].get<double>()).margin(1e-5));
        }
    }
}

struct TimedCase {
    const char* name;
    std::vector<std::vector<std::uint32_t>> ranks;
    std::vector<std::vector<PlayerId>> players;
    ThroughTimeRules rules;
    std::vector<Skill> priors;
};

std::vector<TimedCase> timed_cases() {
    ThroughTimeRules plain;
    plain.by_game = true;  // "one period each": no dates
    ThroughTimeRules still = plain, half = plain, quarter = plain, small = plain;
    still.gamma = 0;
    half.draw = 0.5;
    quarter.draw = 0.25;
    small.newcomer = {0, 6};
    small.beta = 1;
    small.gamma = 0.05;
    const std::vector<std::vector<PlayerId>> circle{{0, 1}, {2, 0}, {1, 2}};
    const std::vector<std::vector<std::uint32_t>> wins{{1, 2}, {1, 2}, {1, 2}};
    return {
        {"1v1, second wins, p_draw 0, gamma 25/300", {{2, 1}}, {{0, 1}}, plain, {}},
        {"prior N(29,1) loses to N(25,25/3), gamma 0",
         {{2, 1}},
         {{0, 1}},
         still,
         {{29, 1}, {25, 25.0 / 3}}},
        {"1v1v1 scores [1,2,0], p_draw 0", {{2, 1, 3}}, {{0, 1, 2}}, plain, {}},
        {"1v1v1 scores [1,2,0], p_draw 0.5", {{2, 1, 3}}, {{0, 1, 2}}, half, {}},
        {"1v1 draw p_draw 0.25", {{1, 1}}, {{0, 1}}, quarter, {}},
        {"draw 0.25, a N(25,3), b N(29,2)", {{1, 1}}, {{0, 1}}, quarter, {{25, 3}, {29, 2}}},
        {"history a>b, c>a, b>c (one period each), mu 25 sigma 25/3 beta 25/6 gamma 25/300, "
         "converged",
         wins,
         circle,
         plain,
         {}},
        {"same games, mu 0 sigma 6 beta 1 gamma 0.05, 100 iterations", wins, circle, small, {}},
    };
}

/// Half a unit of the last digit that was printed, at least 1e-6.
double printed_margin(const json& value) {
    const std::string text = value.dump();
    const auto point = text.find('.');
    const auto digits = point == std::string::npos ? 0 : text.size() - point - 1;
    return std::max(1e-6, 0.51 * std::pow(10.0, -static_cast<double>(digits)));
}

void trueskill_through_time(const json& entry) {
    const auto known = timed_cases();
    for (const json& one : entry["cases"]) {
        INFO(one["name"]);
        const auto at = std::find_if(known.begin(), known.end(),
                                     [&](auto& k) { return one["name"] == k.name; });
        REQUIRE(at != known.end());
        History history;
        for (std::size_t i = 0; i < at->ranks.size(); ++i) {
            Event event;
            event.day = static_cast<double>(i);
            event.players = at->players[i];
            event.ranks = at->ranks[i];
            history.add(event);
        }
        const auto curves = through_time(history, at->rules, at->priors);
        REQUIRE_OK(curves);
        for (const auto& [key, out] : one["out"].items()) {
            INFO(key);
            const auto& curve = (*curves)[static_cast<std::size_t>(key[0] - 'a')];
            const double day = key.size() > 1 ? std::stod(key.substr(2)) : curve.front().day;
            const auto on = std::find_if(curve.begin(), curve.end(),
                                         [&](auto& point) { return point.day == day; });
            REQUIRE(on != curve.end());
            CHECK(on->skill.mu == Approx(out[0].get<double>()).margin(printed_margin(out[0])));
            if (out[1].is_null()) continue;
            CHECK(on->skill.sigma == Approx(out[1].get<double>()).margin(printed_margin(out[1])));
        }
    }
}

void whole_history_rating(const json& entry) {
    std::vector<WholeHistoryGame> games;
    for (const json& game : entry["games"]) {  // [black, white, winner, day]
        games.push_back({1, 0, game[3], game[2] == "W" ? 1.0 : 0.0});
    }
    const auto curves = whole_history(games, 2, {});
    REQUIRE_OK(curves);
    const double unit = 400 / log_10;
    for (const auto& [name, player] : {std::pair("shusaku", 0), std::pair("shusai", 1)}) {
        const auto& curve = (*curves)[static_cast<std::size_t>(player)];
        const json& out = entry["out"][name];
        REQUIRE(curve.size() == out.size());
        for (std::size_t i = 0; i < curve.size(); ++i) {
            CHECK(curve[i].day == out[i][0]);
            CHECK(std::round(curve[i].rating) == out[i][1]);
            // The third number is the variance on the natural scale, in hundredths.
            const double natural = curve[i].deviation / unit;
            CHECK(std::round(100 * natural * natural) == out[i][2]);
        }
    }
    // "must_refuse": even games, then games of the same outcome with 600 points of handicap.
    games.clear();
    for (const auto& [day, lead] : {std::pair(1.0, 0.0), std::pair(180.0, 600.0)}) {
        for (int i = 0; i < 10; ++i) {
            games.push_back({1, 0, day, 0, lead});
            games.push_back({1, 0, day, 1, lead});
        }
    }
    const auto unstable = whole_history(games, 2, {});
    REQUIRE_FALSE(unstable.has_value());
    CHECK(unstable.error().message.find("unstable") != std::string::npos);
}

MatchCounts counts_of(const json& one) {
    if (one.contains("wld")) return MatchCounts::games(one["wld"][0], one["wld"][1], one["wld"][2]);
    const json& p = one["penta"];
    return MatchCounts::pairs(p[0], p[1], p[2].get<double>() + p[3].get<double>(), p[4], p[5]);
}

void sequential(const json& entry) {
    const double relative = entry["tolerance_rel"];
    for (const json& one : entry["cases"]) {
        INFO(one.dump());
        SprtRules rules;
        rules.elo_0 = one["elo"][0];
        rules.elo_1 = one["elo"][1];
        rules.model = one["model"] == "normalized"
                          ? EloModel::normalized
                          : (one["model"] == "logistic" ? EloModel::logistic : EloModel::bayesian);
        const auto test = sprt(counts_of(one), rules);
        REQUIRE_OK(test);
        CHECK(test->llr == Approx(one["llr"].get<double>()).epsilon(relative));
    }
}

void match(const json& entry) {
    const double relative = entry["tolerance_rel"];
    for (const json& one : entry["cases"]) {
        INFO(one.dump());
        const MatchElo found = match_elo(counts_of(one));
        const auto check = [&](const char* key, double value) {
            if (!one.contains(key)) return;
            CHECK(value == Approx(one[key].get<double>()).epsilon(relative).margin(0.005));
        };
        check("nelo", found.normalized);
        check("nelo_err", found.normalized_error);
        check("elo", found.elo);
        check("elo_err", found.elo_error);
        check("los", 100 * found.los);
        check("score", found.score);
    }
}

void fide(const json& entry) {
    CHECK(fide_k({.rating = 1800, .games = 29}) == entry["k"]["new_player_first_30_games"]);
    CHECK(fide_k({.rating = 2299, .games = 99, .under_18 = true}) ==
          entry["k"]["under_18_and_below_2300"]);
    CHECK(fide_k({.rating = 2399, .games = 99}) == entry["k"]["below_2400"]);
    CHECK(fide_k({.rating = 2300, .games = 99, .has_reached_master = true}) ==
          entry["k"]["once_reached_2400"]);
    CHECK(fide_gap_max == entry["cap"]);
    for (const json& one : entry["examples"]) {
        INFO(one.dump());
        if (one.contains("opp")) CHECK(fide_counted(one["own"], one["opp"]) == one["counted_as"]);
        if (one.contains("opps")) {
            CHECK((fide_counted(one["own"], one["opps"][0]) +
                   fide_counted(one["own"], one["opps"][1])) /
                      2 ==
                  one["avg_counted"]);
        }
        if (one.contains("expected")) CHECK(fide_expected(one["diff"]) == one["expected"]);
        if (one.contains("expected_table")) {
            CHECK(fide_expected(one["diff"]) == one["expected_table"]);
        }
    }
}

}  // namespace

TEST_CASE("vectors: every entry of published.json", "[rating]") {
    if (absent()) return;
    const std::map<std::string, void (*)(const json&)> tests{
        {"glicko1_glickman", glicko_1},
        {"glicko2_glickman", glicko_2},
        {"glicko2_lichess", lichess},
        {"trueskill", trueskill},
        {"trueskill_through_time", trueskill_through_time},
        {"whole_history_rating", whole_history_rating},
        {"sprt", sequential},
        {"match_elo", match},
        {"fide", fide},
    };
    for (const auto& [name, entry] : published().items()) {
        DYNAMIC_SECTION(name) {
            const auto test = tests.find(name);
            REQUIRE(test != tests.end());
            test->second(entry);
        }
    }
}

TEST_CASE("vectors: no file of the folder is left out", "[rating]") {
    if (absent()) return;
    CHECK(data::files_of(data::folder() + "/vectors") ==
          std::vector<std::string>{"codeforces_911.csv", "codeforces_917.csv", "openskill.json",
                                   "published.json"});
}
