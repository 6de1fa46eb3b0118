// The contract of Runner, as one suite that every implementation passes.
//
// Programs are small ones of the host (/bin/sh, /bin/cat, /bin/true), so that the real Runner needs
// no compiler. What cannot be seen from outside (which walls stand) is the attack suite's business.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "judge/runner.hpp"

namespace arena::testing {

/// A Runner and whatever keeps it alive.
struct RunnerUnderTest {
    std::shared_ptr<void> owner;
    Runner* runner = nullptr;
};

using RunnerFactory = std::function<RunnerUnderTest()>;

/// Runs every claim of the contract, each on a Runner of its own, as Catch2 sections.
void check_runner_contract(const RunnerFactory& make);

/// A FakeRunner that plays the programs of this suite.
RunnerUnderTest make_fake_for_contract();

}  // namespace arena::testing
