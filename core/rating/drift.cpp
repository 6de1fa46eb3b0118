#include "core/rating/drift.hpp"

namespace arena::rating {

Result<std::vector<DriftPart>> drift(const Settings& settings, const History& history,
                                     std::span<const PlayerId> anchors) {
    if (history.size() < drift_parts) {
        return fail(ErrorCode::usage, "drift needs ten events or more");
    }
    const auto system = settings.spec().make(settings);
    const std::size_t players = history.player_count();
    std::vector<char> active(players, 0), was_active(players, 0);
    std::vector<double> before(players, 0.0);
    std::vector<DriftPart> parts;
    for (std::size_t part = 0; part < drift_parts; ++part) {
        const std::size_t begin = part * history.size() / drift_parts;
        const std::size_t end = (part + 1) * history.size() / drift_parts;
        for (PlayerId p = 0; p < players; ++p) before[p] = system->skill(p).mu;
        active.assign(players, 0);
        for (std::size_t e = begin; e < end; ++e) {
            const Event event = history[e];
            for (const PlayerId player : event.players) active[player] = 1;
            if (auto done = system->rate(event); !done) return tl::unexpected<Error>(done.error());
        }
        if (auto done = system->settle(); !done) return tl::unexpected<Error>(done.error());
        DriftPart one;
        one.until_day = history[end - 1].day;
        for (PlayerId p = 0; p < players; ++p) {
            const double now = system->skill(p).mu;
            if (active[p] == 0) continue;
            one.active += 1;
            one.mean += now;
            one.change_a_game += now - before[p];
            if (was_active[p] != 0) {
                one.stayed += 1;
                one.stayed_moved += now - before[p];
            }
        }
        if (one.active > 0) one.mean /= one.active;
        if (one.stayed > 0) one.stayed_moved /= one.stayed;
        one.change_a_game /= static_cast<double>(end - begin);
        for (const PlayerId anchor : anchors) one.anchors.push_back(system->skill(anchor).mu);
        parts.push_back(std::move(one));
        was_active = active;
    }
    return parts;
}

}  // namespace arena::rating
