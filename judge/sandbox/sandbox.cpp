// See sandbox.hpp. Plans are tried best first; what a failed plan made is gone before the next.
#include "judge/sandbox/sandbox.hpp"

#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "core/assert.hpp"
#include "judge/sandbox/descriptor.hpp"
#include "judge/sandbox/lane.hpp"
#include "judge/sandbox/resource_limits.hpp"
#include "judge/sandbox/temp_folder.hpp"
#include "judge/sandbox/tier_plan.hpp"

namespace arena::sandbox {

struct Sandbox::State {
    SlotPlan plan;
    Descriptor cancel;
    std::optional<TempFolder> temp;  ///< restricted tier; outlives the lanes
    std::vector<std::unique_ptr<Lane>> lanes;

    ~State() {
        lanes.clear();
        leave_cgroup_host(plan.cgroup_host);
    }

    Result<void> make_temp_folder() {
        if (plan.tier != Tier::restricted) return {};
        Result<TempFolder> made = TempFolder::make(temp_parent());
        if (!made) return tl::unexpected(made.error());
        temp.emplace(std::move(*made));
        plan.temp_path = temp->path();
        return {};
    }
};

namespace {

// Cgroups and user ids are named after it: one count for all sandboxes of this process.
std::atomic<int> slot_serial{0};

// The usual soft limit of 1,024 descriptors would not do for ten lanes that all make spare slots.
void make_room_for_descriptors(std::size_t lanes) {
    constexpr std::size_t of_a_slot = 16, of_the_rest = 128;
    const rlim_t wanted = lanes * (lane_slots_max + 2) * of_a_slot + of_the_rest;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);  // refused: the one that meets the limit will say so
}

Result<void> open_lanes(std::vector<std::unique_ptr<Lane>>& lanes) {
    for (auto& lane : lanes) {
        Result<void> begun = lane->begin();
        if (!begun) return begun;
    }
    for (auto& lane : lanes) {
        Result<void> ready = lane->open();
        if (!ready) return ready;
    }
    return {};
}

}  // namespace

Result<Sandbox> Sandbox::open(const SandboxOptions& options) {
    const std::vector<int> cores = usable_cores();
    if (options.lanes < 1 || options.lanes > static_cast<int>(cores.size()))
        return fail(ErrorCode::usage, "between 1 and " + std::to_string(cores.size()) +
                                          " lanes fit this machine's cores, not " +
                                          std::to_string(options.lanes));
    Result<void> limits = raise_hard_limits();
    if (!limits) return tl::unexpected(limits.error());
    make_room_for_descriptors(static_cast<std::size_t>(options.lanes));
    remove_dead_folders(temp_parent());
    Result<std::vector<SlotPlan>> plans = slot_plans(options);
    if (!plans) return tl::unexpected(plans.error());
    for (const SlotPlan& plan : *plans) remove_dead_groups(plan.cgroup_host);
    Error first_error{ErrorCode::host, "no tier was tried"};
    bool failed = false;
    for (SlotPlan& plan : *plans) {
        auto state = std::make_unique<State>();
        state->plan = std::move(plan);
        state->cancel = Descriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
        Result<void> opened = state->make_temp_folder();
        for (int i = 0; i < options.lanes; ++i)
            state->lanes.push_back(std::make_unique<Lane>(
                state->plan, cores[static_cast<std::size_t>(i)], state->cancel.get(), slot_serial));
        if (opened) opened = open_lanes(state->lanes);
        if (opened) return Sandbox(std::move(state));
        if (!failed) first_error = opened.error();
        failed = true;
    }
    first_error.message += " ('arena doctor' says what this host lacks)";
    return tl::unexpected(first_error);
}

Sandbox::Sandbox(std::unique_ptr<State> state) : state_(std::move(state)) {}
Sandbox::Sandbox(Sandbox&&) noexcept = default;
Sandbox& Sandbox::operator=(Sandbox&&) noexcept = default;
Sandbox::~Sandbox() = default;

Runner& Sandbox::lane(int lane) {
    ARENA_ASSERT(lane >= 0 && lane < lanes());
    return *state_->lanes[static_cast<std::size_t>(lane)];
}

int Sandbox::lanes() const {
    return static_cast<int>(state_->lanes.size());
}

void Sandbox::drop_spare_slots() {
    for (auto& lane : state_->lanes) lane->drop_spare_slots();
}

const Isolation& Sandbox::isolation() const {
    return state_->lanes[0]->isolation();
}

void Sandbox::cancel_all() {
    const std::uint64_t one = 1;
    if (::write(state_->cancel.get(), &one, sizeof one) < 0) return;  // already signalled
}

void Sandbox::allow_runs() {
    std::uint64_t count = 0;
    if (::read(state_->cancel.get(), &count, sizeof count) < 0) return;  // nothing was cancelled
}

}  // namespace arena::sandbox
