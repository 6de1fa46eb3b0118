// Ratings: the speed of each system in memory, of reading CSV and of contests, and what tuning
// gains.
//
// Compared with figures that peers reached on the shared 2-core Debian 12 machine (skillratings
// 0.28, Elo-MMR f6f83bb2c5), and, where a naive way exists, with that way in the same run. Needs
// the public result files beside the checkout; without them each figure says so.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "core/rating/codeforces.hpp"
#include "core/rating/elo.hpp"
#include "core/rating/glicko.hpp"
#include "core/rating/glicko2.hpp"
#include "core/rating/results.hpp"
#include "core/rating/trueskill.hpp"
#include "core/rating/tune.hpp"
#include "core/rating/weng_lin.hpp"
#include "tests/bench/figures.hpp"
#include "tests/support/source_tree.hpp"

namespace arena::bench {
namespace {

using namespace arena::rating;

constexpr int rounds = 9;

struct Loaded {
    std::string text;
    Roster players, modes;
    History history;
};

Loaded load(const std::string& file) {
    Loaded loaded;
    loaded.text = read_file(rating_data_folder() + "/" + file);
    (void)read_results_csv({loaded.text, file},
                           {loaded.players, loaded.modes, [&](const Event& event, PlayerId) {
                                loaded.history.add(event);
                                return Result<void>();
                            }});
    return loaded;
}

struct Duel {
    PlayerId a, b;
    double score;
};

std::vector<Duel> duels_of(const History& history) {
    std::vector<Duel> duels;
    for (std::size_t e = 0; e < history.size(); ++e) {
        const Event event = history[e];
        duels.push_back({event.players[0], event.players[1], event.score(0, 1)});
    }
    return duels;
}

/// Millions of games a second, the middle of nine runs over the whole file from newcomers on.
template <class Rating, class Rate>
Figure duel_figure(const std::string& system, const Loaded& football,
                   const std::vector<Duel>& duels, Rating newcomer, double peer, const Rate& rate) {
    std::vector<double> speeds;
    double sink = 0;
    for (int round = 0; round < rounds; ++round) {
        std::vector<Rating> ratings(football.players.size(), newcomer);
        const double took = seconds([&] {
            for (const Duel& duel : duels) rate(ratings[duel.a], ratings[duel.b], duel.score);
        });
        sink += *reinterpret_cast<const double*>(ratings.data());
        speeds.push_back(static_cast<double>(duels.size()) / took / 1e6);
    }
    if (!std::isfinite(sink)) return {system, 0, "", "", 0, false, "the ratings are no numbers"};
    char with[96];
    std::snprintf(with, sizeof with, "skillratings 0.28: %.1f M games/s", peer);
    return {system + ", games in memory", median(speeds), "M/s", with, peer, false, ""};
}

std::vector<Figure> duel_figures(const Loaded& football) {
    const std::vector<Duel> duels = duels_of(football.history);
    const GlickoRules glicko;
    Glicko2Rules glicko2;
    glicko2.deviation_max = 0;
    WengLinRules weng_lin;
    weng_lin.tau = 0;
    const TrueSkillRules trueskill;
    const double margin = draw_margin(trueskill.draw, sqrt_2 * trueskill.beta);
    return {
        duel_figure("Elo", football, duels, 1500.0, 66.6,
                    [](double& a, double& b, double score) {
                        const double change = elo_k * (score - elo_expected(a, b));
                        a += change;
                        b -= change;
                    }),
        duel_figure(
            "Weng-Lin", football, duels, Skill{25, 25.0 / 3}, 39.5,
            [&](Skill& a, Skill& b, double score) { weng_lin_duel(a, b, score, 0, weng_lin); }),
        duel_figure("Glicko", football, duels, Skill{1500, 350}, 17.4,
                    [&](Skill& a, Skill& b, double score) { glicko_duel(a, b, score, 0, glicko); }),
        duel_figure("Glicko-2", football, duels, Glicko2Skill{}, 4.7,
                    [&](Glicko2Skill& a, Glicko2Skill& b, double score) {
                        glicko2_duel(a, b, score, 0, 1, 1, glicko2);
                    }),
        duel_figure("TrueSkill", football, duels, Skill{25, 25.0 / 3}, 4.6,
                    [&](Skill& a, Skill& b, double score) {
                        trueskill_duel(a, b, score, 0, margin, trueskill);
                    }),
    };
}

Figure reading_figure(const Loaded& file, const std::string& name) {
    std::vector<double> speeds, scans;
    std::size_t lines = 0;
    for (int round = 0; round < rounds; ++round) {
        scans.push_back(static_cast<double>(file.text.size()) / 1e9 / seconds([&] {
                            lines += static_cast<std::size_t>(
                                std::count(file.text.begin(), file.text.end(), '\n'));
                        }));
        Roster players, modes;
        std::size_t events = 0;
        const double took = seconds([&] {
            (void)read_results_csv({file.text, name}, {players, modes, [&](const Event&, PlayerId) {
                                                           ++events;
                                                           return Result<void>();
                                                       }});
        });
        speeds.push_back(static_cast<double>(file.text.size()) / 1e9 / took);
    }
    char with[96];
    std::snprintf(with, sizeof with, "counting its lines: %.1f GB/s (%zu)", median(scans), lines);
    return {"reading " + name + ", names interned", median(speeds), "GB/s", with, 1, false, ""};
}

/// A round of 10,000 with ratings around 1500, and the direct sum for some of them.
Figure codeforces_figure() {
    constexpr std::size_t entrants = 10'000, sampled = 1'000;
    std::vector<PlayerId> players(entrants);
    std::vector<std::uint32_t> ranks(entrants);
    std::vector<int> ratings(entrants);
    std::uint32_t state = 11;
    const auto next = [&](std::uint32_t below) {
        state = state * 1664525U + 1013904223U;
        return (state >> 8U) % below;
    };
    for (std::size_t i = 0; i < entrants; ++i) {
        players[i] = static_cast<PlayerId>(i);
        ranks[i] = static_cast<std::uint32_t>(i + 1);
        ratings[i] = static_cast<int>(next(1000) + next(1000) + next(1000));
    }
    const auto standings_for = [&](std::size_t count) {
        Event event;
        event.players = {players.data(), count};
        event.ranks = {ranks.data(), count};
        return standings_of(event);
    };
    const auto all = standings_for(entrants);
    std::vector<int> changes;
    std::vector<double> ours;
    for (int round = 0; round < rounds; ++round) {
        ours.push_back(seconds([&] { changes = codeforces_changes(all, ratings); }));
    }
    // The direct sum is quadratic: a tenth of the entrants costs a hundredth.
    const auto some = standings_for(sampled);
    const std::span<const int> few(ratings.data(), sampled);
    std::vector<int> direct, transformed;
    const double took =
        seconds([&] { direct = codeforces_changes(some, few, SeedSum::term_by_term); });
    transformed = codeforces_changes(some, few);
    const double whole = took * (entrants / sampled) * (entrants / sampled);
    char with[120];
    std::snprintf(with, sizeof with, "direct sum, %.2f s for 1,000, so %.0f s (ours %.1f ms)", took,
                  whole, median(ours) * 1e3);
    return {"Codeforces round of 10,000",
            whole / median(ours),
            "x",
            with,
            100,
            false,
            direct == transformed ? "" : "the integers differ"};
}

Figure elo_mmr_figure(const Loaded& synth) {
    const auto spec = *find_system("elo-mmr");
    std::vector<double> took;
    for (int round = 0; round < 3; ++round) {
        const auto system = spec->make(Settings(*spec));
        took.push_back(seconds([&] {
            for (std::size_t e = 0; e < synth.history.size(); ++e) {
                (void)system->rate(synth.history[e]);
            }
        }));
    }
    return {"Elo-MMR, 50 contests of 2,500, one thread",
            median(took),
            "s",
            "Elo-MMR f6f83bb2c5: 2.66 s",
            1.3,
            true,
            ""};
}

Scores tuned_scores(const char* system, const History& history) {
    const auto spec = *find_system(system);
    const auto tuned = tune(*spec, history);
    return *evaluate(tuned->settings, history);
}

std::vector<Figure> forecast_figures(const Loaded& football, const Loaded& reddit) {
    std::vector<Figure> figures;
    for (const char* system : {"elo", "glicko2", "trueskill"}) {
        const Scores scores = tuned_scores(system, football.history);
        figures.push_back({"log loss of " + std::string(system) + " after tune, football",
                           scores.log_loss, "", "skillratings' best as given: 0.5911", 0.575, true,
                           ""});
    }
    for (const char* system : {"elo-mmr", "elo-mmchi", "bar"}) {
        const Scores scores = tuned_scores(system, reddit.history);
        figures.push_back({"pairs right, " + std::string(system) + " after tune, Reddit",
                           scores.pairs_right, "%", "Elo-MMR's best tuned: 61.80", 61.80, false,
                           ""});
        figures.push_back({"rank deviation, " + std::string(system) + " after tune, Reddit",
                           scores.rank_deviation, "%", "Elo-MMR's best tuned: 27.83", 27.83, true,
                           ""});
    }
    return figures;
}

}  // namespace

std::string rating_data_folder() {
    return arena::testing::shared_path("data/ratings");
}

std::vector<Figure> rate_figures() {
    if (rating_data_folder().empty()) {
        return {{"ratings", 0, "", "", 0, false, "no rating data beside this checkout"}};
    }
    const Loaded football = load("football_intl.csv"), reddit = load("reddit.csv"),
                 synth = load("synth_2500x50.csv");
    std::vector<Figure> figures = duel_figures(football);
    figures.push_back(reading_figure(football, "football_intl.csv"));
    figures.push_back(reading_figure(synth, "synth_2500x50.csv"));
    figures.push_back(codeforces_figure());
    figures.push_back(elo_mmr_figure(synth));
    for (Figure& figure : forecast_figures(football, reddit)) figures.push_back(std::move(figure));
    return figures;
}

}  // namespace arena::bench
