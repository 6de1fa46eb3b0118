// What peers answered for whole files, player by player: every file of the reference folder has its
// row here, and one without fails the walk at the end. Numbers were printed with 9 decimals.
#include <functional>

#include "core/rating/bradley_terry.hpp"
#include "core/rating/elo.hpp"
#include "core/rating/elo_mmr.hpp"
#include "core/rating/field.hpp"
#include "core/rating/glicko.hpp"
#include "core/rating/glicko2.hpp"
#include "core/rating/spb_trueskill.hpp"
#include "core/rating/trueskill.hpp"
#include "core/rating/weng_lin.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/rating_data.hpp"

using namespace arena::rating;

namespace {

constexpr double printed = 1e-6;  ///< SOURCES.md: libm may differ that much

bool absent() {
    if (!data::folder().empty()) return false;
    WARN("skipped: no rating data beside this checkout");
    return true;
}

void compare(const std::string& file, const data::Results& results,
             const std::function<Skill(PlayerId)>& ours, double margin) {
    const auto wanted = data::answers(file);
    REQUIRE(wanted.size() == results.names.size());
    double worst = 0;
    std::string who;
    for (PlayerId player = 0; player < results.names.size(); ++player) {
        const auto at = wanted.find(results.names[player]);
        REQUIRE(at != wanted.end());
        const Skill skill = ours(player);
        const double gap = std::max(std::abs(skill.mu - at->second.first),
                                    std::abs(skill.sigma - at->second.second));
        if (!(gap <= worst)) who = at->first;
        worst = gap > worst || gap != gap ? gap : worst;
    }
    INFO(file << ": largest difference " << worst << " at " << who);
    CHECK(worst <= margin);
}

/// Duels in file order; `rate(a, b, score)` works on its own arrays.
void each_duel(const data::Results& results,
               const std::function<void(PlayerId, PlayerId, double)>& rate,
               std::size_t count = SIZE_MAX) {
    for (std::size_t e = 0; e < std::min(count, results.history.size()); ++e) {
        const Event event = results.history[e];
        rate(event.players[0], event.players[1], event.score(0, 1));
    }
}

const data::Results& football() {
    static const data::Results results = data::football();
    return results;
}

void skillratings_elo(const std::string& file) {
    std::vector<double> r(football().names.size(), 1000);
    each_duel(football(), [&](PlayerId a, PlayerId b, double score) {
        const double change = 32 * (score - elo_expected(r[a], r[b]));
        r[a] += change;
        r[b] -= change;
    });
    compare(
        file, football(),
        [&](PlayerId p) {
            return Skill{r[p], 0};
        },
        printed);
}

void skillratings_glicko(const std::string& file) {
    std::vector<Skill> r(football().names.size(), Skill{1500, 350});
    each_duel(football(),
              [&](PlayerId a, PlayerId b, double score) { glicko_duel(r[a], r[b], score, 0, {}); });
    compare(
        file, football(), [&](PlayerId p) { return r[p]; }, printed);
}

void skillratings_glicko2(const std::string& file) {
    std::vector<Glicko2Skill> r(football().names.size());
    Glicko2Rules rules;
    rules.deviation_max = 0;
    each_duel(football(), [&](PlayerId a, PlayerId b, double score) {
        glicko2_duel(r[a], r[b], score, 0, 1, 1, rules);
    });
    compare(
        file, football(),
        [&](PlayerId p) {
            return Skill{r[p].mu, r[p].sigma};
        },
        printed);
}

/// One period = 365 days; npm's glicko2 was told all players at the start. Its own solver stops at
/// 1e-7 in the logarithm of the volatility, each period, and its path depends on the last bits of
/// exp: over 155 periods that is up to 4e-5 points away from the exact solution.
void npm_glicko2(const std::string& file) {
    const auto& results = football();
    std::vector<Glicko2Skill> r(results.names.size(), Glicko2Skill{1500, 200, 0.06});
    Glicko2Rules rules;
    rules.deviation_max = 0;
    rules.tolerance = 1e-7;
    for (std::size_t e = 0; e < results.history.size();) {
        const auto period_of = [&](std::size_t at) { return std::floor(results.days[at] / 365); };
        const double period = period_of(e);
        std::vector<Glicko2Period> periods(r.size());
        for (; e < results.history.size() && period_of(e) == period; ++e) {
            const Event event = results.history[e];
            const PlayerId a = event.players[0], b = event.players[1];
            periods[a].add(r[a], r[b], event.score(0, 1));
            periods[b].add(r[b], r[a], event.score(1, 0));
        }
        for (std::size_t p = 0; p < r.size(); ++p) r[p] = periods[p].settle(r[p], 1, rules);
    }
    compare(
        file, results,
        [&](PlayerId p) {
            return Skill{r[p].mu, r[p].sigma};
        },
        1e-4);
}

void skillratings_trueskill(const std::string& file) {
    std::vector<Skill> r(football().names.size(), Skill{25, 25.0 / 3});
    TrueSkillRules rules;
    rules.tails = Tails::short_series;
    rules.spread_without_tau = true;
    const double margin = draw_margin(rules.draw, sqrt_2 * rules.beta);
    each_duel(football(), [&](PlayerId a, PlayerId b, double score) {
        trueskill_duel(r[a], r[b], score, 0, margin, rules);
    });
    compare(
        file, football(), [&](PlayerId p) { return r[p]; }, printed);
}

void npm_trueskill(const std::string& file) {
    std::vector<Skill> r(football().names.size(), Skill{25, 25.0 / 3});
    TrueSkillRules rules;
    rules.tails = Tails::short_series;
    each_duel(
        football(),
        [&](PlayerId a, PlayerId b, double score) {
            const PlayerId players[] = {a, b};
            const std::uint32_t ranks[] = {score >= 0.5 ? 1U : 2U, score <= 0.5 ? 1U : 2U};
            Event event;
            event.players = players;
            event.ranks = ranks;
            Skill both[] = {r[a], r[b]};
            trueskill_rate(event, both, rules);
            r[a] = both[0];
            r[b] = both[1];
        },
        3000);
    compare(
        file, football(), [&](PlayerId p) { return r[p]; }, printed);
}

void skillratings_weng_lin(const std::string& file) {
    std::vector<Skill> r(football().names.size(), Skill{25, 25.0 / 3});
    WengLinRules rules;
    rules.tau = 0;
    rules.kappa = 1e-6;
    each_duel(football(), [&](PlayerId a, PlayerId b, double score) {
        weng_lin_duel(r[a], r[b], score, 0, rules);
    });
    compare(
        file, football(), [&](PlayerId p) { return r[p]; }, printed);
}

/// All three files hold the numbers of Plackett-Luce, whatever model they name; for two sides the
/// full Bradley-Terry model answers the same.
void npm_openskill(const std::string& file) {
    for (const auto model : {WengLinModel::plackett_luce, WengLinModel::bradley_terry_full}) {
        std::vector<Skill> r(football().names.size(), Skill{25, 25.0 / 3});
        each_duel(football(), [&](PlayerId a, PlayerId b, double score) {
            const PlayerId players[] = {a, b};
            const std::uint32_t ranks[] = {score >= 0.5 ? 1U : 2U, score <= 0.5 ? 1U : 2U};
            Event event;
            event.players = players;
            event.ranks = ranks;
            Skill both[] = {r[a], r[b]};
            weng_lin_rate(model, event, both, {});
            r[a] = both[0];
            r[b] = both[1];
        });
        compare(
            file, football(), [&](PlayerId p) { return r[p]; }, printed);
    }
}

void ordo(const std::string& file) {
    const auto& all = football();
    data::Results chosen;
    std::istringstream events(
        data::text_of(data::folder() + "/ref/football_2010_conn40.events.txt"));
    std::map<PlayerId, PlayerId> renumbered;
    for (std::size_t e = 0; events >> e;) {
        Event event = all.history[e];
        PlayerId players[2];
        for (int side = 0; side < 2; ++side) {
            const auto [at, fresh] =
                renumbered.emplace(event.players[static_cast<std::size_t>(side)],
                                   static_cast<PlayerId>(chosen.names.size()));
            if (fresh) chosen.names.push_back(all.names[at->first]);
            players[side] = at->second;
        }
        event.players = players;
        chosen.history.add(event);
    }
    const auto pairs = pair_results(chosen.history);
    REQUIRE_OK(pairs);
    BradleyTerryRules rules;
    rules.prior = 0;
    rules.scale = log_10 * 202 / std::log(0.76 / 0.24);  // Ordo: 202 points are 76 %
    const auto fit = bradley_terry(*pairs, chosen.names.size(), rules);
    REQUIRE(fit.has_value());
    CHECK(fit->lead == Approx(65.03).margin(0.005));
    CHECK(100 * fit->draw_rate == Approx(30.61).margin(0.005));
    std::size_t rows = 0;
    for (const auto& row : data::rows_of(data::folder() + "/ref/" + file)) {
        const auto at = std::find(chosen.names.begin(), chosen.names.end(), row[1]);
        INFO(row[1]);
        REQUIRE(at != chosen.names.end());
        const double rating = fit->ratings[static_cast<std::size_t>(at - chosen.names.begin())];
        CHECK(rating == Approx(std::stod(row[2])).margin(0.0501));  // printed with one decimal
        ++rows;
    }
    CHECK(rows == chosen.names.size());
}

void elo_mmr(const std::string& file, const data::Results& results, bool logistic) {
    EloMmrRules rules;
    rules.logistic = logistic;
    EloMmr system(rules);
    for (std::size_t e = 0; e < results.history.size(); ++e) {
        system.rate(standings_of(results.history[e]), results.days[e]);
    }
    compare(
        file, results, [&](PlayerId p) { return system.player(p).posterior; }, printed);
}

using FieldRate = std::function<void(const std::vector<Standing>&, std::vector<Skill>&,
                                     const std::vector<std::uint32_t>&)>;

void field(const std::string& file, const data::Results& results, const FieldRate& rate) {
    std::vector<Skill> all(results.names.size(), Skill{1500, 350});
    std::vector<std::uint32_t> contests(all.size(), 0), played;
    std::vector<Skill> skills;
    for (std::size_t e = 0; e < results.history.size(); ++e) {
        const auto standings = standings_of(results.history[e]);
        if (says_nothing(standings)) continue;
        skills.clear();
        played.clear();
        for (const Standing& standing : standings) {
            skills.push_back(all[standing.player]);
            played.push_back(++contests[standing.player]);
        }
        rate(standings, skills, played);
        for (std::size_t i = 0; i < skills.size(); ++i) all[standings[i].player] = skills[i];
    }
    compare(
        file, results, [&](PlayerId p) { return all[p]; }, printed);
}

/// data set, system: the name of a file of the authors' program.
void elo_mmr_program(const std::string& file) {
    static std::map<std::string, data::Results> sets;
    const auto dot = file.find('.');
    const std::string set = file.substr(0, dot);
    const std::string system = file.substr(dot + 8, file.size() - dot - 12);  // ".elommr-" ".csv"
    if (sets.count(set) == 0) sets.emplace(set, data::contests(set + ".csv"));
    const data::Results& results = sets.at(set);
    if (system == "mmr-fast") return elo_mmr(file, results, true);
    if (system == "mmx-fast") return elo_mmr(file, results, false);
    const std::map<std::string, FieldRate> fields{
        {"glicko", [](auto& s, auto& k, auto&) { field_glicko_rate(s, k, 1, {}); }},
        {"bar", [](auto& s, auto& k, auto&) { bar_rate(s, k, 1, {}); }},
        {"tcsys", [](auto& s, auto& k, auto& n) { topcoder_rate(s, k, n, 1, {}); }},
        {"trueskill",
         [](auto& s, auto& k, auto&) {
             SpbTrueSkillRules rules;
             rules.literal = true;
             REQUIRE(spb_trueskill_rate(s, k, 1, rules));
         }},
        {"cfsys", [](auto& s, auto& k, auto&) { smooth_codeforces_rate(s, k, 1, {}); }},
    };
    REQUIRE(fields.count(system) == 1);
    field(file, results, fields.at(system));
}

}  // namespace

TEST_CASE("peers: every reference file", "[rating]") {
    if (absent()) return;
    const std::map<std::string, void (*)(const std::string&)> tests{
        {"football_2010_conn40.ordo-W-D-a1500.csv", ordo},
        {"football_intl.glicko2npm.tau0.5.rd200.period365.csv", npm_glicko2},
        {"football_intl.openskill.bradleyTerryFull.csv", npm_openskill},
        {"football_intl.openskill.plackettLuce.csv", npm_openskill},
        {"football_intl.openskill.thurstoneMostellerFull.csv", npm_openskill},
        {"football_intl.skillratings.elo_k32.csv", skillratings_elo},
        {"football_intl.skillratings.glicko1.csv", skillratings_glicko},
        {"football_intl.skillratings.glicko2.csv", skillratings_glicko2},
        {"football_intl.skillratings.trueskill.csv", skillratings_trueskill},
        {"football_intl.skillratings.weng_lin_bt.csv", skillratings_weng_lin},
        {"football_intl.ts-trueskill.first3000.csv", npm_trueskill},
    };
    for (const std::string& file : data::files_of(data::folder() + "/ref")) {
        if (file == "football_2010_conn40.events.txt") continue;  // read with Ordo's answer
        DYNAMIC_SECTION(file) {
            if (file.find(".elommr-") != std::string::npos) {
                elo_mmr_program(file);
                continue;
            }
            const auto test = tests.find(file);
            REQUIRE(test != tests.end());
            test->second(file);
        }
    }
}
