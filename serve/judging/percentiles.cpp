#include "serve/judging/percentiles.hpp"

#include <algorithm>
#include <cmath>

namespace arena::serve {
namespace {
constexpr std::size_t values_max = 1024;
}

void Percentiles::add(std::int64_t value) {
    if (values_.size() < values_max) {
        values_.push_back(value);
        return;
    }
    values_[next_] = value;
    next_ = (next_ + 1) % values_max;
}

std::int64_t Percentiles::at(double share) const {
    if (values_.empty()) return 0;
    std::vector<std::int64_t> sorted = values_;
    const auto count = static_cast<double>(sorted.size());
    const auto rank = static_cast<std::size_t>(std::ceil(share * count)) - 1;
    const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(sorted.begin(), place, sorted.end());
    return *place;
}

}  // namespace arena::serve
