// Sandbox: lanes of slots, one lane a core, each a Runner.
//
// A slot is a tiny static program that was put, before the first run, into its own user, mount,
// pid, net, ipc, uts and cgroup namespaces, behind Landlock and seccomp; it starts each target in
// fresh PID and IPC namespaces and is replaced on any doubt. Theory of operation:
// judge/sandbox/slot/slot.hpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "judge/runner.hpp"

namespace arena::sandbox {

struct SandboxOptions {
    int lanes = 1;                  ///< at most the cores this process may use; lane i owns core i
    std::optional<Tier> tier;       ///< force one; none = the best this host gives
    bool allow_restricted = false;  ///< --allow-tier restricted
    std::int64_t scratch_bytes = 256 * mib;  ///< size of {work} and /tmp together
    int scratch_inodes = 16384;
};

class Sandbox {
public:
    /// Makes one slot for each lane. Call before the process has threads it cannot spare: slots are
    /// spawned, not forked, so threads are allowed, but start-up is quicker without.
    /// Errors: host, naming the missing wall and the mend (`arena doctor` says more).
    static Result<Sandbox> open(const SandboxOptions& options);

    Sandbox(Sandbox&&) noexcept;
    Sandbox& operator=(Sandbox&&) noexcept;
    ~Sandbox();  ///< ends every slot; no process, mount, cgroup or file is left

    /// REQUIRES: 0 <= lane < lanes(). Strand: one thread at a time a lane.
    Runner& lane(int lane);
    int lanes() const;

    /// Ends the slots that a flood of short runs made; each lane keeps one. REQUIRES: no run.
    void drop_spare_slots();

    /// What every run on this sandbox gets, as far as it is known before a run.
    const Isolation& isolation() const;

    /// Ends all current and coming runs (they report `cancelled`). Any thread; a signal handler may
    /// call it: it is one write(2).
    void cancel_all();

    /// Takes cancel_all() back: runs that start from now on run.
    void allow_runs();

private:
    struct State;
    explicit Sandbox(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// One line of `arena doctor`.
struct HostCheck {
    enum class State { good, degraded, missing };
    std::string
        id;  ///< "user-namespaces", "cgroup", "landlock", "seccomp", "swap", "governor", ...
    State state = State::good;
    bool timing_only = false;  ///< noise that disturbs times, not safety
    std::string finding;       ///< "unprivileged user namespaces are refused by AppArmor"
    std::string
        mend;  ///< "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0", may be empty
};

struct HostReport {
    std::vector<HostCheck> checks;
    std::optional<Tier>
        tier;            ///< the tier that open() would give; none = nothing without restricted
    std::string cgroup;  ///< "v1", "v2", "none"
    std::string host;    ///< "Debian GNU/Linux 12, kernel 6.1.0-18, container: docker"
};

/// Asks the host, changes nothing that it does not undo. Cost: some ms, starts short-lived
/// processes.
HostReport check_host();

/// One row of `arena judge --selftest`.
struct AttackResult {
    std::string id;  ///< "process/fork-bomb"
    std::string
        group;  ///< "process", "memory", "disk", "files", "network", "kernel", "compile", ...
    std::string about;     ///< one line
    std::string expected;  ///< "stopped at 64 processes, next run is clean"
    std::string seen;
    enum class State { held, broken, skipped } state = State::broken;
};

struct SelftestOptions {
    std::string filter;    ///< glob on the id; empty = all
    int hostile_runs = 0;  ///< > 0: that many mixed hostile runs, then the leftover count
};

struct SelftestReport {
    std::vector<AttackResult> attacks;
    std::string tier;
    int held = 0, broken = 0, skipped = 0;
};

}  // namespace arena::sandbox
