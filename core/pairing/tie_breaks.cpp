#include "core/pairing/tie_breaks.hpp"

#include <algorithm>
#include <numeric>

namespace arena::pairing {
namespace {

class Scores {
public:
    explicit Scores(const Tournament& tournament) : tournament_(tournament) {
        for (const SwissPlayer& player : tournament.players) {
            finals_.push_back(score_before(tournament, player, tournament.rounds_played));
        }
        for (std::size_t i = 0; i < finals_.size(); ++i) {
            adjusted_.push_back(adjusted(static_cast<int>(i)));
        }
    }

    int final_of(int player) const { return finals_[static_cast<std::size_t>(player)]; }

    int value(TieBreak tie_break, int index) const {
        switch (tie_break) {
            case TieBreak::buchholz: return 10 * buchholz(index, 0, 0);
            case TieBreak::buchholz_cut_1: return 10 * buchholz(index, 1, 0);
            case TieBreak::buchholz_cut_2: return 10 * buchholz(index, 2, 0);
            case TieBreak::buchholz_median: return 10 * buchholz(index, 1, 1);
            case TieBreak::sonneborn_berger: return sonneborn_berger(index);
            case TieBreak::direct_encounter: return 0;  // depends on who is equal: see below
            case TieBreak::progressive: return 10 * progressive(index);
            case TieBreak::wins:
                return count(index, [&](const RoundEntry& e) {
                    return tournament_.points.of(e) >= tournament_.points.win;
                });
            case TieBreak::games_won: return count(index, won);
            case TieBreak::black_games:
                return count(index, [](const RoundEntry& e) {
                    return e.played() && e.color == Color::black;
                });
            case TieBreak::black_wins:
                return count(index,
                             [](const RoundEntry& e) { return won(e) && e.color == Color::black; });
        }
        return 0;
    }

    struct Direct {
        int points = 0;
        int missing = 0;  ///< games with others of the group that were not played
    };
    /// What each of `group` made against the others of it.
    std::vector<Direct> direct(const std::vector<int>& group) const {
        std::vector<Direct> all(group.size());
        for (std::size_t i = 0; i < group.size(); ++i) {
            all[i].missing = static_cast<int>(group.size()) - 1;
            for (const RoundEntry& entry : rounds(group[i])) {
                const bool inside = entry.played() && std::find(group.begin(), group.end(),
                                                                entry.opponent) != group.end();
                if (!inside) continue;
                --all[i].missing;
                all[i].points += tournament_.points.of(entry);
            }
        }
        return all;
    }
    int points_of_win() const { return tournament_.points.win; }

private:
    static bool won(const RoundEntry& entry) {
        return entry.played() && (entry.result == '1' || entry.result == 'W');
    }

    std::vector<RoundEntry> rounds(int index) const {
        std::vector<RoundEntry> all = tournament_.players[static_cast<std::size_t>(index)].rounds;
        all.resize(static_cast<std::size_t>(tournament_.rounds_played));
        return all;
    }

    /// 16.1.1: asked for; a round that nobody entered for the player is one too.
    static bool bye_asked_for(const RoundEntry& entry) {
        return entry.opponent == nobody && (entry.result == 'H' || entry.result == 'Z');
    }
    /// 16.1.2: did the player choose not to play?
    static bool voluntary(const RoundEntry& entry) {
        return bye_asked_for(entry) || entry.result == '-';
    }

    /// 16.3: the score as the opponents' tie-breaks count it.
    int adjusted(int index) const {
        const std::vector<RoundEntry> all = rounds(index);
        int sum = final_of(index);
        for (std::size_t i = all.size(); i-- > 0 && voluntary(all[i]);) {
            if (!bye_asked_for(all[i])) continue;
            sum += tournament_.points.draw - tournament_.points.of(all[i]);
        }
        return sum;
    }

    int opponent_score(int index, const RoundEntry& entry) const {
        return entry.played() ? adjusted_[static_cast<std::size_t>(entry.opponent)]
                              : final_of(index);
    }

    int buchholz(int index, std::size_t lowest, std::size_t highest) const {
        std::vector<int> unplayed, scores;
        for (const RoundEntry& entry : rounds(index)) {
            (voluntary(entry) ? unplayed : scores).push_back(opponent_score(index, entry));
        }
        if (unplayed.size() + scores.size() < lowest + highest) return 0;
        std::sort(scores.begin(), scores.end());  // those of `unplayed` are all alike
        scores.insert(scores.begin(), unplayed.begin(), unplayed.end());
        scores.erase(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(lowest));
        std::sort(scores.begin(), scores.end());
        return std::accumulate(scores.begin(), scores.end() - static_cast<std::ptrdiff_t>(highest),
                               0);
    }

    int sonneborn_berger(int index) const {
        int sum = 0;  // tenths of a point times tenths: hundredths
        for (const RoundEntry& entry : rounds(index)) {
            sum += opponent_score(index, entry) * tournament_.points.of(entry);
        }
        return sum;
    }

    int progressive(int index) const {
        int running = 0, sum = 0;
        for (const RoundEntry& entry : rounds(index)) {
            running += tournament_.points.of(entry);
            sum += running;
        }
        return sum;
    }

    template <class Holds>
    int count(int index, Holds holds) const {
        const auto all = rounds(index);
        return 100 * static_cast<int>(std::count_if(all.begin(), all.end(), holds));
    }

    const Tournament& tournament_;
    std::vector<int> finals_, adjusted_;
};

bool above(const StandingRow& a, const StandingRow& b) {
    return a.points != b.points ? a.points > b.points : a.values > b.values;
}

bool equal_before(const StandingRow& a, const StandingRow& b, std::size_t column) {
    return a.points == b.points &&
           std::equal(a.values.begin(), a.values.begin() + static_cast<std::ptrdiff_t>(column),
                      b.values.begin());
}

/// Of those who are equal so far: the points of each, or 0 for whom games are missing that could
/// still change the place.
std::vector<int> direct_values(const Scores& scores, const std::vector<int>& group) {
    const auto all = scores.direct(group);
    std::vector<int> values(group.size());
    std::vector<bool> placed(group.size());
    for (;;) {
        const auto most = [&](std::size_t i) {
            return all[i].points + std::max(0, all[i].missing) * scores.points_of_win();
        };
        std::size_t best = group.size();
        bool complete = true;
        for (std::size_t i = 0; i < group.size(); ++i) {
            if (placed[i]) continue;
            complete = complete && all[i].missing <= 0;
            if (best == group.size() || all[i].points > all[best].points) best = i;
        }
        if (best == group.size()) return values;
        bool alone = true;
        for (std::size_t i = 0; i < group.size(); ++i) {
            if (placed[i] || i == best) continue;
            if (complete) values[i] = all[i].points;
            alone = alone && all[best].points > most(i);
        }
        if (complete || alone) values[best] = all[best].points;
        if (complete || !alone) return values;
        placed[best] = true;
    }
}

/// Fills the column of direct encounters group by group of those equal before it.
void fill_direct(const Scores& scores, std::vector<StandingRow>& rows, std::size_t column) {
    for (std::size_t begin = 0; begin < rows.size();) {
        std::size_t end = begin + 1;
        while (end < rows.size() && equal_before(rows[begin], rows[end], column)) ++end;
        std::vector<int> group;
        for (std::size_t i = begin; i < end; ++i) group.push_back(rows[i].player);
        const std::vector<int> values = direct_values(scores, group);
        for (std::size_t i = begin; i < end; ++i) rows[i].values[column] = 10 * values[i - begin];
        begin = end;
    }
}

}  // namespace

std::vector<StandingRow> final_standings(const Tournament& tournament,
                                         const std::vector<TieBreak>& tie_breaks) {
    const Scores scores(tournament);
    std::vector<StandingRow> rows;
    for (std::size_t i = 0; i < tournament.players.size(); ++i) {
        if (!tournament.players[i].entered) continue;
        const int index = static_cast<int>(i);
        StandingRow row{index, scores.final_of(index), {}, 0};
        for (const TieBreak one : tie_breaks) row.values.push_back(scores.value(one, index));
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), above);
    for (std::size_t column = 0; column < tie_breaks.size(); ++column) {
        if (tie_breaks[column] != TieBreak::direct_encounter) continue;
        fill_direct(scores, rows, column);
        std::stable_sort(rows.begin(), rows.end(), above);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool tied = i > 0 && !above(rows[i - 1], rows[i]);
        rows[i].rank = tied ? rows[i - 1].rank : static_cast<int>(i) + 1;
    }
    return rows;
}

const std::vector<TieBreak>& all_tie_breaks() {
    static const std::vector<TieBreak> all{TieBreak::buchholz,         TieBreak::buchholz_cut_1,
                                           TieBreak::buchholz_cut_2,   TieBreak::buchholz_median,
                                           TieBreak::sonneborn_berger, TieBreak::direct_encounter,
                                           TieBreak::progressive,      TieBreak::wins,
                                           TieBreak::games_won,        TieBreak::black_games,
                                           TieBreak::black_wins};
    return all;
}

std::string_view tie_break_name(TieBreak tie_break) {
    switch (tie_break) {
        case TieBreak::buchholz: return "buchholz";
        case TieBreak::buchholz_cut_1: return "buchholz-cut-1";
        case TieBreak::buchholz_cut_2: return "buchholz-cut-2";
        case TieBreak::buchholz_median: return "buchholz-median";
        case TieBreak::sonneborn_berger: return "sonneborn-berger";
        case TieBreak::direct_encounter: return "direct-encounter";
        case TieBreak::progressive: return "progressive";
        case TieBreak::wins: return "wins";
        case TieBreak::games_won: return "games-won";
        case TieBreak::black_games: return "black-games";
        case TieBreak::black_wins: return "black-wins";
    }
    return "";
}

}  // namespace arena::pairing
