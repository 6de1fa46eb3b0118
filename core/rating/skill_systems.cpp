// TrueSkill and the Weng-Lin models behind the seam.
#include <algorithm>
#include <cmath>

#include "core/rating/systems.hpp"
#include "core/rating/trueskill.hpp"
#include "core/rating/weng_lin.hpp"

namespace arena::rating {
namespace {

/// Rows of {mu, sigma, day of the last game}; sigma grows with the days since.
class SkillRows : public RowSystem {
public:
    explicit SkillRows(const Settings& s)
        : RowSystem({s["mu"], s["sigma"], -1}), drift_(s["drift"]), sigma_most_(s["sigma"]) {}

    Skill skill(PlayerId player) const override { return {peek(player)[0], peek(player)[1]}; }

protected:
    /// The players' skills on the event's day, in its order.
    void collect(const Event& event) {
        skills_.clear();
        for (const PlayerId player : event.players) {
            const double* own = row(player);
            skills_.push_back({own[0], grown(own, event.day)});
        }
    }

    void put_back(const Event& event) {
        for (std::size_t i = 0; i < event.players.size(); ++i) {
            double* own = row(event.players[i]);
            own[0] = skills_[i].mu;
            own[1] = skills_[i].sigma;
            own[2] = event.day;
        }
    }

    double grown(const double* own, double day) const {
        if (drift_ == 0 || own[2] < 0 || day <= own[2]) return own[1];
        const double variance = own[1] * own[1] + drift_ * drift_ * (day - own[2]);
        return std::max(own[1], std::min(std::sqrt(variance), sigma_most_));
    }

    struct Sum {
        double mu = 0, variance = 0;
    };
    Sum sum(std::span<const PlayerId> side, double day) const {
        Sum all;
        for (const PlayerId player : side) {
            const double sigma = grown(peek(player), day);
            all.mu += peek(player)[0];
            all.variance += sigma * sigma;
        }
        return all;
    }

    std::vector<Skill> skills_;

private:
    double drift_, sigma_most_;
};

class TrueSkillSystem : public SkillRows {
public:
    explicit TrueSkillSystem(const Settings& s) : SkillRows(s) {
        rules_.beta = s["beta"];
        rules_.tau = s["tau"];
        rules_.draw = s["draw"];
        rules_.lead = s["lead"];
        margin_ = draw_margin(rules_.draw, sqrt_2 * rules_.beta);
    }

    Result<void> rate(const Event& event) override {
        collect(event);
        if (event.duel()) {
            const double lead =
                event.first == nobody ? 0.0 : (event.first == 0 ? rules_.lead : -rules_.lead);
            trueskill_duel(skills_[0], skills_[1], event.score(0, 1), lead, margin_, rules_);
        } else {
            trueskill_rate(event, skills_, rules_);
        }
        put_back(event);
        return {};
    }

    double expected(const Meeting& m) const override {
        const Sum a = sum(m.a, m.day), b = sum(m.b, m.day);
        const auto players = static_cast<double>(m.a.size() + m.b.size());
        const double variance = a.variance + b.variance + players * rules_.beta * rules_.beta;
        const double margin =
            players == 2 ? margin_ : draw_margin(rules_.draw, rules_.beta * std::sqrt(players));
        return trueskill_expected(a.mu - b.mu + m.lead * rules_.lead, variance, margin);
    }

private:
    TrueSkillRules rules_;
    double margin_;
};

template <WengLinModel Model>
class WengLinSystem : public SkillRows {
public:
    explicit WengLinSystem(const Settings& s) : SkillRows(s) {
        rules_.beta = s["beta"];
        rules_.tau = s["tau"];
        rules_.kappa = s["kappa"];
        rules_.lead = s["lead"];
        if constexpr (Model == WengLinModel::thurstone_mosteller_full ||
                      Model == WengLinModel::thurstone_mosteller_part) {
            rules_.epsilon = s["epsilon"];
        }
        rules_.never_less_sure = s["never_less_sure"] != 0;
    }

    Result<void> rate(const Event& event) override {
        collect(event);
        constexpr bool duels = Model == WengLinModel::bradley_terry_full ||
                               Model == WengLinModel::bradley_terry_part ||
                               Model == WengLinModel::plackett_luce;
        if (duels && event.duel() && !rules_.never_less_sure) {  // the three agree on two sides
            const double lead =
                event.first == nobody ? 0.0 : (event.first == 0 ? rules_.lead : -rules_.lead);
            weng_lin_duel(skills_[0], skills_[1], event.score(0, 1), lead, rules_);
        } else {
            weng_lin_rate(Model, event, skills_, rules_);
        }
        put_back(event);
        return {};
    }

    double expected(const Meeting& m) const override {
        const Sum a = sum(m.a, m.day), b = sum(m.b, m.day);
        const double gap = a.mu - b.mu + m.lead * rules_.lead;
        const double variance = a.variance + b.variance;
        const auto players = static_cast<double>(m.a.size() + m.b.size());
        if constexpr (Model == WengLinModel::thurstone_mosteller_full ||
                      Model == WengLinModel::thurstone_mosteller_part) {
            return weng_lin_expected(gap, variance, players, rules_.beta);
        }
        return 1 / (1 + std::exp(-gap / std::sqrt(variance + players * rules_.beta * rules_.beta)));
    }

private:
    WengLinRules rules_;
};

template <class Kind>
std::unique_ptr<System> make(const Settings& settings) {
    return std::make_unique<Kind>(settings);
}

std::vector<Parameter> skill_parameters() {
    using enum Scale;
    return {
        {"mu", "mean of a newcomer", 25, -1e6, 1e6, linear, false},
        {"sigma", "deviation of a newcomer", 25.0 / 3, 1e-3, 1e6, logarithmic, true},
        {"beta", "deviation of one performance", 25.0 / 6, 1e-3, 1e6, logarithmic, true},
        {"tau", "deviation gained before each game", 25.0 / 300, 0, 1e5, logarithmic, true},
        {"drift", "deviation gained in a day", 0, 0, 1e3, linear, true},
        lead_parameter(1e3),
    };
}

template <WengLinModel Model>
SystemSpec weng_lin_spec(std::string_view name, std::string_view about, double epsilon) {
    using enum Scale;
    std::vector<Parameter> parameters = skill_parameters();
    parameters.push_back(
        {"kappa", "least factor on the variance in one game", 1e-4, 0, 1, linear, false});
    if (epsilon > 0) {
        parameters.push_back(
            {"epsilon", "half-width of the draw zone", epsilon, 0, 1e3, linear, true});
    }
    parameters.push_back(
        {"never_less_sure", "1: sigma does not grow in a game", 0, 0, 1, flag, false});
    return {name, about, true, false, std::move(parameters), make<WengLinSystem<Model>>};
}

}  // namespace

std::vector<SystemSpec> skill_systems() {
    using enum Scale;
    using M = WengLinModel;
    std::vector<Parameter> trueskill = skill_parameters();
    trueskill.push_back({"draw", "chance of a draw between equals", 0.10, 0, 0.99, linear, true});
    return {
        {"trueskill", "TrueSkill: normal skills, teams, draws, partial play", true, false,
         std::move(trueskill), make<TrueSkillSystem>},
        weng_lin_spec<M::plackett_luce>("plackett-luce", "Weng-Lin: the order as repeated choices",
                                        0),
        weng_lin_spec<M::bradley_terry_full>("weng-lin-bt", "Weng-Lin: Bradley-Terry, every pair",
                                             0),
        weng_lin_spec<M::bradley_terry_part>("weng-lin-bt-part",
                                             "Weng-Lin: Bradley-Terry, neighbours", 0),
        weng_lin_spec<M::thurstone_mosteller_full>(
            "weng-lin-tm", "Weng-Lin: Thurstone-Mosteller, every pair", 0.1),
        weng_lin_spec<M::thurstone_mosteller_part>(
            "weng-lin-tm-part", "Weng-Lin: Thurstone-Mosteller, neighbours", 1e-4),
    };
}

}  // namespace arena::rating
