// Bradley-Terry, Whole-History Rating and TrueSkill Through Time behind the seam.
//
// They keep the history and fit it when settled, or when a forecast is asked for and the history
// has grown by a quarter since: a forecast for the next game would not change by more.
#include <algorithm>
#include <cmath>

#include "core/rating/bradley_terry.hpp"
#include "core/rating/elo.hpp"
#include "core/rating/systems.hpp"
#include "core/rating/through_time.hpp"
#include "core/rating/trueskill.hpp"
#include "core/rating/whole_history.hpp"

namespace arena::rating {
namespace {

constexpr double refit_growth = 1.25;

class HistorySystem : public System {
public:
    Result<void> rate(const Event& event) override {
        history_.add(event);
        fitted_ = false;
        return {};
    }

    Result<void> settle() override {
        if (fitted_) return {};
        fitted_ = true;
        fitted_size_ = history_.size();
        return fit();
    }

    Skill skill(PlayerId player) const override {
        return player < skills_.size() ? skills_[player] : newcomer_;
    }

    double expected(const Meeting& meeting) const override {
        // A cache: forecasts between two fits use the older one.
        auto* self = const_cast<HistorySystem*>(this);
        const auto grown = static_cast<double>(fitted_size_) * refit_growth;
        if (!fitted_ && static_cast<double>(history_.size()) > grown) (void)self->settle();
        return forecast(meeting);
    }

    std::vector<double> save(PlayerId) const override { return {}; }
    bool restore(PlayerId, std::span<const double> row) override { return row.empty(); }
    const History* pending() const override { return &history_; }
    std::vector<SkillOnDay> curve(PlayerId player) const override {
        return player < curves_.size() ? curves_[player] : std::vector<SkillOnDay>{};
    }

protected:
    explicit HistorySystem(Skill newcomer) : newcomer_(newcomer) {}
    virtual Result<void> fit() = 0;
    void stale() { fitted_ = false; }
    virtual double forecast(const Meeting& meeting) const = 0;

    History history_;
    std::vector<Skill> skills_;
    std::vector<std::vector<SkillOnDay>> curves_;
    Skill newcomer_;

private:
    bool fitted_ = false;
    std::size_t fitted_size_ = 0;
};

class BradleyTerrySystem : public HistorySystem {
public:
    explicit BradleyTerrySystem(const Settings& s) : HistorySystem({s["initial"], 0}) {
        rules_.mean = s["initial"];
        rules_.scale = s["scale"];
        rules_.prior = s["prior"];
        rules_.fit_lead = s["fit_lead"] != 0;
        rules_.lead = s["lead"];
    }

    Result<void> anchor(std::span<const Anchor> anchors) override {
        anchors_.assign(anchors.begin(), anchors.end());
        stale();
        return {};
    }

    std::vector<Finding> findings() const override {
        const bool one_sided = rules_.fit_lead && has_lead_ && !fit_.lead_fitted;
        return {{"home advantage", fit_.lead, fit_.lead_error,
                 one_sided ? "not fitted: the side at home won every game, or none" : ""},
                {"draws between equals, %", 100 * fit_.draw_rate, 0, ""}};
    }

    double superiority(PlayerId a, PlayerId b) const override {
        const std::size_t known = fit_.ratings.size();
        return a < known && b < known ? fit_.superiority(a, b) : System::superiority(a, b);
    }

private:
    Result<void> fit() override {
        const auto pairs = pair_results(history_);
        if (!pairs) {
            return fail(ErrorCode::usage,
                        "bradley-terry rates single players, not teams (elo, "
                        "trueskill, ttt and the weng-lin models rate teams)");
        }
        std::size_t players = history_.player_count();
        for (const Anchor& one : anchors_) players = std::max<std::size_t>(players, one.player + 1);
        auto found = bradley_terry(*pairs, players, rules_, anchors_);
        if (!found) {
            return fail(ErrorCode::usage,
                        "bradley-terry has no finite fit: somebody only " +
                            std::string(found.error().always_won ? "won" : "lost") +
                            " against all the others (say --set prior=1)");
        }
        lead_ = found->lead;
        has_lead_ = std::any_of(pairs->begin(), pairs->end(),
                                [](const PairResults& pair) { return pair.lead; });
        skills_.clear();
        for (std::size_t i = 0; i < found->ratings.size(); ++i) {
            skills_.push_back({found->ratings[i], found->errors[i]});
        }
        fit_ = *std::move(found);
        return {};
    }

    double forecast(const Meeting& m) const override {
        return elo_expected(skill(m.a.front()).mu, skill(m.b.front()).mu, m.lead * lead_,
                            rules_.scale);
    }

    BradleyTerryRules rules_;
    std::vector<Anchor> anchors_;
    BradleyTerry fit_;
    double lead_ = 0;
    bool has_lead_ = false;
};

class WholeHistorySystem : public HistorySystem {
public:
    explicit WholeHistorySystem(const Settings& s)
        : HistorySystem({s["initial"], 0}), initial_(s["initial"]), lead_(s["lead"]) {
        rules_.variance_per_day = s["variance"];
        rules_.rounds = static_cast<int>(s["rounds"]);
    }

private:
    Result<void> fit() override {
        std::vector<WholeHistoryGame> games;
        for (std::size_t e = 0; e < history_.size(); ++e) {
            const Event event = history_[e];
            if (!event.singles()) {
                return fail(ErrorCode::usage,
                            "whr rates single players, not teams (elo, "
                            "trueskill, ttt and the weng-lin models rate teams)");
            }
            for (std::size_t i = 0; i < event.sides(); ++i) {
                for (std::size_t j = i + 1; j < event.sides(); ++j) {
                    const double lead =
                        event.first == i ? -lead_ : (event.first == j ? lead_ : 0.0);
                    games.push_back({event.players[i], event.players[j], event.day,
                                     event.score(i, j), lead, event.weight});
                }
            }
        }
        const auto curves = whole_history(games, history_.player_count(), rules_);
        if (!curves) return tl::unexpected<Error>(curves.error());
        skills_.clear();
        curves_.clear();
        for (const auto& days : *curves) {
            std::vector<SkillOnDay> curve;
            for (const WholeHistoryDay& day : days) {
                curve.push_back({day.day, {initial_ + day.rating, day.deviation}});
            }
            skills_.push_back(curve.empty() ? newcomer_ : curve.back().skill);
            curves_.push_back(std::move(curve));
        }
        return {};
    }

    double forecast(const Meeting& m) const override {
        return elo_expected(skill(m.a.front()).mu, skill(m.b.front()).mu, m.lead * lead_);
    }

    WholeHistoryRules rules_;
    double initial_, lead_;
};

class ThroughTimeSystem : public HistorySystem {
public:
    explicit ThroughTimeSystem(const Settings& s) : HistorySystem({s["mu"], s["sigma"]}) {
        rules_.newcomer = newcomer_;
        rules_.beta = s["beta"];
        rules_.gamma = s["gamma"];
        rules_.draw = s["draw"];
        rules_.lead = s["lead"];
        rules_.by_game = s["by_game"] != 0;
        rules_.rounds = static_cast<int>(s["rounds"]);
        rules_.still = 1e-4;
    }

private:
    Result<void> fit() override {
        auto curves = through_time(history_, rules_);
        if (!curves) return tl::unexpected<Error>(curves.error());
        curves_ = std::move(*curves);
        skills_.clear();
        for (const auto& curve : curves_) {
            skills_.push_back(curve.empty() ? newcomer_ : curve.back().skill);
        }
        return {};
    }

    double forecast(const Meeting& m) const override {
        double gap = m.lead * rules_.lead, variance = 0;
        for (const PlayerId player : m.a) {
            gap += skill(player).mu;
            variance += skill(player).sigma * skill(player).sigma + rules_.beta * rules_.beta;
        }
        for (const PlayerId player : m.b) {
            gap -= skill(player).mu;
            variance += skill(player).sigma * skill(player).sigma + rules_.beta * rules_.beta;
        }
        const double margin = draw_margin(
            rules_.draw, rules_.beta * std::sqrt(static_cast<double>(m.a.size() + m.b.size())));
        return trueskill_expected(gap, variance, margin);
    }

    ThroughTimeRules rules_;
};

template <class Kind>
std::unique_ptr<System> make(const Settings& settings) {
    return std::make_unique<Kind>(settings);
}

}  // namespace

std::vector<SystemSpec> history_systems() {
    using enum Scale;
    return {
        {"bradley-terry",
         "Bradley-Terry: one table from all games, whatever their order",
         false,
         true,
         {initial_rating(1500),
          {"scale", "points that make 10 : 1", 400, 1, 1e5, logarithmic, false},
          {"prior", "virtual draws of each player against the mean", 1, 0, 1e3, linear, true},
          {"fit_lead", "1: the lead is fitted", 1, 0, 1, flag, false},
          lead_parameter(1000)},
         make<BradleyTerrySystem>},
        {"whr",
         "Whole-History Rating: strength on every day at once",
         false,
         true,
         {initial_rating(1500),
          {"variance", "points squared that a day adds", 300, 1e-3, 1e5, logarithmic, true},
          lead_parameter(1000),
          {"rounds", "Newton steps a player", 50, 1, 1e4, whole, false}},
         make<WholeHistorySystem>},
        {"ttt",
         "TrueSkill Through Time: skill from games before and after",
         true,
         true,
         {{"mu", "mean of a newcomer", 25, -1e6, 1e6, linear, false},
          {"sigma", "deviation of a newcomer", 25.0 / 3, 1e-3, 1e6, logarithmic, true},
          {"beta", "deviation of one performance", 25.0 / 6, 1e-3, 1e6, logarithmic, true},
          {"gamma", "deviation gained in a day", 25.0 / 300, 1e-6, 1e5, logarithmic, true},
          {"draw", "chance of a draw between equals", 0.10, 0, 0.99, linear, true},
          lead_parameter(1e3),
          {"by_game", "1: gamma is gained from game to game, not in a day", 0, 0, 1, flag, false},
          {"rounds", "sweeps over the history at most", 30, 1, 1e4, whole, false}},
         make<ThroughTimeSystem>},
    };
}

}  // namespace arena::rating
