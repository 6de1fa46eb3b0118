// See active_run.hpp. A run ends in one of three ways: the slot says Done, the slot's socket closes
// (the kernel killed the zygote: out of memory, or a fault of ours), or a kill order that we sent
// comes back as Done. Only then are the cgroup's numbers read, and only once.
#include "judge/sandbox/active_run.hpp"

#include <signal.h>
#include <sys/socket.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace arena::sandbox {
namespace {

constexpr std::int64_t sample_ns = 4 * ms_in_ns;                  // between samples without cgroups
constexpr std::int64_t memory_look_interval_ns = 100 * ms_in_ns;  // see thrash_watch.cpp
constexpr std::int64_t slot_share_ns = ms_in_ns / 4;  // the slot's own work, in the same cgroup
constexpr std::int64_t delay_answer_ns_max = 5 * s_in_ns;  // the slot stands in line as well
constexpr std::int64_t delay_walls_max = 20;               // so starved, it must end some day
constexpr std::int64_t data_backstop_bytes = 512 * mib;
// glibc reserves RLIMIT_STACK for each thread, and RLIMIT_DATA counts it although it is not
// touched: Node waits for ever when its workers cannot start.
constexpr std::int64_t thread_stacks_max = 16;
constexpr const char* default_env[] = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME={work}",
                                       "LANG=C.UTF-8", "TMPDIR={tmp}"};

bool names_variable(const std::vector<std::string>& env, const char* assignment) {
    const std::size_t name =
        static_cast<std::size_t>(std::strchr(assignment, '=') - assignment) + 1;
    return std::any_of(env.begin(), env.end(), [&](const std::string& given) {
        return given.compare(0, name, assignment, name) == 0;
    });
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

}  // namespace

std::int64_t clock_ns() {
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<std::int64_t>(time.tv_sec) * s_in_ns + time.tv_nsec;
}

ActiveRun::ActiveRun(SlotHandle& slot, const RunRequest& request, const SlotPlan& plan)
    : slot_(slot), request_(request), plan_(plan) {}

std::string ActiveRun::expand(const std::string& text) const {
    if (text.find('{') == std::string::npos) return text;
    std::string out = text;
    replace_all(out, "{box}", slot_.box_path());
    replace_all(out, "{work}", slot_.work_path());
    const bool restricted = plan_.tier == Tier::restricted;
    replace_all(out, "{tmp}", restricted ? slot_.work_path() + "/../tmp" : "/tmp");
    return out;
}

Result<void> ActiveRun::start(int stdin_fd, int stdout_fd) {
    Result<void> loaded = slot_.load_box(request_.box.get());
    if (!loaded) return loaded;
    Result<void> put = put_files(slot_.scratch().work_fd(), request_.work_files, slot_.guest_id());
    if (!put) return put;
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK))
        return fail(ErrorCode::host, std::string("cannot make a pipe: ") + std::strerror(errno));
    error_pipe_ = Descriptor(ends[0]);
    const Descriptor error_end(ends[1]);
    ::fcntl(error_end.get(), F_SETFL, 0);
    int cgroup_fd = -1;
    if (Cgroup* cgroup = slot_.cgroup()) {
        Result<int> begun =
            cgroup->begin_run(request_.limits.memory_bytes, request_.limits.processes);
        if (!begun) return tl::unexpected(begun.error());
        cgroup_fd = *begun;
    }
    begin_ns_ = wall_begin_ns_ = clock_ns();
    wall_deadline_ns_ = begin_ns_ + request_.limits.wall_ns;
    memory_look_ns_ = slot_.cgroup() ? begin_ns_ + memory_look_interval_ns : INT64_MAX;
    cpu_look_ns_ = begin_ns_ + (slot_.cgroup() ? request_.limits.cpu_ns
                                               : std::min(sample_ns, request_.limits.cpu_ns));
    return send(stdin_fd, stdout_fd, error_end.get(), cgroup_fd);
}

Result<void> ActiveRun::send(int stdin_fd, int stdout_fd, int stderr_fd, int cgroup_fd) {
    const RunLimits& limits = request_.limits;
    slot::Run run;
    run.cpu_s = static_cast<std::uint64_t>(limits.cpu_ns / s_in_ns) + 2;
    run.file_bytes = static_cast<std::uint64_t>(limits.file_bytes);
    run.stack_bytes = static_cast<std::uint64_t>(limits.stack_bytes);
    run.open_files = static_cast<std::uint64_t>(limits.open_files);
    run.work_read_only = request_.work_read_only;
    if (!slot_.cgroup()) {
        run.processes = static_cast<std::uint64_t>(limits.processes);
        run.data_bytes = static_cast<std::uint64_t>(limits.memory_bytes + data_backstop_bytes +
                                                    thread_stacks_max * limits.stack_bytes);
    }
    std::string strings;
    for (const std::string& word : request_.argv) strings += expand(word) + '\0';
    for (const char* assignment : default_env) {
        if (names_variable(request_.env, assignment)) continue;
        strings += expand(assignment) + '\0';
        ++run.envc;
    }
    for (const std::string& assignment : request_.env) strings += expand(assignment) + '\0';
    run.argc = static_cast<std::uint32_t>(request_.argv.size());
    run.envc += static_cast<std::uint32_t>(request_.env.size());
    run.string_bytes = static_cast<std::uint32_t>(strings.size());
    if (std::count(strings.begin(), strings.end(), '\0') != run.argc + run.envc)
        return fail(ErrorCode::usage, "a word of a command line, or of its environment, holds NUL");
    if (run.argc == 0 || sizeof run + strings.size() > slot::message_bytes_max)
        return fail(ErrorCode::usage, "a command line must hold 1 word to 160 KiB of words");

    const int fds[4] = {stdin_fd, stdout_fd, stderr_fd, cgroup_fd};
    const std::size_t fd_bytes = sizeof(int) * (cgroup_fd >= 0 ? 4 : 3);
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof fds)] = {};
    iovec parts[2] = {{&run, sizeof run}, {strings.data(), strings.size()}};
    msghdr header{};
    header.msg_iov = parts;
    header.msg_iovlen = 2;
    header.msg_control = control;
    header.msg_controllen = CMSG_SPACE(fd_bytes);
    cmsghdr* c = CMSG_FIRSTHDR(&header);
    c->cmsg_level = SOL_SOCKET;
    c->cmsg_type = SCM_RIGHTS;
    c->cmsg_len = CMSG_LEN(fd_bytes);
    std::memcpy(CMSG_DATA(c), fds, fd_bytes);
    run_ = slot_.runs();
    if (::sendmsg(slot_.runs_socket(), &header, MSG_NOSIGNAL) < 0) {
        slot_died_ = true;
        return fail(ErrorCode::host,
                    std::string("a sandbox slot does not answer: ") + std::strerror(errno));
    }
    slot_.count_run();
    return {};
}

std::int64_t ActiveRun::next_wake_ns() const {
    return std::min({wall_deadline_ns_, cpu_look_ns_, memory_look_ns_});
}

void ActiveRun::tick(std::int64_t now) {
    if (finished_ || stopping_) return;
    if (now >= memory_look_ns_) {
        memory_look_ns_ = now + memory_look_interval_ns;
        if (slot_.cgroup()->thrashes()) stop(Ending::memory_limit);
    }
    if (stopping_) return;
    if (now >= wall_deadline_ns_)
        meet_wall_limit(now);
    else if (now >= cpu_look_ns_)
        look_at_usage(now);
}

void ActiveRun::meet_wall_limit(std::int64_t now) {
    const bool busy = slot_.cgroup() && used_cpu_ns() >= request_.limits.cpu_ns;
    if (busy) {
        stop(Ending::cpu_limit);
    } else if (delays_due_ > 0 || !ask_delay(this)) {
        stop(Ending::wall_limit);
    } else {
        delay_ns_ = 0;
        delays_due_ = partner_ && partner_->ask_delay(this) ? 2 : 1;
        wall_deadline_ns_ = now + delay_answer_ns_max;
    }
}

/// False: nobody will answer.
bool ActiveRun::ask_delay(ActiveRun* asker) {
    if (finished_ || stopping_) return false;
    const slot::Order order{slot::Kind::ask_usage, run_, 1};
    if (::send(slot_.socket(), &order, sizeof order, MSG_NOSIGNAL) != sizeof order) return false;
    delay_askers_.push_back(asker);
    return true;
}

void ActiveRun::look_at_waits() {
    ask_delay(nullptr);
}

void ActiveRun::take_waits(const slot::Waits& waits) {
    slept_ = waits.asleep && waits_.asleep && waits.turns == waits_.turns;
    waits_ = waits;
    answer_delay(static_cast<std::int64_t>(waits.delay_ns));
}

void ActiveRun::answer_delay(std::int64_t delay_ns) {
    if (delay_askers_.empty()) return;
    ActiveRun* const asker = delay_askers_.front();
    delay_askers_.pop_front();
    if (asker) asker->take_delay(delay_ns);
}

void ActiveRun::take_delay(std::int64_t delay_ns) {
    delay_ns_ += delay_ns;
    if (--delays_due_ > 0 || stopping_ || finished_) return;
    const std::int64_t wall_ns = request_.limits.wall_ns;
    wall_deadline_ns_ = wall_begin_ns_ + wall_ns + std::min(delay_ns_, delay_walls_max * wall_ns);
    if (wall_deadline_ns_ <= clock_ns()) stop(Ending::wall_limit);
}

std::int64_t ActiveRun::used_cpu_ns() {
    return slot_.cgroup() ? slot_.cgroup()->cpu_ns() : sampled_cpu_ns_;
}

void ActiveRun::look_at_usage(std::int64_t now) {
    if (slot_.cgroup()) {
        const std::int64_t left = request_.limits.cpu_ns + slot_share_ns - used_cpu_ns();
        if (left <= 0)
            stop(Ending::cpu_limit);
        else
            cpu_look_ns_ = now + left;
        return;
    }
    cpu_look_ns_ = now + sample_ns;
    if (asked_usage_) return;
    const slot::Order order{slot::Kind::ask_usage, run_};
    asked_usage_ = ::send(slot_.socket(), &order, sizeof order, MSG_NOSIGNAL) == sizeof order;
}

void ActiveRun::judge_sample(const slot::Usage& usage) {
    if (usage.has_waits)
        take_waits(usage.waits);
    else
        asked_usage_ = false;
    if (slot_.cgroup() || stopping_) return;
    const std::int64_t memory =
        static_cast<std::int64_t>(usage.memory_bytes) + slot_.scratch().used_bytes();
    sampled_cpu_ns_ = std::max(sampled_cpu_ns_, static_cast<std::int64_t>(usage.cpu_ns));
    sampled_memory_bytes_ = std::max(sampled_memory_bytes_, memory);
    if (memory > request_.limits.memory_bytes) stop(Ending::memory_limit);
    const std::int64_t left = request_.limits.cpu_ns - sampled_cpu_ns_;
    if (left <= 0) stop(Ending::cpu_limit);
    cpu_look_ns_ = clock_ns() + std::clamp(left, ms_in_ns / 2, sample_ns);
}

void ActiveRun::wait_for(const ActiveRun& partner) {
    wall_deadline_ns_ = std::max(wall_deadline_ns_, partner.wall_deadline_ns_);
}

void ActiveRun::restart_wall(std::int64_t now) {
    if (stopping_ || delays_due_ > 0) return;
    wall_begin_ns_ = now;
    wall_deadline_ns_ = now + request_.limits.wall_ns;
}

void ActiveRun::extend_wall(std::int64_t by_ns) {
    wall_begin_ns_ += by_ns;
    wall_deadline_ns_ += by_ns;
}

void ActiveRun::stop(Ending why) {
    if (finished_ || stopping_) return;
    stopping_ = true;
    stopped_for_ = why;
    wall_deadline_ns_ = cpu_look_ns_ = memory_look_ns_ = clock_ns() + 5 * s_in_ns;
    const slot::Order order{slot::Kind::kill, run_, why == Ending::wall_limit};
    if (::send(slot_.socket(), &order, sizeof order, MSG_NOSIGNAL) < 0) {
        finished_ = slot_died_ = true;
        while (!delay_askers_.empty()) answer_delay(0);
    }
}

void ActiveRun::on_socket() {
    union {
        slot::Done done;
        slot::Usage usage;
    } message{};
    const ssize_t bytes = ::recv(slot_.socket(), &message, sizeof message, MSG_DONTWAIT);
    if (bytes < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (bytes > 0 && message.usage.kind == slot::Kind::usage) {
        judge_sample(message.usage);
        return;
    }
    finished_ = true;
    end_ns_ = clock_ns();
    if (bytes == sizeof(slot::Done) && message.done.kind == slot::Kind::done) {
        done_ = message.done;
        if (done_.end_ns) end_ns_ = static_cast<std::int64_t>(done_.end_ns);
    } else {
        slot_died_ = true;
    }
    while (!delay_askers_.empty()) answer_delay(0);  // what has ended keeps nobody waiting
    while (on_error_output()) {                      // everybody who could write is dead
    }
}

bool ActiveRun::on_error_output() {
    if (!error_pipe_) return false;
    char buffer[16384];
    const ssize_t length = ::read(error_pipe_.get(), buffer, sizeof buffer);
    if (length == 0 || (length < 0 && errno != EAGAIN && errno != EINTR)) error_pipe_.reset();
    if (length <= 0) return false;
    const std::string_view text(buffer, static_cast<std::size_t>(length));
    if (request_.live) hand_on_errors(text);
    const std::size_t room =
        static_cast<std::size_t>(request_.limits.error_bytes) - error_output_.size();
    error_output_.append(text.substr(0, room));
    if (text.size() > room) error_truncated_ = true;
    return true;
}

// Kept stderr is bounded by dropping; what is handed on has no bound but this one.
void ActiveRun::hand_on_errors(std::string_view text) {
    const std::int64_t room = request_.limits.output_bytes - error_bytes_;
    error_bytes_ += static_cast<std::int64_t>(text.size());
    if (room > 0) {
        const std::int64_t begin = clock_ns();
        const bool wanted = request_.live->errors(text.substr(0, static_cast<std::size_t>(room)));
        extend_wall(clock_ns() - begin);
        if (!wanted) stop(Ending::cancelled);
    }
    if (error_bytes_ > request_.limits.output_bytes) stop(Ending::output_limit);
}

bool ActiveRun::settle(RunReport& report) {
    if (slot_died_) return false;
    for (const Collect& wish : request_.collect) {
        Collected collected = collect_files(slot_.scratch().work_fd(), wish, slot_.guest_id());
        report.files_truncated |= collected.truncated;
        for (CollectedFile& file : collected.files) report.files.push_back(std::move(file));
        for (std::string& name : collected.refused) report.files_refused.push_back(std::move(name));
    }
    return slot_.clean_files();
}

}  // namespace arena::sandbox
