// The middle and the tail of the latest durations, for /metrics.
#pragma once

#include <cstdint>
#include <vector>

namespace arena::serve {

/// Remembers the last 1024 values. Cost: O(1) to add, O(1024) to ask.
class Percentiles {
public:
    void add(std::int64_t value);

    /// The smallest remembered value that at least `share` of them do not exceed; 0 without any.
    /// REQUIRES: 0 < share <= 1.
    std::int64_t at(double share) const;

private:
    std::vector<std::int64_t> values_;
    std::size_t next_ = 0;
};

}  // namespace arena::serve
