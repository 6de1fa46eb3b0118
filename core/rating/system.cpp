#include "core/rating/system.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/assert.hpp"
#include "core/rating/normal.hpp"
#include "core/rating/number_text.hpp"

namespace arena::rating {

Settings::Settings(const SystemSpec& spec) : spec_(&spec) {
    for (const Parameter& parameter : spec.parameters) values_.push_back(parameter.initial);
}

std::size_t Settings::index_of(std::string_view name) const {
    const auto& all = spec_->parameters;
    const auto at = std::find_if(all.begin(), all.end(), [name](const Parameter& parameter) {
        return parameter.name == name;
    });
    ARENA_ASSERT(at != all.end());
    return static_cast<std::size_t>(at - all.begin());
}

Result<void> Settings::set(std::string_view name, double value) {
    const auto& all = spec_->parameters;
    const auto at = std::find_if(all.begin(), all.end(), [name](const Parameter& parameter) {
        return parameter.name == name;
    });
    if (at == all.end()) {
        std::string known;
        for (const Parameter& parameter : all) {
            known += (known.empty() ? "" : ", ") + std::string(parameter.name);
        }
        return fail(ErrorCode::usage, "system " + std::string(spec_->name) + " has no parameter '" +
                                          std::string(name) + "' (it has: " + known + ")");
    }
    const bool whole = at->scale == Scale::whole || at->scale == Scale::flag;
    const bool fits = value >= at->least && value <= at->most;
    if (!fits || (whole && value != std::floor(value))) {
        return fail(ErrorCode::usage,
                    "parameter " + std::string(name) + " of " + std::string(spec_->name) + " is " +
                        (whole ? "a whole number " : "") + "from " + number_text(at->least) +
                        " to " + number_text(at->most) + ", not " + number_text(value));
    }
    values_[static_cast<std::size_t>(at - all.begin())] = value;
    return {};
}

Result<void> Settings::set_all(std::string_view text) {
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        const auto equals = one.find('=');
        double value = 0;
        const std::string_view digits = equals == one.npos ? "" : one.substr(equals + 1);
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc() || end != digits.data() + digits.size() || digits.empty()) {
            return fail(ErrorCode::usage,
                        "a parameter is set as NAME=NUMBER, not '" + std::string(one) + "'");
        }
        if (const auto done = set(one.substr(0, equals), value); !done) return done;
    }
    return {};
}

Result<const SystemSpec*> find_system(std::string_view name) {
    std::string known;
    for (const SystemSpec& spec : system_table()) {
        if (spec.name == name) return &spec;
        known += (known.empty() ? "" : ", ") + std::string(spec.name);
    }
    return fail(ErrorCode::usage,
                "no rating system '" + std::string(name) + "' (there are: " + known + ")");
}

void RowSystem::grow(PlayerId player) {
    const std::size_t width = newcomer_.size();
    const std::size_t players = rows_.size() / width;
    for (std::size_t next = players; next <= player; ++next) {
        rows_.insert(rows_.end(), newcomer_.begin(), newcomer_.end());
    }
}

std::vector<double> RowSystem::save(PlayerId player) const {
    const double* begin = peek(player);
    return {begin, begin + newcomer_.size()};
}

bool RowSystem::restore(PlayerId player, std::span<const double> saved) {
    if (saved.size() != newcomer_.size()) return false;
    std::copy(saved.begin(), saved.end(), row(player));
    return true;
}

Result<void> System::anchor(std::span<const Anchor>) {
    return fail(ErrorCode::usage, "only bradley-terry fits the others around anchors");
}

double System::superiority(PlayerId a, PlayerId b) const {
    const Skill one = skill(a), two = skill(b);
    const double spread = std::hypot(one.sigma, two.sigma);
    if (spread > 0) return normal_cdf((one.mu - two.mu) / spread);
    return one.mu == two.mu ? 0.5 : (one.mu > two.mu ? 1.0 : 0.0);
}

}  // namespace arena::rating
