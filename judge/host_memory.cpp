#include "judge/host_memory.hpp"

#include <unistd.h>

#include "judge/amount.hpp"

namespace arena {

Result<void> check_memory_given(const problem::Package& package, const std::string& mend) {
    const long pages = ::sysconf(_SC_PHYS_PAGES), page_bytes = ::sysconf(_SC_PAGESIZE);
    if (package.format != problem::Format::kattis_2025_09 || !package.memory_bytes) return {};
    const std::int64_t there = std::int64_t{pages} * page_bytes;
    if (pages <= 0 || *package.memory_bytes <= there) return {};
    return fail(ErrorCode::invalid_package,
                "problem '" + package.short_name + "' states a memory limit of " +
                    bytes_text(*package.memory_bytes) + ", and this machine has " +
                    bytes_text(there) + " (" + mend + ")");
}

}  // namespace arena
