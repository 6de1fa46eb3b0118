#include "core/rating/tune.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace arena::rating {
namespace {

/// Where steps are equal for the search: logarithms of logarithmic parameters.
double to_search(const Parameter& parameter, double value) {
    return parameter.scale == Scale::logarithmic ? std::log(std::max(value, 1e-12)) : value;
}

double from_search(const Parameter& parameter, double x) {
    double value = parameter.scale == Scale::logarithmic ? std::exp(x) : x;
    if (parameter.scale == Scale::whole) value = std::round(value);
    return std::clamp(value, parameter.least, parameter.most);
}

/// A first step that is felt: a factor of e, or a share of a typical size.
double first_step(const Parameter& parameter) {
    if (parameter.scale == Scale::logarithmic) return 1;
    if (parameter.scale == Scale::flag) return 1;
    const double size = std::max(std::abs(parameter.initial) * 0.5, 0.02 * parameter.most);
    return std::min(size, 50.0);
}

constexpr double forget_step = 1.25;
constexpr int forget_rounds = 2;
constexpr int leaps_max = 8;
constexpr double step_least = 0.02;  ///< of the first step

double loss_of(const Scores& scores) {
    const double weight = scores.duels + scores.contests;
    const double contests = scores.pair_log_loss * scores.contests;
    return (scores.log_loss * scores.duels + contests) / weight;
}

/// Is `other` worse than `best` by no more than the standard error of the difference?
bool about_as_good(const Scores& best, const Scores& other) {
    const std::size_t n = std::min(best.losses.size(), other.losses.size());
    if (n < 2 || best.losses.size() != other.losses.size()) return false;
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double more = other.losses[i] - best.losses[i];
        sum += more;
        squares += more * more;
    }
    const auto count = static_cast<double>(n);
    const double mean = sum / count;
    const double variance = std::max(0.0, squares / count - mean * mean);
    return mean <= std::sqrt(variance / (count - 1));
}

/// One search; keeps the best settings so far.
class Tuner {
public:
    Tuner(const SystemSpec& spec, const History& history, const TuneRules& rules,
          const std::function<bool(int, double)>& progress)
        : spec_(spec), history_(history), rules_(rules), progress_(progress) {
        look_.train = rules.train * rules.score_from;
        look_.end = rules.train;
        look_.experience = rules.experience;
    }

    Result<Tuned> run() {
        const Settings initial(spec_);
        auto scores = evaluate(initial, history_, look_);
        if (!scores) return tl::unexpected<Error>(scores.error());
        Point best{initial, loss_of(*scores), std::move(*scores)};
        if (!(best.loss == best.loss)) best.loss = HUGE_VAL;
        const double before = best.loss;
        count(best.loss);
        descend(best, nullptr, rules_.rounds_max);
        for (const Parameter& parameter : spec_.parameters) {
            if (parameter.forgets) keep_the_past(best, parameter);
        }
        return Tuned{best.settings, before, best.loss, evaluations_};
    }

private:
    struct Point {
        Settings settings;
        double loss;
        Scores scores;
    };

    void count(double best) {
        ++evaluations_;
        if (progress_ && !progress_(evaluations_, best)) stopped_ = true;
    }

    /// Moves `best` there when it is better; an unstable fit is no gain.
    bool try_at(const Settings& settings, Point& best) {
        auto scores = evaluate(settings, history_, look_);
        count(best.loss);
        if (!scores) return false;
        const double loss = loss_of(*scores);
        if (!(loss < best.loss)) return false;
        best = {settings, loss, std::move(*scores)};
        return true;
    }

    bool is_free(const Parameter& parameter, const Parameter* held) const {
        return parameter.tuned && &parameter != held;
    }

    /// Coordinate by coordinate with halving steps, and after each pass along the way it went
    /// (Hooke and Jeeves, JACM 8, 1961): parameters that stand for one another make a slanting
    /// valley. `held` stays as it is.
    void descend(Point& best, const Parameter* held, int rounds) {
        std::vector<double> steps;
        for (const Parameter& parameter : spec_.parameters) steps.push_back(first_step(parameter));
        for (int round = 0; round < rounds && !stopped_; ++round) {
            const Settings start = best.settings;
            const double before = best.loss;
            bool fine = true;
            for (std::size_t i = 0; i < spec_.parameters.size() && !stopped_; ++i) {
                const Parameter& parameter = spec_.parameters[i];
                if (!is_free(parameter, held)) continue;
                const bool moved = move(best, parameter, steps[i]);
                if (parameter.scale == Scale::flag) continue;  // has one step, and keeps it
                if (!moved) steps[i] /= 2;
                if (steps[i] > step_least * first_step(parameter)) fine = false;
            }
            follow(best, start, held);
            if (fine && before - best.loss < rules_.still * before) break;
        }
    }

    /// Along one parameter, as long as it gains; true when it did.
    bool move(Point& best, const Parameter& parameter, double step) {
        for (const double direction : {1.0, -1.0}) {
            bool moved = false;
            for (int leap = 0; leap < leaps_max && !stopped_; ++leap) {
                Settings next = best.settings;
                const double at = to_search(parameter, next[parameter.name]);
                const double value = from_search(parameter, at + direction * step);
                if (value == next[parameter.name] || !next.set(parameter.name, value)) break;
                if (!try_at(next, best)) break;
                moved = true;
            }
            if (moved) return true;
        }
        return false;
    }

    /// On along the way from `start`, each leap twice as far.
    void follow(Point& best, const Settings& start, const Parameter* held) {
        const Settings end = best.settings;
        for (int leap = 0; leap < leaps_max && !stopped_; ++leap) {
            Settings next = best.settings;
            bool moves = false;
            for (const Parameter& parameter : spec_.parameters) {
                if (!is_free(parameter, held) || parameter.scale == Scale::flag) continue;
                const double way = to_search(parameter, end[parameter.name]) -
                                   to_search(parameter, start[parameter.name]);
                const double at = to_search(parameter, next[parameter.name]);
                const double value = from_search(parameter, at + std::ldexp(way, leap));
                moves = moves || value != next[parameter.name];
                (void)next.set(parameter.name, value);
            }
            if (!moves || !try_at(next, best)) break;
        }
    }

    /// Slower forgetting, the other parameters fitted to it, while the first part does not speak
    /// against it: a short part tells little of a drift that a long rest suffers from.
    void keep_the_past(Point& best, const Parameter& parameter) {
        Point slower = best;
        while (!stopped_) {
            Settings next = slower.settings;
            const double value = next[parameter.name] / forget_step;
            if (!next.set(parameter.name, value)) break;
            auto scores = evaluate(next, history_, look_);
            count(best.loss);
            if (!scores) break;
            slower = {next, loss_of(*scores), std::move(*scores)};
            descend(slower, &parameter, forget_rounds);
            if (!about_as_good(best.scores, slower.scores)) break;
            kept_ = slower;
        }
        if (kept_) best = *std::move(kept_);
        kept_.reset();
    }

    const SystemSpec& spec_;
    const History& history_;
    const TuneRules& rules_;
    const std::function<bool(int, double)>& progress_;
    EvaluateRules look_;
    std::optional<Point> kept_;
    int evaluations_ = 0;
    bool stopped_ = false;
};

}  // namespace

Result<Tuned> tune(const SystemSpec& spec, const History& history, const TuneRules& rules,
                   const std::function<bool(int, double)>& progress) {
    return Tuner(spec, history, rules, progress).run();
}

}  // namespace arena::rating
