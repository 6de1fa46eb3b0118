#include "core/rating/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/rating/root.hpp"

namespace arena::rating {
namespace {

constexpr double chance_least = 1e-12;  ///< no forecast is punished beyond its logarithm
constexpr double z_95 = 1.959963984540054;

double log_loss_of(double expected, double score) {
    const double p = std::clamp(expected, chance_least, 1 - chance_least);
    return -(score * std::log(p) + (1 - score) * std::log1p(-p));
}

/// One entrant that is scored: place group after leaving out the others, and its rating.
struct Ranked {
    std::size_t first = 0, last = 0;  ///< places of its equals among the scored
    std::uint32_t rank = 0;
    double rating = 0;
};

class Scorer {
public:
    Scorer(const System& system, std::size_t players)
        : system_(system),
          events_(players, 0),
          games_(players, 0),
          surplus_(players, 0.0),
          variance_(players, 0.0) {}

    void score(const Event& event, std::size_t experience) {
        if (event.sides() == 2) {
            score_duel(event, experience);
        } else if (event.sides() > 2) {
            score_contest(event, experience);
        }
    }

    void count(const Event& event) {
        for (const PlayerId player : event.players) ++events_[player];
    }

    Scores finish() {
        Scores& s = scores_;
        if (s.duels > 0) {
            s.log_loss /= s.duels;
            s.brier /= s.duels;
            s.accuracy = decided_ > 0 ? right_ / decided_ : 0.5;
        }
        double inside = 0;
        for (std::size_t p = 0; p < games_.size(); ++p) {
            if (games_[p] < coverage_games_min) continue;
            s.coverage_players += 1;
            if (std::abs(surplus_[p]) <= z_95 * std::sqrt(variance_[p])) inside += 1;
        }
        if (s.coverage_players > 0) s.coverage = inside / s.coverage_players;
        const auto mean = [](double sum, double weight) { return weight > 0 ? sum / weight : 0.0; };
        s.pairs_right = mean(experienced_.pairs, experienced_.weight);
        s.rank_deviation = mean(experienced_.deviation, experienced_.weight);
        s.pairs_right_all = mean(all_.pairs, all_.weight);
        s.rank_deviation_all = mean(all_.deviation, all_.weight);
        fit_stretch();
        return s;
    }

private:
    struct Sums {
        double weight = 0, pairs = 0, deviation = 0;
    };

    void score_duel(const Event& event, std::size_t experience) {
        for (const PlayerId player : event.players) {
            if (events_[player] < experience) return;
        }
        Meeting meeting;
        meeting.a = event.side(0);
        meeting.b = event.side(1);
        meeting.lead = event.first == nobody ? 0 : (event.first == 0 ? 1 : -1);
        meeting.day = event.day;
        const double p = system_.expected(meeting), made = event.score(0, 1);
        scores_.duels += 1;
        const double loss = log_loss_of(p, made);
        scores_.log_loss += loss;
        scores_.losses.push_back(loss);
        scores_.brier += (p - made) * (p - made);
        if (made != 0.5) {
            decided_ += 1;
            right_ += p == 0.5 ? 0.5 : ((p > 0.5) == (made > 0.5) ? 1.0 : 0.0);
        }
        auto& bin = scores_.bins[std::min<std::size_t>(9, static_cast<std::size_t>(p * 10))];
        bin.count += 1;
        bin.foretold += p;
        bin.made += made;
        note(meeting.a, made - p, p);
        note(meeting.b, p - made, p);
    }

    void note(std::span<const PlayerId> side, double surplus, double p) {
        for (const PlayerId player : side) {
            ++games_[player];
            surplus_[player] += surplus;
            variance_[player] += p * (1 - p);
        }
    }

    void score_contest(const Event& event, std::size_t experience) {
        measure(event, 0, all_);
        if (measure(event, experience, experienced_)) scores_.contests += 1;
        if (event.singles()) pair_losses(event, experience);
    }

    double rating_of(std::span<const PlayerId> side) const {
        double sum = 0;
        for (const PlayerId player : side) sum += system_.skill(player).mu;
        return sum;
    }

    bool known(std::span<const PlayerId> side, std::size_t experience) const {
        return std::all_of(side.begin(), side.end(),
                           [&](PlayerId player) { return events_[player] >= experience; });
    }

    /// Adds the event's two metrics, weighted by entrants; false when there was nothing to compare.
    bool measure(const Event& event, std::size_t experience, Sums& sums) {
        std::vector<Ranked> field;
        for (std::size_t i = 0; i < event.sides(); ++i) {
            if (!known(event.side(i), experience)) continue;
            field.push_back({0, 0, event.ranks[i], rating_of(event.side(i))});
        }
        const std::size_t n = field.size();
        std::stable_sort(field.begin(), field.end(),
                         [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
        for (std::size_t begin = 0; begin < n;) {
            std::size_t end = begin;
            while (end < n && field[end].rank == field[begin].rank) ++end;
            for (std::size_t i = begin; i < end; ++i) {
                field[i].first = begin;
                field[i].last = end - 1;
            }
            begin = end;
        }
        if (n < 2 || field.front().last + 1 >= n) return false;
        const auto size = static_cast<double>(n);
        sums.weight += size;
        sums.pairs += 100 * right_pairs(field) / (size - 1);
        std::stable_sort(field.begin(), field.end(),
                         [](const Ranked& a, const Ranked& b) { return a.rating > b.rating; });
        double off = 0;
        for (std::size_t place = 0; place < n; ++place) {
            const std::size_t near = std::clamp(place, field[place].first, field[place].last);
            off += place > near ? static_cast<double>(place - near)
                                : static_cast<double>(near - place);
        }
        sums.deviation += 100 * off / (size - 1);
        return true;
    }

    /// Twice the pairs whose better one has the larger rating, plus twice the tied pairs.
    static double right_pairs(const std::vector<Ranked>& field) {
        // Ratings as positions, then a Fenwick tree over them: how many worse-placed lie below.
        const std::size_t n = field.size();
        std::vector<double> ratings;
        for (const Ranked& one : field) ratings.push_back(one.rating);
        std::sort(ratings.begin(), ratings.end());
        std::vector<double> tree(n + 1, 0.0);
        double right = 0, decided = 0;
        for (std::size_t end = n; end > 0;) {
            const std::size_t begin = field[end - 1].first;
            for (std::size_t i = begin; i < end; ++i) {
                const auto below =
                    std::lower_bound(ratings.begin(), ratings.end(), field[i].rating) -
                    ratings.begin();
                for (auto at = static_cast<std::size_t>(below); at > 0; at &= at - 1) {
                    right += 2 * tree[at];
                }
                decided += 2 * static_cast<double>(n - end);
            }
            for (std::size_t i = begin; i < end; ++i) {
                const auto at0 = std::lower_bound(ratings.begin(), ratings.end(), field[i].rating) -
                                 ratings.begin();
                for (auto at = static_cast<std::size_t>(at0) + 1; at <= n; at += at & (~at + 1)) {
                    tree[at] += 1;
                }
            }
            end = begin;
        }
        const double all = static_cast<double>(n) * static_cast<double>(n - 1);
        return right + (all - decided);
    }

    void pair_losses(const Event& event, std::size_t experience) {
        std::vector<std::size_t> field;
        for (std::size_t i = 0; i < event.sides(); ++i) {
            if (known(event.side(i), experience)) field.push_back(i);
        }
        const std::size_t n = field.size();
        if (n < 2) return;
        begins_.push_back(odds_.size());
        const std::size_t stride = 1 + (n - 1) / pairs_an_entrant_max;
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = a + 1; b < n; b += stride) {
                Meeting meeting;
                meeting.a = event.side(field[a]);
                meeting.b = event.side(field[b]);
                meeting.day = event.day;
                const double p =
                    std::clamp(system_.expected(meeting), chance_least, 1 - chance_least);
                odds_.push_back(static_cast<float>(std::log(p / (1 - p))));
                made_.push_back(static_cast<float>(event.score(field[a], field[b])));
            }
        }
    }

    /// Logistic regression of the results on the log-odds, without a constant: one Newton search.
    void fit_stretch() {
        if (odds_.empty()) return;
        scores_.stretch = monotone_root(
            0, 100, 1,
            [&](double stretch) {
                double slope = 0, curve = 1e-12;
                for (std::size_t i = 0; i < odds_.size(); ++i) {
                    const double p = 1 / (1 + std::exp(-stretch * odds_[i]));
                    slope += odds_[i] * (made_[i] - p);
                    curve += odds_[i] * odds_[i] * p * (1 - p);
                }
                return std::pair(slope, -curve);
            },
            1e-6);
        double loss = 0;
        for (std::size_t c = 0; c < begins_.size(); ++c) {
            const std::size_t begin = begins_[c];
            const std::size_t end = c + 1 < begins_.size() ? begins_[c + 1] : odds_.size();
            double own = 0;
            for (std::size_t i = begin; i < end; ++i) {
                own += log_loss_of(1 / (1 + std::exp(-scores_.stretch * odds_[i])), made_[i]);
            }
            loss += own;
            scores_.losses.push_back(own);
        }
        scores_.pair_log_loss = loss / static_cast<double>(odds_.size());
    }

    const System& system_;
    Scores scores_;
    Sums all_, experienced_;
    double decided_ = 0, right_ = 0;
    std::vector<float> odds_, made_;   ///< of the chosen pairs of contests
    std::vector<std::size_t> begins_;  ///< of each contest's pairs
    std::vector<std::size_t> events_, games_;
    std::vector<double> surplus_, variance_;
};

}  // namespace

Result<Scores> evaluate(const Settings& settings, const History& history,
                        const EvaluateRules& rules) {
    const auto system = settings.spec().make(settings);
    Scorer scorer(*system, history.player_count());
    const auto share = [&](double part) {
        return static_cast<std::size_t>(part * static_cast<double>(history.size()));
    };
    const std::size_t from = share(rules.train), to = share(rules.end);
    for (std::size_t e = 0; e < to; ++e) {
        const Event event = history[e];
        if (e >= from) scorer.score(event, rules.experience);
        scorer.count(event);
        if (const auto done = system->rate(event); !done) {
            return tl::unexpected<Error>(done.error());
        }
    }
    // A history that cannot be fitted must not pass for a forecaster.
    if (const auto done = system->settle(); !done) return tl::unexpected<Error>(done.error());
    const Scores scores = scorer.finish();
    if (scores.duels + scores.contests == 0) {
        return fail(ErrorCode::usage,
                    "nothing to score: too few events whose players have all been seen " +
                        std::to_string(rules.experience) + " times before");
    }
    return scores;
}

}  // namespace arena::rating
