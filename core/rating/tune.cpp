#include "core/rating/tune.hpp"

#include <algorithm>
#include <cmath>

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

}  // namespace

Result<Tuned> tune(const SystemSpec& spec, const History& history, const TuneRules& rules,
                   const std::function<bool(int, double)>& progress) {
    EvaluateRules look;
    look.train = rules.train * rules.score_from;
    look.end = rules.train;
    look.experience = rules.experience;
    Tuned best{Settings(spec), 0, 0, 0};
    bool stopped = false;
    const auto loss = [&](const Settings& settings) -> Result<double> {
        const auto scores = evaluate(settings, history, look);
        if (!scores) return tl::unexpected<Error>(scores.error());
        ++best.evaluations;
        if (progress && !progress(best.evaluations, best.after)) stopped = true;
        const double value = loss_of(*scores);
        return value == value ? value : HUGE_VAL;
    };
    const auto start = loss(best.settings);
    if (!start) return tl::unexpected<Error>(start.error());
    best.before = best.after = *start;
    std::vector<double> steps;
    for (const Parameter& parameter : spec.parameters) steps.push_back(first_step(parameter));
    for (int round = 0; round < rules.rounds_max && !stopped; ++round) {
        const double before = best.after;
        bool fine = true;
        for (std::size_t i = 0; i < spec.parameters.size() && !stopped; ++i) {
            const Parameter& parameter = spec.parameters[i];
            if (!parameter.tuned) continue;
            bool moved = false;
            for (const double direction : {1.0, -1.0}) {
                for (int leap = 0; leap < 8 && !stopped; ++leap) {
                    Settings next = best.settings;
                    const double at = to_search(parameter, next[parameter.name]);
                    const double value = from_search(parameter, at + direction * steps[i]);
                    if (value == next[parameter.name] || !next.set(parameter.name, value)) break;
                    const auto found = loss(next);
                    if (!found || !(*found < best.after)) break;  // an unstable fit is no gain
                    best.settings = next;
                    best.after = *found;
                    moved = true;
                }
                if (moved) break;
            }
            if (!moved) steps[i] /= 2;
            if (steps[i] > step_least * first_step(parameter)) fine = false;
        }
        if (fine && before - best.after < rules.still * before) break;
    }
    for (const Parameter& parameter : spec.parameters) {
        if (!parameter.forgets || stopped) continue;
        const auto found = evaluate(best.settings, history, look);
        if (!found) continue;
        for (;;) {
            Settings next = best.settings;
            if (!next.set(parameter.name, next[parameter.name] / forget_step)) break;
            const auto scores = evaluate(next, history, look);
            if (!scores || !about_as_good(*found, *scores)) break;
            best.settings = next;
        }
    }
    return best;
}

}  // namespace arena::rating
