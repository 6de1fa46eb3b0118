// See lane.hpp. One ppoll loop serves a run: the slot's socket, stdout, stderr, a large or live
// stdin, and the cancel descriptor; its timeout is the next deadline.
#include "judge/sandbox/lane.hpp"

#include <poll.h>
#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <variant>

#include "core/assert.hpp"
#include "judge/sandbox/active_run.hpp"
#include "judge/sandbox/broken_pipe.hpp"
#include "judge/sandbox/conversation.hpp"
#include "judge/sandbox/input_feed.hpp"
#include "judge/sandbox/short_slice.hpp"

namespace arena::sandbox {
namespace {

constexpr std::int64_t quiet_ns = ms_in_ns;  // between two reads of a chatty program
constexpr std::size_t read_bytes = 64 * 1024;
constexpr int output_pipe_bytes = 256 * 1024;

/// stdout of a run, kept up to a bound. A program that writes a lot is read once a millisecond, not
/// once a line: waking up for each write would take its core away from it.
class OutputPipe {
public:
    Result<void> open() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC))
            return fail(ErrorCode::host,
                        std::string("cannot make a pipe: ") + std::strerror(errno));
        read_ = Descriptor(ends[0]);
        write_ = Descriptor(ends[1]);
        ::fcntl(read_.get(), F_SETFL, O_NONBLOCK);
        ::fcntl(read_.get(), F_SETPIPE_SZ, output_pipe_bytes);
        return {};
    }

    int guest_fd() const { return write_.get(); }
    void close_guest_end() { write_.reset(); }
    int poll_fd(std::int64_t now) const { return now >= quiet_until_ns_ ? read_.get() : -1; }
    /// A short program is not disturbed at all: its pipe holds what it has to say.
    void begin(std::int64_t now) { quiet_until_ns_ = now + quiet_ns; }
    std::int64_t wake_ns(std::int64_t now) const {
        return read_ && now < quiet_until_ns_ ? quiet_until_ns_ : INT64_MAX;
    }

    /// Reads what is there. Keeps at most `bytes_max`, or hands them to `live`; counts all. False:
    /// `live` wants no more.
    bool drain(std::int64_t bytes_max, const LiveOutput* live) {
        bool wanted = true;
        char buffer[read_bytes];
        while (read_) {
            const ssize_t length = ::read(read_.get(), buffer, sizeof buffer);
            if (length < 0 && errno == EINTR) continue;
            if (length < 0 && errno == EAGAIN) break;
            if (length <= 0) {
                read_.reset();
                break;
            }
            const std::int64_t room = std::max<std::int64_t>(0, bytes_max - total);
            const std::string_view text(
                buffer, static_cast<std::size_t>(std::min<std::int64_t>(room, length)));
            if (live)
                wanted = wanted && live->output(text);
            else
                kept.append(text);
            total += length;
            if (total > bytes_max) break;
        }
        quiet_until_ns_ = clock_ns() + quiet_ns;
        return wanted;
    }

    std::string kept;
    std::int64_t total = 0;

private:
    Descriptor read_, write_;
    std::int64_t quiet_until_ns_ = 0;
};

timespec until(std::int64_t wake_ns, std::int64_t now) {
    const std::int64_t left = std::max<std::int64_t>(0, wake_ns - now);
    return {left / s_in_ns, left % s_in_ns};
}

// Hands stdout on. Whoever takes it live may be slow; the program is not to blame for that.
void take_output(ActiveRun& run, OutputPipe& output, const RunRequest& request) {
    const std::int64_t begin = clock_ns();
    const bool wanted = output.drain(request.limits.output_bytes, request.live);
    if (request.live) run.extend_wall(clock_ns() - begin);
    if (output.total > request.limits.output_bytes) run.stop(Ending::output_limit);
    if (!wanted) run.stop(Ending::cancelled);
}

// Runs the poll loop of a single program until it has ended.
void attend(ActiveRun& run, OutputPipe& output, InputFeed& input, const RunRequest& request,
            int cancel_fd) {
    const std::int64_t begin = clock_ns();
    output.begin(begin);
    while (!run.finished()) {
        const std::int64_t now = clock_ns();
        if (input.awaited()) run.restart_wall(now);
        const bool errors = now - begin >= quiet_ns;
        pollfd watch[6] = {{run.socket(), POLLIN, 0},
                           {output.poll_fd(now), POLLIN, 0},
                           {errors ? run.error_fd() : -1, POLLIN, 0},
                           {cancel_fd, POLLIN, 0},
                           input.watch_pump(),
                           input.watch_source()};
        const timespec timeout = until(std::min(run.next_wake_ns(), output.wake_ns(now)), now);
        if (::ppoll(watch, 6, &timeout, nullptr) < 0 && errno != EINTR) break;
        input.on_pump(watch[4].revents);
        input.on_source(watch[5].revents);
        if (watch[1].revents) take_output(run, output, request);
        if (watch[2].revents) run.on_error_output();
        if (watch[0].revents) run.on_socket();
        if (watch[3].revents) run.stop(Ending::cancelled);
        run.tick(clock_ns());
    }
}

}  // namespace

Lane::Lane(const SlotPlan& plan, int core, int cancel_fd, std::atomic<int>& serial)
    : plan_(plan), core_(core), cancel_fd_(cancel_fd), serial_(serial) {}

Result<void> Lane::begin() {
    auto made = SlotHandle::begin(plan_, serial_++, core_);
    if (!made) return tl::unexpected(made.error());
    slots_[0] = std::move(*made);
    return {};
}

Result<void> Lane::open() {
    Result<void> ready = slots_[0]->await_ready(plan_);
    if (!ready) return ready;
    const SlotHandle* first = slots_[0].get();
    isolation_.tier = plan_.tier;
    isolation_.cgroup = name(plan_.cgroup_host.kind);
    if (plan_.walls & slot::wall_namespaces)
        isolation_.fresh = {"pid", "ipc", "files"};
    else
        isolation_.fresh = {"session", "files"};
    if (slots_[0]->cgroup() && slots_[0]->cgroup()->joins_each_run())
        isolation_.fresh.push_back("cgroup");
    if (!(plan_.walls & slot::wall_namespaces)) isolation_.missing.push_back("namespaces");
    if (plan_.cgroup_host.kind == CgroupKind::none) isolation_.missing.push_back("cgroup");
    if (!first->has_landlock()) isolation_.missing.push_back("landlock");
    const bool own_signals = plan_.walls & (slot::wall_namespaces | slot::wall_switch_ids);
    if (!own_signals && first->landlock_abi() < 6) isolation_.missing.push_back("signal scope");
    if (!first->has_proc()) isolation_.missing.push_back("proc");
    return {};
}

Result<std::unique_ptr<SlotHandle>> Lane::make_slot() {
    auto made = SlotHandle::begin(plan_, serial_++, core_);
    if (!made) return made;
    Result<void> ready = (*made)->await_ready(plan_);
    if (!ready) return tl::unexpected(ready.error());
    return made;
}

void Lane::choose_rested() {
    if (!slots_[0] || slots_[0]->at_rest()) return;
    resting_.push_back(std::move(slots_[0]));
    if (!resting_.front()->at_rest()) {
        if (resting_.size() < lane_slots_max) return;
        if (!resting_.front()->come_to_rest()) {
            resting_.pop_front();
            return;
        }
    }
    slots_[0] = std::move(resting_.front());
    resting_.pop_front();
}

Result<SlotHandle*> Lane::slot(int which) {
    if (which == 0) choose_rested();
    if (which == 1 && slots_[1] && !slots_[1]->come_to_rest()) slots_[1].reset();
    if (slots_[which] && !slots_[which]->alive()) slots_[which].reset();
    if (!slots_[which]) {
        auto made = make_slot();
        if (!made) return tl::unexpected(made.error());
        slots_[which] = *std::move(made);
    }
    return slots_[which].get();
}

// Supervisor and slot share a core: a hand-over across cores costs 35-50 us in a VM, and reading
// the CPU clock of another core's running task is up to a tick old.
void Lane::pin_thread() const {
    thread_local int pinned_to = -1;
    if (core_ < 0 || pinned_to == core_) return;
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(static_cast<std::size_t>(core_), &cores);
    if (::sched_setaffinity(0, sizeof cores, &cores) == 0) pinned_to = core_;
    take_short_slice();
}

void Lane::stamp(RunReport& report, int which, bool rested) {
    report.isolation = isolation_;
    report.isolation.slot_recycled = !rested;
    if (!rested) slots_[which].reset();
}

// A slot may die of what the run before left, or by a stranger's hand, just when a run is sent to
// it. A program that saw nothing but a sealed input may as well begin again; a second death is its
// own matter.
Result<RunReport> Lane::run(const RunRequest& request) {
    pin_thread();
    bool slot_lost = false;
    Result<RunReport> report = run_once(request, slot_lost);
    if (!slot_lost || std::holds_alternative<InputStream>(request.input)) return report;
    return run_once(request, slot_lost);
}

Result<RunReport> Lane::run_once(const RunRequest& request, bool& slot_lost) {
    const Result<SlotHandle*> slot_made = slot(0);
    if (!slot_made) return tl::unexpected(slot_made.error());
    Result<InputFeed> input = InputFeed::open(request.input);
    if (!input) return tl::unexpected(input.error());
    OutputPipe output;
    const Result<void> opened = output.open();
    if (!opened) return tl::unexpected(opened.error());

    ActiveRun run(**slot_made, request, plan_);
    const Result<void> started = run.start(input->guest_fd(), output.guest_fd());
    if (!started) {
        slot_lost = run.slot_died();
        slots_[0].reset();
        return tl::unexpected(started.error());
    }
    input->close_guest_end();
    output.close_guest_end();
    std::optional<NoBrokenPipe> survive;
    if (input->watch_pump().fd >= 0) survive.emplace();
    attend(run, output, *input, request, cancel_fd_);
    output.drain(request.limits.output_bytes, request.live);

    Result<RunReport> report = run.report(output.total);
    if (!report) {
        slot_lost = run.slot_died() && output.total == 0;
        slots_[0].reset();
        return report;
    }
    report->output = std::move(output.kept);
    stamp(*report, 0, run.settle(*report));
    return report;
}

Result<PairReport> Lane::run_pair(const RunRequest& program, const RunRequest& interactor) {
    pin_thread();
    const Result<SlotHandle*> left = slot(0);
    if (!left) return tl::unexpected(left.error());
    const Result<SlotHandle*> right = slot(1);
    if (!right) return tl::unexpected(right.error());
    ActiveRun program_run(**left, program, plan_);
    ActiveRun interactor_run(**right, interactor, plan_);
    Conversation conversation(program_run, interactor_run, program, interactor);
    Result<PairReport> pair = conversation.hold(cancel_fd_);
    if (!pair) {
        slots_[0].reset();
        slots_[1].reset();
        return pair;
    }
    stamp(pair->program, 0, program_run.settle(pair->program));
    stamp(pair->interactor, 1, interactor_run.settle(pair->interactor));
    return pair;
}

}  // namespace arena::sandbox
