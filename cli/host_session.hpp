// What judging needs of this machine: the sandbox's lanes, a way to stop them, a folder for
// compiled programs. Opened by `judge`, `run` and the self-test; when it closes nothing is left
// behind.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/args.hpp"
#include "cli/interrupt.hpp"
#include "judge/compile.hpp"
#include "judge/sandbox/sandbox.hpp"

namespace arena::cli {

/// Cores that this process may use; at least 1.
int usable_core_count();

/// Checks --jobs against the cores; without it, all cores. Error: usage.
Result<int> lane_count(std::optional<int> jobs);

/// Makes the folder when it is missing. Empty with --no-cache, and when nobody named one and the
/// default cannot be written. Error: usage (--cache names no folder that can be written).
Result<std::string> cache_folder(const CacheArgs& args);

class HostSession {
public:
    /// Errors: those of Sandbox::open, interrupted.
    static Result<std::unique_ptr<HostSession>> open(const SandboxArgs& args, int lanes);

    HostSession(const HostSession&) = delete;
    HostSession& operator=(const HostSession&) = delete;
    ~HostSession() { interrupt_.unwatch(); }

    sandbox::Sandbox& sandbox() { return *sandbox_; }
    std::vector<Runner*> lanes();

    /// True from the first Ctrl-C on; all runs end by themselves then.
    const std::atomic<bool>& stop() const { return interrupt_.stop(); }

private:
    HostSession() = default;

    Interrupt interrupt_;  // first: a signal while slots start must not leave them
    std::optional<sandbox::Sandbox> sandbox_;
};

}  // namespace arena::cli
