// `arena_bench rate --vectors`: the largest difference from what each peer answered, file by file.
//
// Through the same seam as `arena rate`, with the settings that the peer had. The tests hold the
// same files to their tolerances, and the published vectors too; this is the table for people.
#include <cmath>
#include <cstdio>
#include <sstream>

#include "core/rating/results.hpp"
#include "core/rating/system.hpp"
#include "tests/bench/figures.hpp"

namespace arena::bench {
namespace {

using namespace arena::rating;

struct Row {
    const char* answer;
    const char* results;
    const char* system;
    const char* set;
    bool deviations = true;  ///< false: the peer prints one that the system does not have
};

constexpr Row rows[] = {
    {"football_intl.skillratings.elo_k32.csv", "football_intl.csv", "elo", "initial=1000"},
    {"football_intl.skillratings.glicko1.csv", "football_intl.csv", "glicko", ""},
    {"football_intl.skillratings.glicko2.csv", "football_intl.csv", "glicko2", "deviation_max=0"},
    {"football_intl.skillratings.weng_lin_bt.csv", "football_intl.csv", "weng-lin-bt",
     "tau=0,kappa=1e-06"},
    {"football_intl.skillratings.trueskill.csv", "football_intl.csv", "trueskill", ""},
    {"football_intl.openskill.plackettLuce.csv", "football_intl.csv", "plackett-luce", ""},
    {"football_intl.openskill.bradleyTerryFull.csv", "football_intl.csv", "weng-lin-bt", ""},
    {"reddit.elommr-mmr-fast.csv", "reddit.csv", "elo-mmr", ""},
    {"reddit.elommr-mmx-fast.csv", "reddit.csv", "elo-mmchi", ""},
    {"reddit.elommr-bar.csv", "reddit.csv", "bar", ""},
    {"reddit.elommr-glicko.csv", "reddit.csv", "glicko-contest", ""},
    {"reddit.elommr-trueskill.csv", "reddit.csv", "trueskill-spb", "literal=1"},
    {"reddit.elommr-tcsys.csv", "reddit.csv", "topcoder", "initial=1500,volatility=350"},
    {"reddit.elommr-cfsys.csv", "reddit.csv", "codeforces-smooth", "", false},
    {"f1_races.elommr-mmr-fast.csv", "f1_races.csv", "elo-mmr", ""},
    {"f1_races.elommr-mmx-fast.csv", "f1_races.csv", "elo-mmchi", ""},
    {"f1_races.elommr-bar.csv", "f1_races.csv", "bar", ""},
    {"f1_races.elommr-glicko.csv", "f1_races.csv", "glicko-contest", ""},
    {"f1_races.elommr-trueskill.csv", "f1_races.csv", "trueskill-spb", "literal=1"},
    {"f1_races.elommr-tcsys.csv", "f1_races.csv", "topcoder", "initial=1500,volatility=350"},
    {"f1_races.elommr-cfsys.csv", "f1_races.csv", "codeforces-smooth", "", false},
    {"synth_2500x50.elommr-mmr-fast.csv", "synth_2500x50.csv", "elo-mmr", ""},
    {"synth_2500x50.elommr-mmx-fast.csv", "synth_2500x50.csv", "elo-mmchi", ""},
    {"synth_2500x50.elommr-bar.csv", "synth_2500x50.csv", "bar", ""},
    {"synth_2500x50.elommr-glicko.csv", "synth_2500x50.csv", "glicko-contest", ""},
    {"synth_2500x50.elommr-tcsys.csv", "synth_2500x50.csv", "topcoder",
     "initial=1500,volatility=350"},
    {"synth_2500x50.elommr-cfsys.csv", "synth_2500x50.csv", "codeforces-smooth", "", false},
};

void show(const std::string& folder, const Row& row) {
    const std::string text = read_file(folder + "/" + row.results);
    Settings settings(**find_system(row.system));
    const bool set = settings.set_all(row.set).has_value();
    const auto system = settings.spec().make(settings);
    Roster players, modes;
    const auto done = read_results_csv(
        {text, row.results},
        {players, modes, [&](const Event& event, PlayerId) { return system->rate(event); }});
    if (!set || !done || !system->settle()) {
        std::printf("%-48s cannot be rated\n", row.answer);
        return;
    }
    std::istringstream lines(read_file(folder + "/ref/" + row.answer));
    std::string line;
    std::getline(lines, line);
    double rating = 0, deviation = 0;
    std::size_t count = 0;
    while (std::getline(lines, line)) {
        const auto last = line.rfind(','), middle = line.rfind(',', last - 1);
        const PlayerId id = players.find(line.substr(0, middle));
        if (id == nobody) continue;
        const Skill skill = system->skill(id);
        const double off = std::abs(skill.mu - std::stod(line.substr(middle + 1)));
        rating = std::max(rating, off);
        deviation = std::max(deviation, std::abs(skill.sigma - std::stod(line.substr(last + 1))));
        ++count;
    }
    char deviation_text[32] = "-";
    if (row.deviations) std::snprintf(deviation_text, sizeof deviation_text, "%.2g", deviation);
    std::printf("%-48s %-18s %7zu %9.2g %9s\n", row.answer, row.system, count, rating,
                deviation_text);
}

}  // namespace

int print_rate_vectors(const std::string& folder) {
    if (folder.empty()) {
        std::printf("no rating data beside this checkout\n");
        return 1;
    }
    std::printf("%-48s %-18s %7s %9s %9s\n", "answer", "system", "players", "rating", "+-");
    for (const Row& row : rows) show(folder, row);
    return 0;
}

}  // namespace arena::bench
