// A page request held within its bounds, as the queries' LIMIT and OFFSET.
#pragma once

#include <algorithm>
#include <cstdint>

#include "serve/store/records.hpp"

namespace arena::serve {

inline constexpr int page_limit_max = 200;

inline std::int64_t page_limit(PageRequest page) {
    return std::clamp(page.limit, 1, page_limit_max);
}

inline std::int64_t page_offset(PageRequest page) {
    return std::max(page.offset, 0);
}

}  // namespace arena::serve
