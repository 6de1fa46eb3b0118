#include "core/rating/seen_ids.hpp"

#include <algorithm>

namespace arena::rating {

bool SeenIds::repeats_singly(std::string_view id) {
    const std::size_t known = ids_.size();
    return ids_.intern(id) < known;
}

bool SeenIds::repeats_number(std::string_view id, double value) {
    if (runs_.empty() || value > runs_.back().last) {
        runs_.push_back({value, value});
        return false;
    }
    const auto after = std::upper_bound(runs_.begin(), runs_.end(), value,
                                        [](double v, const Run& run) { return v < run.first; });
    if (after != runs_.begin()) {
        const Run& run = *(after - 1);
        const double steps = value - run.first;
        if (value <= run.last && steps == std::floor(steps)) return true;
    }
    return repeats_singly(id);
}

}  // namespace arena::rating
