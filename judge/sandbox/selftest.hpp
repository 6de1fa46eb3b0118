// The attack suite of `arena judge --selftest`: does this host really isolate?
//
// Real hostile programs (judge/sandbox/attacks, one static program embedded in the binary) run
// through the same Runner as every submission. Each row of the table names what must happen; it is
// checked from both sides: what the program achieved (it says HELD or BROKEN) and what the Runner
// reported. A row that says nothing is broken: the suite fails closed. After every hostile run a
// harmless one must find a clean room and ordinary times.
#pragma once

#include <functional>

#include "core/error.hpp"
#include "judge/sandbox/sandbox.hpp"

namespace arena::sandbox {

/// Called once for each row, as soon as it is decided.
using AttackProgress = std::function<void(const AttackResult&)>;

/// Runs the rows whose id matches `options.filter` on lane 0 (a few use lane 1 too, when there is
/// one), then `options.hostile_runs` mixed runs and the count of what they left on the host.
/// While it runs, the process is a child subreaper, so that escaped processes come to light.
/// A broken row is a value in the report, never an Error.
/// Errors: usage (the filter matches no row), host (no scratch folder for the bait).
/// Cost: about 30 s for all rows; 10,000 hostile runs take about a minute more.
Result<SelftestReport> run_selftest(Sandbox& sandbox, const SelftestOptions& options,
                                    const AttackProgress& progress = {});

/// Every id with its line, in the order of the run (`filter` may be chosen from these).
std::vector<AttackResult> list_attacks();

}  // namespace arena::sandbox
