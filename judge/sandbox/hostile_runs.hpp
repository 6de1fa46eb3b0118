// Thousands of mixed hostile runs on one slot, and then the count of what they left on the host.
#pragma once

#include <vector>

#include "judge/sandbox/attack.hpp"
#include "judge/sandbox/selftest.hpp"

namespace arena::sandbox {

/// `runs` runs, drawn from the brisk rows of `table` by a fixed seed; each must hold. Then one row
/// for each thing that could be left: "leftover/processes", mounts, cgroups, files, descriptors.
std::vector<AttackResult> hostile_runs(Stage& stage, const std::vector<Attack>& table, int runs,
                                       const AttackProgress& progress);

}  // namespace arena::sandbox
