// When a run counts as living beyond its memory limit without ever being out of memory.

#include "core/limits.hpp"
#include "judge/sandbox/cgroup.hpp"
#include "tests/support/catch.hpp"

using namespace arena;
using arena::sandbox::ThrashWatch;

namespace {

constexpr std::int64_t limit = 256 * mib;
constexpr std::int64_t pages_in_16_mib = 4096;

}  // namespace

TEST_CASE("thrash watch: full of data and fetching its own pages again is over the limit") {
    ThrashWatch watch;
    watch.begin();
    CHECK_FALSE(watch.look(limit, 250 * mib, 1'000'000));  // earlier runs of the slot fetched these
    CHECK_FALSE(watch.look(limit, 250 * mib, 1'000'000 + pages_in_16_mib - 1));
    CHECK(watch.look(limit, 250 * mib, 1'000'000 + pages_in_16_mib));
}

TEST_CASE("thrash watch: a large cache beside little data is no fault of the program") {
    ThrashWatch watch;
    watch.begin();
    CHECK_FALSE(watch.look(limit, 100 * mib, 0));
    CHECK_FALSE(watch.look(limit, 100 * mib, 100 * pages_in_16_mib));
    CHECK_FALSE(watch.look(limit, limit / 16 * 15 - 1, 100 * pages_in_16_mib));
    CHECK(watch.look(limit, limit / 16 * 15, 100 * pages_in_16_mib));
}

TEST_CASE("thrash watch: each run starts anew") {
    ThrashWatch watch;
    watch.begin();
    CHECK_FALSE(watch.look(limit, 250 * mib, 0));
    CHECK(watch.look(limit, 250 * mib, 2 * pages_in_16_mib));
    watch.begin();
    CHECK_FALSE(watch.look(limit, 250 * mib, 2 * pages_in_16_mib));
}
