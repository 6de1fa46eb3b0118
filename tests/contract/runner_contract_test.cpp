// Runner's contract, held by the fake and, where this host gives one, by the real sandbox.
#include "tests/contract/runner_contract.hpp"
#include "judge/sandbox/sandbox.hpp"
#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::testing;

namespace {

struct OpenSandbox {
    sandbox::Sandbox sandbox;
};

void check_tier(Tier tier) {
    sandbox::SandboxOptions options;
    options.tier = tier;
    options.allow_restricted = tier == Tier::restricted;
    {
        auto probe = sandbox::Sandbox::open(options);
        if (!probe) {
            WARN("skipped: " << probe.error().message);
            return;
        }
    }
    check_runner_contract([&]() -> RunnerUnderTest {
        auto opened = sandbox::Sandbox::open(options);
        REQUIRE_OK(opened);
        auto owner = std::make_shared<OpenSandbox>(OpenSandbox{std::move(*opened)});
        return {owner, &owner->sandbox.lane(0)};
    });
}

}  // namespace

TEST_CASE("runner contract: the fake holds it", "[contract]") {
    check_runner_contract(make_fake_for_contract);
}

TEST_CASE("runner contract: the default tier holds it", "[contract][sandbox]") {
    check_tier(Tier::standard);
}

TEST_CASE("runner contract: the rootless tier holds it", "[contract][sandbox]") {
    check_tier(Tier::rootless);
}

TEST_CASE("runner contract: the restricted tier holds it", "[contract][sandbox]") {
    check_tier(Tier::restricted);
}
