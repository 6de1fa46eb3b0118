// Elo, Glicko and Glicko-2 behind the seam.
//
// Events of more than two sides count as all their pairs; a team is its mean, and each member moves
// with the team (Elo only). Glicko's periods collect events and are rated when one of a later
// period comes, or at the end.
#include <algorithm>
#include <cmath>
#include <map>

#include "core/rating/elo.hpp"
#include "core/rating/fide.hpp"
#include "core/rating/glicko.hpp"
#include "core/rating/glicko2.hpp"
#include "core/rating/systems.hpp"

namespace arena::rating {
namespace {

tl::unexpected<Error> no_teams(std::string_view system) {
    return fail(ErrorCode::usage, std::string(system) +
                                      " rates single players, not teams (trueskill, elo, ttt and "
                                      "the weng-lin models rate teams)");
}

double lead_of(const Event& event, std::size_t side, double lead) {
    if (event.first == nobody) return 0;
    return event.first == side ? lead : 0.0;
}

// ---- Elo ----------------------------------------------------------------------------------------

class EloSystem : public RowSystem {
public:
    explicit EloSystem(const Settings& s)
        : RowSystem({s["initial"], 0, 0}),
          k_(s["k"]),
          k_new_(s["k_new"]),
          half_(s["half_life"]),
          scale_(s["scale"]),
          lead_(s["lead"]),
          gap_max_(s["gap_max"]),
          fide_(s["fide"] != 0) {}

    Result<void> rate(const Event& event) override {
        if (event.duel() && !fide_ && gap_max_ == 0) {
            row(std::max(event.players[0], event.players[1]));
            double *a = row(event.players[0]), *b = row(event.players[1]);
            const double lead = lead_of(event, 0, lead_) - lead_of(event, 1, lead_);
            const double over = event.score(0, 1) - elo_expected(a[0], b[0], lead, scale_);
            a[0] += event.weight * k_of(a) * over;
            b[0] -= event.weight * k_of(b) * over;
            a[1] += 1;
            b[1] += 1;
            return {};
        }
        rate_order(event);
        return {};
    }

    Skill skill(PlayerId player) const override { return {peek(player)[0], 0}; }

    double expected(const Meeting& meeting) const override {
        return elo_expected(mean(meeting.a), mean(meeting.b), meeting.lead * lead_, scale_);
    }

private:
    /// Row: rating, games, has reached 2400.
    double k_of(const double* player) const {
        if (fide_) {
            return fide_k(
                {player[0], static_cast<int>(std::min(player[1], 1e9)), false, player[2] > 0});
        }
        if (k_new_ == 0) return k_;
        return k_ + k_new_ * std::exp2(-player[1] / half_);
    }

    double mean(std::span<const PlayerId> side) const {
        double sum = 0;
        for (const PlayerId player : side) sum += peek(player)[0];
        return sum / static_cast<double>(side.size());
    }

    void rate_order(const Event& event) {
        const std::size_t n = event.sides();
        std::vector<double> ratings(n);
        for (std::size_t i = 0; i < n; ++i) ratings[i] = mean(event.side(i));
        EloRules rules;
        rules.scale = scale_;
        rules.gap_max = gap_max_;
        rules.lead = lead_;
        const std::size_t first = event.first == nobody ? no_first : event.first;
        const auto surplus = elo_changes(ratings, event.ranks, 1.0, rules, first);
        std::size_t at = 0;
        for (std::size_t i = 0; i < n; ++i) {
            for (const PlayerId player : event.side(i)) {
                const double share = event.shares.empty() ? 1.0 : event.shares[at];
                double* own = row(player);
                own[0] += event.weight * share * k_of(own) * surplus[i];
                own[1] += 1;
                if (own[0] >= fide_master) own[2] = 1;
                ++at;
            }
        }
    }

    double k_, k_new_, half_, scale_, lead_, gap_max_;
    bool fide_;
};

// ---- Glicko -------------------------------------------------------------------------------------

/// Events of one period, and when a later one begins.
class OpenPeriod {
public:
    explicit OpenPeriod(double days) : days_(days) {}
    bool used() const { return days_ > 0; }
    double index_of(double day) const { return std::floor(day / days_); }
    double index() const { return index_; }
    bool closes(const Event& event) const {
        return events_.size() > 0 && index_of(event.day) > index_;
    }
    void add(const Event& event) {
        index_ = index_of(event.day);
        events_.add(event);
    }
    const History& events() const { return events_; }
    void clear() { events_ = History(); }

private:
    double days_, index_ = 0;
    History events_;
};

/// Calls `pair(a, b, score, lead, weight)` for each ordered pair of sides.
template <class Pair>
void each_pair(const Event& event, double lead, const Pair& pair) {
    for (std::size_t i = 0; i < event.sides(); ++i) {
        for (std::size_t j = 0; j < event.sides(); ++j) {
            if (i == j) continue;
            pair(event.players[i], event.players[j], event.score(i, j),
                 lead_of(event, i, lead) - lead_of(event, j, lead), event.weight);
        }
    }
}

class GlickoSystem : public RowSystem {
public:
    explicit GlickoSystem(const Settings& s)
        : RowSystem({s["initial"], s["deviation"], -1}), period_(s["period"]) {
        rules_.growth = s["growth"];
        rules_.deviation_max = std::max(s["deviation"], s["deviation_max"]);
        rules_.lead = s["lead"];
    }

    Result<void> rate(const Event& event) override {
        if (!event.singles()) return no_teams("glicko");
        if (period_.used()) {
            if (period_.closes(event)) close();
            period_.add(event);
            return {};
        }
        if (event.duel() && event.weight == 1) {
            row(std::max(event.players[0], event.players[1]));
            double *a = row(event.players[0]), *b = row(event.players[1]);
            Skill skill_a{a[0], a[1]}, skill_b{b[0], b[1]};
            const double lead = lead_of(event, 0, rules_.lead) - lead_of(event, 1, rules_.lead);
            glicko_duel(skill_a, skill_b, event.score(0, 1), lead, rules_);
            a[0] = skill_a.mu;
            a[1] = skill_a.sigma;
            b[0] = skill_b.mu;
            b[1] = skill_b.sigma;
            return {};
        }
        History one;
        one.add(event);
        absorb(one, -1);
        return {};
    }

    Result<void> settle() override {
        if (period_.used()) close();
        return {};
    }

    Skill skill(PlayerId player) const override { return {peek(player)[0], peek(player)[1]}; }

    double expected(const Meeting& m) const override {
        return glicko_expected(skill(m.a.front()), skill(m.b.front()), m.lead * rules_.lead);
    }

    const History* pending() const override { return period_.used() ? &period_.events() : nullptr; }

private:
    void close() {
        absorb(period_.events(), period_.index());
        period_.clear();
    }

    /// All events as one period; row[2] is the period of the player's last one.
    void absorb(const History& events, double index) {
        std::map<PlayerId, GlickoPeriod> sums;
        std::map<PlayerId, Skill> before;
        for (std::size_t e = 0; e < events.size(); ++e) {
            for (const PlayerId player : events[e].players) {
                if (before.count(player) > 0) continue;
                double* own = row(player);
                const double idle = index < 0 ? 1.0 : (own[2] < 0 ? 0.0 : index - own[2]);
                before[player] = {own[0], glicko_idle(own[1], idle, rules_)};
                own[2] = std::max(index, own[2]);
            }
            each_pair(events[e], rules_.lead,
                      [&](PlayerId a, PlayerId b, double score, double lead, double weight) {
                          const Skill other{before.count(b) > 0 ? before[b].mu : row(b)[0],
                                            before.count(b) > 0 ? before[b].sigma : row(b)[1]};
                          sums[a].add(before[a], {other.mu, other.sigma, score, lead, weight});
                      });
        }
        for (const auto& [player, sum] : sums) {
            const Skill after = sum.settle(before[player]);
            row(player)[0] = after.mu;
            row(player)[1] = after.sigma;
        }
    }

    GlickoRules rules_;
    OpenPeriod period_;
};

// ---- Glicko-2 -----------------------------------------------------------------------------------

class Glicko2System : public RowSystem {
public:
    explicit Glicko2System(const Settings& s)
        : RowSystem({s["initial"], s["deviation"], s["volatility"], -1}),
          per_day_(s["per_day"]),
          period_(s["period"]) {
        rules_.tau = s["tau"];
        rules_.deviation_max = s["deviation_max"];
        rules_.lead = s["lead"];
    }

    Result<void> rate(const Event& event) override {
        if (!event.singles()) return no_teams("glicko2");
        if (period_.used()) {
            if (period_.closes(event)) close();
            period_.add(event);
            return {};
        }
        if (event.duel() && event.weight == 1) {
            const PlayerId a = event.players[0], b = event.players[1];
            Glicko2Skill one = of(a), two = of(b);
            const double lead = lead_of(event, 0, rules_.lead) - lead_of(event, 1, rules_.lead);
            glicko2_duel(one, two, event.score(0, 1), lead, periods(a, event.day),
                         periods(b, event.day), rules_);
            put(a, one, event.day);
            put(b, two, event.day);
            return {};
        }
        History single;
        single.add(event);
        absorb(single, event.day, false);
        return {};
    }

    Result<void> settle() override {
        if (period_.used()) close();
        return {};
    }

    Skill skill(PlayerId player) const override { return {peek(player)[0], peek(player)[1]}; }

    double expected(const Meeting& m) const override {
        return glicko2_expected(of(m.a.front()), of(m.b.front()), m.lead * rules_.lead);
    }

    const History* pending() const override { return period_.used() ? &period_.events() : nullptr; }

private:
    Glicko2Skill of(PlayerId player) const {
        const double* own = peek(player);
        return {own[0], own[1], own[2]};
    }

    void put(PlayerId player, const Glicko2Skill& skill, double when) {
        double* own = row(player);
        own[0] = skill.mu;
        own[1] = skill.sigma;
        own[2] = skill.volatility;
        own[3] = when;
    }

    /// Length of the period that a game closes for a player: one, or the days since the last game.
    double periods(PlayerId player, double day) const {
        if (per_day_ <= 0) return 1;
        const double last = peek(player)[3];
        return last < 0 ? 0.0 : std::max(0.0, day - last) * per_day_;
    }

    void close() {
        absorb(period_.events(), period_.index(), true);
        period_.clear();
    }

    void absorb(const History& events, double when, bool whole_periods) {
        std::map<PlayerId, Glicko2Period> sums;
        std::map<PlayerId, Glicko2Skill> before;
        for (std::size_t e = 0; e < events.size(); ++e) {
            for (const PlayerId player : events[e].players) {
                if (before.count(player) > 0) continue;
                Glicko2Skill skill = of(player);
                const double last = peek(player)[3];
                // Periods without a game only let the deviation grow.
                if (whole_periods && last >= 0 && when > last + 1) {
                    skill = Glicko2Period().settle(skill, when - last - 1, rules_);
                }
                before[player] = skill;
            }
            each_pair(events[e], rules_.lead,
                      [&](PlayerId a, PlayerId b, double score, double lead, double weight) {
                          sums[a].add(before[a], before[b], score, lead, weight);
                      });
        }
        for (const auto& [player, sum] : sums) {
            const double length = whole_periods ? 1.0 : periods(player, when);
            put(player, sum.settle(before[player], length, rules_), when);
        }
    }

    Glicko2Rules rules_;
    double per_day_;
    OpenPeriod period_;
};

template <class Kind>
std::unique_ptr<System> make(const Settings& settings) {
    return std::make_unique<Kind>(settings);
}

}  // namespace

std::vector<SystemSpec> point_systems() {
    using enum Scale;
    const Parameter period{
        "period", "days of a rating period; 0: each game is one", 0, 0, 36'500, linear, false};
    return {
        {"elo",
         "Elo: fixed steps towards the score made",
         true,
         false,
         {initial_rating(1500),
          {"k", "points that one game can move", 32, 0.01, 400, logarithmic, true},
          {"k_new", "points more for a newcomer", 0, 0, 400, linear, true},
          {"half_life", "games in which k_new halves", 10, 1, 1000, logarithmic, true},
          {"scale", "points that make 10 : 1", 400, 1, 1e5, logarithmic, false},
          lead_parameter(1000),
          {"gap_max", "a larger gap counts as this one; 0: no limit", 0, 0, 1e4, linear, false},
          {"fide", "1: K is 40, 20 or 10 by FIDE's rules", 0, 0, 1, flag, false}},
         make<EloSystem>},
        {"glicko",
         "Glicko: a deviation that grows while one does not play",
         false,
         false,
         {initial_rating(1500),
          {"deviation", "of a newcomer", 350, 1, 1e4, logarithmic, true},
          {"growth", "deviation gained in a period (Glickman's c)", 63.2, 0.01, 1e3, logarithmic,
           true},
          {"deviation_max", "nobody is known less", 350, 1, 1e4, linear, false},
          lead_parameter(1000),
          period},
         make<GlickoSystem>},
        {"glicko2",
         "Glicko-2: with a volatility of each player",
         false,
         false,
         {initial_rating(1500),
          {"deviation", "of a newcomer", 350, 1, 1e4, logarithmic, true},
          {"volatility", "of a newcomer", 0.06, 1e-4, 1, logarithmic, true},
          {"tau", "how fast volatility may change", 0.5, 0.01, 3, logarithmic, true},
          {"deviation_max", "nobody is known less; 0: no limit", 350, 0, 1e4, linear, false},
          lead_parameter(1000),
          period,
          {"per_day",
           "periods in a day, for games rated at once (lichess: 0.21436); 0: each game "
           "is a period",
           0, 0, 1e4, linear, false}},
         make<Glicko2System>},
    };
}

}  // namespace arena::rating
