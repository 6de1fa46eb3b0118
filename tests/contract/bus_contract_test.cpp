// Bus's contract, held by the in-process bus.
#include "tests/contract/bus_contract.hpp"
#include "serve/bus/local_bus.hpp"
#include "serve/bus/local_rate_limits.hpp"
#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::testing;

namespace {

class LocalUnderTest final : public BusUnderTest {
public:
    explicit LocalUnderTest(const serve::QueueSettings& settings)
        : bus_(serve::make_local_bus([now = now_ms_] { return *now; }, settings)) {}
    serve::Bus& bus() override { return *bus_; }
    void advance(std::int64_t ms) override { *now_ms_ += ms; }
    void settle() override {}

private:
    std::shared_ptr<std::int64_t> now_ms_ = std::make_shared<std::int64_t>(1'000'000);
    std::unique_ptr<serve::Bus> bus_;
};

std::unique_ptr<BusUnderTest> local(const serve::QueueSettings& settings) {
    return std::make_unique<LocalUnderTest>(settings);
}

}  // namespace

TEST_CASE("bus contract: judge queue in one process", "[contract]") {
    check_judge_queue_contract(local);
}

TEST_CASE("bus contract: matchmaking pool in one process", "[contract]") {
    check_match_pool_contract(local);
}

TEST_CASE("bus contract: fan-out in one process", "[contract]") {
    check_fanout_contract(local);
}

TEST_CASE("bus contract: leases in one process", "[contract]") {
    check_leases_contract(local);
}

TEST_CASE("bus contract: rate limits in one process", "[contract]") {
    check_rate_limits_contract(local);
}

TEST_CASE("local rate limits: a flood of keys is bounded, and forgets the least telling") {
    std::int64_t now = 0;
    serve::LocalRateLimits limits([&] { return now; });
    const serve::RateLimit strict{serve::RateLimit::Kind::sliding_window, 1, 3'600'000};
    const serve::RateLimit loose{serve::RateLimit::Kind::token_bucket, 10, 1000};
    bool allowed = false;
    const auto use = [&](const std::string& key, const serve::RateLimit& limit) {
        limits.use(key, limit, [&](const auto& decision) { allowed = decision->allowed; });
        return allowed;
    };
    REQUIRE(use("login:mallory", strict));
    for (std::size_t i = 0; i < serve::rate_keys_max + 10; ++i) {
        use("address:" + std::to_string(i), loose);
    }
    CHECK_FALSE(use("login:mallory", strict));
}
