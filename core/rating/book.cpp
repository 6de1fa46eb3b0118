#include "core/rating/book.hpp"

#include <algorithm>

namespace arena::rating {

std::size_t RatedMode::players() const {
    return static_cast<std::size_t>(std::count_if(
        tallies.begin(), tallies.end(), [](const Tally& tally) { return tally.games > 0; }));
}

RatedMode& Book::mode(std::string_view name) {
    auto at = rated_.find(name);
    if (at == rated_.end()) {
        at = rated_.emplace(std::string(name), RatedMode()).first;
        at->second.system = settings_.spec().make(settings_);
    }
    return at->second;
}

const RatedMode* Book::find(std::string_view name) const {
    const auto at = rated_.find(name);
    return at == rated_.end() ? nullptr : &at->second;
}

std::vector<std::string> Book::mode_names() const {
    std::vector<std::string> names;
    for (const auto& [name, rated] : rated_) {
        if (!name.empty()) names.push_back(name);
    }
    return names;
}

Result<void> Book::take(const Event& event, PlayerId mode_id) {
    const std::string_view name = modes.name(mode_id);
    if (!name.empty()) {
        if (auto done = rate(mode(name), event); !done) return done;
    }
    return rate(mode(""), event);
}

Result<void> Book::rate(RatedMode& in, const Event& event) {
    in.events += 1;
    for (const PlayerId player : event.players) {
        if (player >= in.tallies.size()) in.tallies.resize(player + std::size_t{1});
        Tally& tally = in.tallies[player];
        tally.before = in.system->skill(player).mu;
        tally.games += 1;
        tally.last_day = event.day;
    }
    if (event.sides() == 2) {
        for (std::size_t side = 0; side < 2; ++side) {
            const double made = event.score(side, 1 - side);
            for (const PlayerId player : event.side(side)) {
                Tally& tally = in.tallies[player];
                (made == 1 ? tally.wins : (made == 0 ? tally.losses : tally.draws)) += 1;
            }
        }
    }
    return in.system->rate(event);
}

Result<void> Book::anchor(std::span<const Anchor> anchors) {
    for (auto& [name, rated] : rated_) {
        if (auto done = rated.system->anchor(anchors); !done) return done;
    }
    return {};
}

Result<void> Book::settle() {
    for (auto& [name, rated] : rated_) {
        if (auto done = rated.system->settle(); !done) return done;
    }
    return {};
}

}  // namespace arena::rating
