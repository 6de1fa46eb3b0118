// See tier_plan.hpp. The default tier is namespaces and a cgroup; rootless the same walls without a
// cgroup; restricted, only when it was asked for, has no namespaces at all.
#include "judge/sandbox/tier_plan.hpp"

#include <glob.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include "judge/sandbox/seccomp_policy.hpp"

namespace arena::sandbox {
namespace {

// fpc, java, mono, php read their settings there; the rest is for the dynamic linker.
constexpr const char* shown[] = {"/usr",
                                 "/bin",
                                 "/sbin",
                                 "/lib",
                                 "/lib32",
                                 "/lib64",
                                 "/libx32",
                                 "/etc/alternatives",
                                 "/etc/ld.so.cache",
                                 "/etc/ld.so.conf",
                                 "/etc/ld.so.conf.d",
                                 "/etc/fpc*",
                                 "/etc/java*",
                                 "/etc/mono",
                                 "/etc/php",
                                 "/etc/localtime"};

std::uint32_t namespace_walls() {
    std::uint32_t walls =
        slot::wall_namespaces | slot::wall_landlock | slot::wall_seccomp | slot::wall_proc;
    if (has_spare_ids()) walls |= slot::wall_two_ids;
    return walls;
}

SlotPlan base_plan(const SandboxOptions& options) {
    SlotPlan plan;
    plan.binds = host_binds();
    plan.scratch_bytes = options.scratch_bytes;
    plan.scratch_inodes = options.scratch_inodes;
    return plan;
}

Result<SlotPlan> with_filter(SlotPlan plan, Tier tier, std::uint32_t walls) {
    plan.tier = tier;
    plan.walls = walls;
    Result<std::string> filter = seccomp_filter(tier == Tier::restricted);
    if (!filter) return tl::unexpected(filter.error());
    plan.filter = std::move(*filter);
    return plan;
}

bool wanted(const SandboxOptions& options, Tier tier) {
    return !options.tier || *options.tier == tier;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> host_binds() {
    std::vector<std::pair<std::string, std::string>> binds;
    for (const char* pattern : shown) {
        glob_t found{};
        if (::glob(pattern, 0, nullptr, &found) == 0)
            for (std::size_t i = 0; i < found.gl_pathc; ++i)
                binds.emplace_back(found.gl_pathv[i], found.gl_pathv[i]);
        ::globfree(&found);
    }
    return binds;
}

std::vector<int> usable_cores() {
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<int> cores;
    if (::sched_getaffinity(0, sizeof set, &set) == 0)
        for (int core = 0; core < CPU_SETSIZE; ++core)
            if (CPU_ISSET(static_cast<std::size_t>(core), &set)) cores.push_back(core);
    return cores;
}

Result<std::vector<SlotPlan>> slot_plans(const SandboxOptions& options) {
    if (options.tier == Tier::restricted && !options.allow_restricted)
        return fail(ErrorCode::usage,
                    "the restricted tier has no namespaces: ask for it by --allow-tier restricted");
    std::vector<SlotPlan> plans;
    const SlotPlan base = base_plan(options);
    if (wanted(options, Tier::standard)) {
        const CgroupHost host = find_cgroup_host();
        if (host.kind != CgroupKind::none) {
            Result<SlotPlan> plan = with_filter(base, Tier::standard, namespace_walls());
            if (!plan) return tl::unexpected(plan.error());
            plan->cgroup_host = host;
            if (host.kind == CgroupKind::v2) plan->walls |= slot::wall_run_cgroup;
            plans.push_back(std::move(*plan));
        } else if (options.tier) {
            return fail(ErrorCode::host, "the default tier needs cgroups: " + host.finding);
        }
    }
    if (wanted(options, Tier::rootless)) {
        Result<SlotPlan> plan = with_filter(base, Tier::rootless, namespace_walls());
        if (!plan) return tl::unexpected(plan.error());
        plans.push_back(std::move(*plan));
    }
    if (wanted(options, Tier::restricted) && options.allow_restricted) {
        std::uint32_t walls = slot::wall_landlock | slot::wall_seccomp;
        if (has_spare_ids()) walls |= slot::wall_switch_ids;
        Result<SlotPlan> plan = with_filter(base, Tier::restricted, walls);
        if (!plan) return tl::unexpected(plan.error());
        plans.push_back(std::move(*plan));
    }
    return plans;
}

}  // namespace arena::sandbox
