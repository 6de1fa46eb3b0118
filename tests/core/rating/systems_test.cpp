// Every system behind the seam: parameters, forecasts, refusals, and the scores that peers
// measured.
#include <cmath>

#include "core/rating/book.hpp"
#include "core/rating/drift.hpp"
#include "core/rating/tune.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rating_data.hpp"

using namespace arena;
using namespace arena::rating;

namespace {

/// `games` duels of twelve players whose strength is their number.
History ladder(std::size_t games) {
    History history;
    std::uint32_t state = 5;
    const auto next = [&](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % below;
    };
    for (std::size_t i = 0; i < games; ++i) {
        const PlayerId a = next(12), b = (a + 1 + next(11)) % 12;
        const double chance = 1 / (1 + std::exp(0.25 * (static_cast<double>(b) - a)));
        const double luck = next(1000) / 1000.0;
        const PlayerId players[] = {a, b};
        const bool draw = next(10) == 0;
        const std::uint32_t ranks[] = {draw || luck < chance ? 1U : 2U,
                                       draw || luck >= chance ? 1U : 2U};
        Event event;
        event.day = static_cast<double>(i / 10);
        event.players = players;
        event.ranks = ranks;
        event.first = 0;
        history.add(event);
    }
    return history;
}

}  // namespace

TEST_CASE("systems: each learns who is strong, and forecasts add up to one", "[rating]") {
    const History history = ladder(1500);
    for (const SystemSpec& spec : system_table()) {
        DYNAMIC_SECTION(std::string(spec.name)) {
            const auto system = spec.make(Settings(spec));
            for (std::size_t e = 0; e < history.size(); ++e) {
                REQUIRE_OK(system->rate(history[e]));
            }
            REQUIRE_OK(system->settle());
            CHECK(system->skill(11).mu > system->skill(0).mu);
            const PlayerId ids[] = {11, 0};
            Meeting there, back;
            there.a = back.b = std::span(ids, 1);
            there.b = back.a = std::span(ids + 1, 1);
            there.day = back.day = 150;
            const double p = system->expected(there);
            CHECK(p > 0.6);
            CHECK(p < 1);
            CHECK(p + system->expected(back) == Approx(1).margin(1e-9));
            const auto scores = evaluate(Settings(spec), history);
            REQUIRE_OK(scores);
            // Codeforces and TopCoder were made for contests: a duel moves them far too much.
            const bool jumpy = spec.name == "codeforces" || spec.name == "topcoder";
            CHECK(scores->log_loss < (jumpy ? 1.2 : 0.75));
            CHECK(scores->duels > 1000);
        }
    }
}

TEST_CASE("systems: teams are rated or refused, never wrongly", "[rating]") {
    const PlayerId players[] = {0, 1, 2, 3};
    const std::uint32_t ends[] = {2, 4}, ranks[] = {1, 2};
    Event event;
    event.players = players;
    event.ends = ends;
    event.ranks = ranks;
    for (const SystemSpec& spec : system_table()) {
        INFO(spec.name);
        const auto system = spec.make(Settings(spec));
        auto done = system->rate(event);
        if (done) done = system->settle();
        CHECK(done.has_value() == spec.teams);
        if (spec.teams) CHECK(system->skill(0).mu > system->skill(3).mu);
        if (!spec.teams) CHECK(done.error().message.find("not teams") != std::string::npos);
    }
}

TEST_CASE("systems: parameters keep their ranges", "[rating]") {
    for (const SystemSpec& spec : system_table()) {
        Settings settings(spec);
        for (const Parameter& parameter : spec.parameters) {
            INFO(spec.name << " " << parameter.name);
            CHECK(parameter.initial >= parameter.least);
            CHECK(parameter.initial <= parameter.most);
            CHECK_FALSE(settings.set(parameter.name, std::nan("")).has_value());
            CHECK_FALSE(settings.set(parameter.name, parameter.most * 2 + 1).has_value());
            CHECK(settings.set(parameter.name, parameter.least).has_value());
        }
        CHECK_FALSE(settings.set("no such", 1).has_value());
    }
    Settings elo(**find_system("elo"));
    CHECK(elo.set_all("k=24,lead=65").has_value());
    CHECK(elo["k"] == 24);
    CHECK_FALSE(elo.set_all("k").has_value());
    CHECK_FALSE(elo.set_all("k=2x").has_value());
    CHECK_FALSE(find_system("chess").has_value());
}

TEST_CASE("state: a list read back goes on with the same numbers", "[rating]") {
    const History history = ladder(300);
    for (const SystemSpec& spec : system_table()) {
        INFO(spec.name);
        Book whole{Settings(spec)}, first{Settings(spec)};
        for (Book* book : {&whole, &first}) {
            for (int i = 0; i < 12; ++i) book->players.intern("p" + std::to_string(i));
            book->modes.intern("");
        }
        for (std::size_t e = 0; e < history.size(); ++e) {
            REQUIRE_OK(whole.take(history[e], 0));
            if (e < 150) REQUIRE_OK(first.take(history[e], 0));
        }
        auto second = read_state(state_text(first), "state");
        REQUIRE_OK(second);
        second->modes.intern("");
        for (std::size_t e = 150; e < history.size(); ++e) REQUIRE_OK(second->take(history[e], 0));
        REQUIRE_OK(whole.settle());
        REQUIRE_OK(second->settle());
        for (PlayerId p = 0; p < 12; ++p) {
            CHECK(whole.find("")->system->skill(p).mu == second->find("")->system->skill(p).mu);
            CHECK(whole.find("")->tallies[p].games == second->find("")->tallies[p].games);
        }
    }
    for (const char* broken : {"", "{}", "[]", "{\"arena_rating_state\": 2}",
                               "{\"arena_rating_state\": 1, \"system\": \"elo\"}"}) {
        CHECK_FALSE(read_state(broken, "s").has_value());
    }
}

TEST_CASE("drift: Elo with one K conserves points", "[rating]") {
    const auto parts = drift(Settings(**find_system("elo")), ladder(500), {});
    REQUIRE_OK(parts);
    REQUIRE(parts->size() == drift_parts);
    for (const DriftPart& part : *parts) CHECK(std::abs(part.change_a_game) < 1e-9);
    CHECK_FALSE(drift(Settings(**find_system("elo")), ladder(9), {}).has_value());
}

TEST_CASE("evaluate: the scores that were measured of peers", "[rating]") {
    if (data::folder().empty()) {
        WARN("skipped: no rating data beside this checkout");
        return;
    }
    data::Results football = data::football();
    History neutral;  // the peers knew no home side
    for (std::size_t e = 0; e < football.history.size(); ++e) {
        Event event = football.history[e];
        event.first = nobody;
        neutral.add(event);
    }
    const auto check = [&](const char* system, const char* set, double loss, double brier,
                           double accuracy) {
        INFO(system << " " << set);
        Settings settings(**find_system(system));
        REQUIRE_OK(settings.set_all(set));
        const auto scores = evaluate(settings, neutral);
        REQUIRE_OK(scores);
        CHECK(scores->log_loss == Approx(loss).margin(0.00006));
        if (brier > 0) CHECK(scores->brier == Approx(brier).margin(0.00006));
        CHECK(scores->accuracy == Approx(accuracy).margin(0.00006));
    };
    check("elo", "k=32", 0.5948, 0, 0.7302);
    check("glicko", "", 0.6112, 0.1528, 0.7167);
    check("glicko2", "deviation_max=0", 0.5911, 0.1448, 0.7317);
    check("trueskill", "", 0.6023, 0.1495, 0.7182);
    check("weng-lin-bt", "tau=0,kappa=1e-06", 0.5949, 0.1465, 0.7273);
}

TEST_CASE("tune: better than as given, on what it did not see", "[rating]") {
    const History history = ladder(4000);
    for (const char* name : {"elo", "glicko2", "trueskill"}) {
        INFO(name);
        TuneRules rules;
        rules.train = 0.3;
        const auto tuned = tune(**find_system(name), history, rules);
        REQUIRE_OK(tuned);
        CHECK(tuned->after <= tuned->before);
        EvaluateRules rest;
        rest.train = 0.3;
        const auto before = evaluate(Settings(**find_system(name)), history, rest);
        const auto after = evaluate(tuned->settings, history, rest);
        CHECK(after->log_loss < before->log_loss);
    }
}
