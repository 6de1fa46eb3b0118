// Systems made for contests, behind the seam: Codeforces, TopCoder, Elo-MMR and the contest forms
// of Glicko, Bradley-Terry and TrueSkill. A duel is a contest of two.
#include <algorithm>
#include <cmath>

#include "core/rating/codeforces.hpp"
#include "core/rating/elo.hpp"
#include "core/rating/elo_mmr.hpp"
#include "core/rating/field.hpp"
#include "core/rating/spb_trueskill.hpp"
#include "core/rating/systems.hpp"

namespace arena::rating {
namespace {

constexpr double steepness = pi / 1.7320508075688772935;

tl::unexpected<Error> no_teams(const std::string& system) {
    return fail(ErrorCode::usage, system +
                                      " rates single players, not teams (trueskill, elo, ttt and "
                                      "the weng-lin models rate teams)");
}

/// Rows of {mu, sigma, contests}.
class FieldSystem : public RowSystem {
public:
    FieldSystem(const Settings& s, double sigma)
        : RowSystem({s["initial"], sigma, 0}), name_(s.spec().name) {}

    Result<void> rate(const Event& event) override {
        if (!event.singles()) return no_teams(name_);
        const auto standings = standings_of(event);
        if (says_nothing(standings)) return {};
        skills_.clear();
        contests_.clear();
        for (const Standing& standing : standings) {
            double* own = row(standing.player);
            own[2] += 1;
            skills_.push_back({own[0], own[1]});
            contests_.push_back(static_cast<std::uint32_t>(own[2]));
        }
        if (auto done = rate_field(standings, event.weight); !done) return done;
        for (std::size_t i = 0; i < standings.size(); ++i) {
            double* own = row(standings[i].player);
            own[0] = skills_[i].mu;
            own[1] = skills_[i].sigma;
        }
        return {};
    }

    Skill skill(PlayerId player) const override { return {peek(player)[0], peek(player)[1]}; }

protected:
    virtual Result<void> rate_field(const std::vector<Standing>& standings, double weight) = 0;

    std::vector<Skill> skills_;
    std::vector<std::uint32_t> contests_;

private:
    std::string name_;
};

/// Logistic forecast over `spread` and both deviations.
double logistic_forecast(Skill a, Skill b, double spread_2) {
    const double c = std::sqrt(a.sigma * a.sigma + b.sigma * b.sigma + spread_2);
    return 1 / (1 + std::exp(-steepness * (a.mu - b.mu) / c));
}

class FieldGlickoSystem : public FieldSystem {
public:
    explicit FieldGlickoSystem(const Settings& s)
        : FieldSystem(s, s["deviation"]), rules_{s["beta"], s["drift"]} {}
    double expected(const Meeting& m) const override {
        return logistic_forecast(skill(m.a.front()), skill(m.b.front()), rules_.beta * rules_.beta);
    }

private:
    Result<void> rate_field(const std::vector<Standing>& standings, double weight) override {
        field_glicko_rate(standings, skills_, weight, rules_);
        return {};
    }
    FieldGlickoRules rules_;
};

class BarSystem : public FieldSystem {
public:
    explicit BarSystem(const Settings& s) : FieldSystem(s, s["deviation"]) {
        rules_.beta = s["beta"];
        rules_.drift = s["drift"];
    }
    double expected(const Meeting& m) const override {
        return logistic_forecast(skill(m.a.front()), skill(m.b.front()),
                                 2 * rules_.beta * rules_.beta);
    }

private:
    Result<void> rate_field(const std::vector<Standing>& standings, double weight) override {
        bar_rate(standings, skills_, weight, rules_);
        return {};
    }
    BarRules rules_;
};

class SpbTrueSkillSystem : public FieldSystem {
public:
    explicit SpbTrueSkillSystem(const Settings& s) : FieldSystem(s, s["deviation"]) {
        rules_.beta = s["beta"];
        rules_.drift = s["drift"];
        rules_.tie = s["tie"];
        rules_.literal = s["literal"] != 0;
    }
    double expected(const Meeting& m) const override {
        const Skill a = skill(m.a.front()), b = skill(m.b.front());
        const double spread = a.sigma * a.sigma + b.sigma * b.sigma + 2 * rules_.beta * rules_.beta;
        return normal_cdf((a.mu - b.mu) / std::sqrt(spread));
    }

private:
    Result<void> rate_field(const std::vector<Standing>& standings, double weight) override {
        if (spb_trueskill_rate(standings, skills_, weight, rules_)) return {};
        return fail(
            ErrorCode::usage,
            "unstable: trueskill-spb comes to no rest in a contest (try a larger --set beta)");
    }
    SpbTrueSkillRules rules_;
};

class TopCoderSystem : public FieldSystem {
public:
    explicit TopCoderSystem(const Settings& s)
        : FieldSystem(s, s["volatility"]), rules_{s["weight"]} {}
    double expected(const Meeting& m) const override {
        const Skill a = skill(m.a.front()), b = skill(m.b.front());
        return normal_cdf((a.mu - b.mu) / std::hypot(a.sigma, b.sigma));
    }

private:
    Result<void> rate_field(const std::vector<Standing>& standings, double weight) override {
        topcoder_rate(standings, skills_, contests_, weight, rules_);
        return {};
    }
    TopCoderRules rules_;
};

class SmoothCodeforcesSystem : public FieldSystem {
public:
    explicit SmoothCodeforcesSystem(const Settings& s)
        : FieldSystem(s, 0), rules_{s["beta"], s["weight"]} {}
    double expected(const Meeting& m) const override {
        return logistic_forecast(skill(m.a.front()), skill(m.b.front()), rules_.beta * rules_.beta);
    }

private:
    Result<void> rate_field(const std::vector<Standing>& standings, double weight) override {
        smooth_codeforces_rate(standings, skills_, weight, rules_);
        return {};
    }
    SmoothCodeforcesRules rules_;
};

class CodeforcesSystem : public FieldSystem {
public:
    explicit CodeforcesSystem(const Settings& s) : FieldSystem(s, 0) {}
    double expected(const Meeting& m) const override {
        return elo_expected(skill(m.a.front()).mu, skill(m.b.front()).mu);
    }

private:
    Result<void> rate_field(const std::vector<Standing>& standings, double) override {
        std::vector<int> ratings;
        for (const Skill& skill : skills_) {
            ratings.push_back(static_cast<int>(std::clamp(std::round(skill.mu), -1e9, 1e9)));
        }
        const auto changes = codeforces_changes(standings, ratings);
        for (std::size_t i = 0; i < skills_.size(); ++i) skills_[i].mu = ratings[i] + changes[i];
        return {};
    }
};

class EloMmrSystem : public System {
public:
    explicit EloMmrSystem(const Settings& s) : system_(rules_of(s)), name_(s.spec().name) {
        const double w = s["weight"], limit = s["limit"];
        spread_2_ = (1 + 1 / w) * limit * limit;
    }

    Result<void> rate(const Event& event) override {
        if (!event.singles()) return no_teams(name_);
        system_.rate(standings_of(event), event.day, event.weight);
        return {};
    }

    Skill skill(PlayerId id) const override {
        const bool known = id < system_.size() && system_.player(id).known;
        return known ? system_.player(id).posterior : system_.rules().newcomer;
    }

    double expected(const Meeting& m) const override {
        return logistic_forecast(skill(m.a.front()), skill(m.b.front()), 2 * spread_2_);
    }

    std::vector<double> save(PlayerId id) const override {
        if (id >= system_.size()) return {};
        const MmrPlayer& one = system_.player(id);
        std::vector<double> row{one.normal.mu,       one.normal.sigma, one.posterior.mu,
                                one.posterior.sigma, one.last_day,     one.known ? 1.0 : 0.0};
        for (const TanhFactor& factor : one.factors) {
            row.insert(row.end(), {factor.mu, factor.scale, factor.out});
        }
        return row;
    }

    bool restore(PlayerId id, std::span<const double> row) override {
        if (row.empty()) return true;
        if (row.size() < 6 || (row.size() - 6) % 3 != 0) return false;
        MmrPlayer& one = system_.player(id);
        one.normal = {row[0], row[1]};
        one.posterior = {row[2], row[3]};
        one.last_day = row[4];
        one.known = row[5] != 0;
        one.factors.clear();
        for (std::size_t at = 6; at < row.size(); at += 3) {
            one.factors.push_back({row[at], row[at + 1], row[at + 2]});
        }
        return true;
    }

private:
    static EloMmrRules rules_of(const Settings& s) {
        EloMmrRules rules;
        rules.newcomer = {s["initial"], s["deviation"]};
        rules.weight = s["weight"];
        rules.limit = s["limit"];
        rules.drift_per_day = s["drift"] * s["drift"];
        rules.split_ties = s["split_ties"] != 0;
        rules.samples = static_cast<std::uint32_t>(s["samples"]);
        rules.bucket = s["bucket"];
        rules.logistic = s.spec().name == "elo-mmr";
        if (rules.logistic) rules.transfer = s["transfer"];
        return rules;
    }

    EloMmr system_;
    std::string name_;
    double spread_2_;
};

template <class Kind>
std::unique_ptr<System> make(const Settings& settings) {
    return std::make_unique<Kind>(settings);
}

SystemSpec elo_mmr_spec(std::string_view name, std::string_view about, bool logistic) {
    using enum Scale;
    std::vector<Parameter> parameters{
        initial_rating(1500),
        {"deviation", "of a newcomer", 350, 1, 1e4, logarithmic, true},
        {"weight", "of a contest against all that is known", 0.2, 0.005, 5, logarithmic, true,
         true},
        {"limit", "deviation that a veteran tends to", 80, 1, 1e3, logarithmic, true},
        {"drift", "deviation gained in a day", 0, 0, 1e3, linear, false},
        {"split_ties", "1: a tie is half a win", 0, 0, 1, flag, true},
        {"samples", "opponents looked at", 100, 1, 1e6, whole, false},
        {"bucket", "points that count as one rating", 2, 1e-5, 100, logarithmic, false}};
    if (logistic) {
        parameters.push_back(
            {"transfer", "how fast old performances melt; -1: at once", 1, -1, 100, linear, true});
    }
    return {name, about, false, false, std::move(parameters), make<EloMmrSystem>};
}

}  // namespace

std::vector<SystemSpec> contest_systems() {
    using enum Scale;
    const Parameter deviation{"deviation", "of a newcomer", 350, 1, 1e4, logarithmic, true};
    const Parameter beta{"beta", "deviation of one performance", field_beta, 1, 1e4, logarithmic,
                         true};
    const Parameter drift{
        "drift", "deviation gained before each contest", 35, 0.01, 1e3, logarithmic, true};
    const Parameter weight{"weight", "factor on a contest's weight", 1, 0.01, 50, logarithmic,
                           true};
    return {
        elo_mmr_spec("elo-mmr", "Elo-MMR: Bayesian, robust, for mass contests", true),
        elo_mmr_spec("elo-mmchi", "Elo-MMchi: Elo-MMR with normal performances", false),
        {"codeforces",
         "Codeforces: whole numbers, as on the site",
         false,
         false,
         {initial_rating(1400)},
         make<CodeforcesSystem>},
        {"codeforces-smooth",
         "Codeforces' rule without rounding",
         false,
         false,
         {initial_rating(1500), beta, weight},
         make<SmoothCodeforcesSystem>},
        {"trueskill-spb",
         "TrueSkill of contests as Gaevoy's variant has it",
         false,
         false,
         {initial_rating(1500),
          deviation,
          {"beta", "deviation of one performance", 175, 1, 1e4, logarithmic, true},
          drift,
          {"tie", "points within which performances tie", 1, 1e-3, 1e3, logarithmic, true},
          {"literal", "1: as the authors' program computes", 0, 0, 1, flag, false}},
         make<SpbTrueSkillSystem>},
        {"topcoder",
         "TopCoder: expected ranks and a volatility",
         false,
         false,
         {initial_rating(1200),
          {"volatility", "of a newcomer", 515, 1, 1e4, logarithmic, true},
          weight},
         make<TopCoderSystem>},
        {"bar",
         "Bradley-Terry of Weng and Lin, a contest as one match",
         false,
         false,
         {initial_rating(1500), deviation, beta, drift},
         make<BarSystem>},
        {"glicko-contest",
         "Glicko, a contest as one match",
         false,
         false,
         {initial_rating(1500), deviation, beta, drift},
         make<FieldGlickoSystem>},
    };
}

}  // namespace arena::rating
