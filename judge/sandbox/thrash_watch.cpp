// A program whose data fill the memory limit leaves no room for its own code: the kernel drops the
// pages of its executable and libraries, the program fetches them at once again, and both call that
// progress. It is never out of memory and never gets anywhere, most often when the files were not
// in the page cache before, which makes one submission MLE here and TLE there. So we say it first.
//
// The thresholds: data above 15/16 of the limit, and 16 MiB of pages fetched again. A program that
// fits touches its pages anew at most once; PyPy at 256 MiB was seen to fetch 40 MiB in 100 ms.
#include "core/limits.hpp"
#include "judge/sandbox/cgroup.hpp"

namespace arena::sandbox {
namespace {

constexpr std::int64_t page_bytes = 4 * kib;
constexpr std::int64_t refetched_bytes_max = 16 * mib;

}  // namespace

bool ThrashWatch::look(std::int64_t limit_bytes, std::int64_t kept_bytes,
                       std::int64_t refetched_pages) {
    if (refetched_before_ < 0) refetched_before_ = refetched_pages;
    const std::int64_t refetched_bytes = (refetched_pages - refetched_before_) * page_bytes;
    return kept_bytes >= limit_bytes / 16 * 15 && refetched_bytes >= refetched_bytes_max;
}

}  // namespace arena::sandbox
