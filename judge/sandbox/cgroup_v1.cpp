// cgroup v1: memory, pids and cpuacct groups, made once for a slot and reset for each run.
//
// memory.max_usage_in_bytes is reset by writing 0. A dead run's memory is given back with a delay;
// what is left of it when the next run begins blurs that run's peak, hence drift_bytes_max.
#include <sys/stat.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/limits.hpp"
#include "judge/sandbox/cgroup.hpp"
#include "judge/sandbox/descriptor.hpp"

namespace arena::sandbox {
namespace {

constexpr std::int64_t drift_bytes_max = 1 * mib;  ///< spec: retire a slot above about 1 MiB
constexpr std::int64_t slack_bytes = 128 * kib;    ///< half of what the kernel charges at once
constexpr std::int64_t near_limit_bytes = 1 * mib;
constexpr int rest_tries_max = 100;
constexpr long rest_ns = 500'000;

class CgroupV1 final : public Cgroup {
public:
    explicit CgroupV1(std::vector<std::string> folders) : folders_(std::move(folders)) {}

    ~CgroupV1() override {
        for (int fd : join_fds_) ::close(fd);
    }

    Result<void> open() {
        const std::string& memory = folders_[0];
        usage_ = open_file(memory + "/memory.usage_in_bytes", O_RDONLY);
        peak_ = open_file(memory + "/memory.max_usage_in_bytes", O_RDWR);
        limit_ = open_file(memory + "/memory.limit_in_bytes", O_RDWR);
        swap_limit_ = open_file(memory + "/memory.memsw.limit_in_bytes", O_RDWR);  // often absent
        oom_ = open_file(memory + "/memory.oom_control", O_RDONLY);
        empty_ = open_file(memory + "/memory.force_empty", O_WRONLY);
        pids_ = open_file(folders_[1] + "/pids.max", O_RDWR);
        cpu_ = open_file(folders_[2] + "/cpuacct.usage", O_RDONLY);
        stat_ = open_file(memory + "/memory.stat", O_RDONLY);
        if (!usage_ || !peak_ || !limit_ || !oom_ || !pids_ || !cpu_ || !stat_)
            return fail(ErrorCode::host, "cannot open the control files of " + memory);
        for (const std::string& folder : folders_) {
            join_fds_.push_back(::open((folder + "/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
            if (join_fds_.back() < 0)
                return fail(ErrorCode::host, "cannot open " + folder + "/cgroup.procs");
        }
        return {};
    }

    std::vector<int> take_join_fds() override { return std::exchange(join_fds_, {}); }
    std::vector<std::string> folders() const override { return folders_; }
    bool joins_each_run() const override { return false; }

    Result<int> begin_run(std::int64_t memory_bytes, int processes) override {
        start_bytes_ = std::max<std::int64_t>(0, read_number(usage_.get()));
        if (resting_bytes_ < 0) resting_bytes_ = start_bytes_;
        if (!set_limit(memory_bytes + start_bytes_))
            return fail(ErrorCode::host, "the memory limit of a cgroup cannot be set to " +
                                             std::to_string(memory_bytes / mib) +
                                             " MiB: " + std::strerror(errno));
        // zygote and init are in the group too
        if (processes != processes_ && !write_text(pids_.get(), std::to_string(processes + 2)))
            return fail(ErrorCode::host, "the process limit of a cgroup cannot be set");
        processes_ = processes;
        // Anew for each run: between two runs the slot itself may meet the limit of the one before.
        oom_before_ = read_keyed(oom_.get(), "oom_kill");
        write_text(peak_.get(), "0");
        thrash_.begin();
        start_cpu_ns_ = read_number(cpu_.get());
        return -1;
    }

    std::int64_t cpu_ns() override { return read_number(cpu_.get()) - start_cpu_ns_; }

    bool thrashes() override {
        if (read_number(usage_.get()) < limit_bytes_ - near_limit_bytes) return false;
        const std::string stat = read_text(stat_.get());
        return thrash_.look(limit_bytes_, keyed(stat, "rss") + keyed(stat, "shmem"),
                            keyed(stat, "workingset_refault_file"));
    }

    CgroupReading end_run() override {
        CgroupReading reading;
        reading.cpu_ns = cpu_ns();
        // What earlier runs gave back late, during this one, was never this one's.
        const std::int64_t before = std::min(start_bytes_, read_number(usage_.get()));
        reading.memory_bytes = std::max<std::int64_t>(0, read_number(peak_.get()) - before);
        reading.out_of_memory = read_keyed(oom_.get(), "oom_kill") > oom_before_;
        return reading;
    }

    bool at_rest() override {
        return resting_bytes_ < 0 || read_number(usage_.get()) <= resting_bytes_ + drift_bytes_max;
    }

    bool come_to_rest() override {
        for (int tries = 0; tries < rest_tries_max; ++tries) {
            if (at_rest()) return true;
            if (tries == rest_tries_max / 2 && empty_) write_text(empty_.get(), "0");
            const timespec pause{0, rest_ns};
            ::nanosleep(&pause, nullptr);
        }
        return false;
    }

private:
    // The memory+swap limit must never be below the memory limit, so the order depends on
    // direction.
    bool set_limit(std::int64_t bytes) {
        // What the slot uses at rest moves by some pages: no reason to write the limit anew.
        if (bytes <= limit_bytes_ && limit_bytes_ - bytes <= slack_bytes) return true;
        const std::string text = std::to_string(bytes);
        const bool raise = bytes > limit_bytes_;
        if (swap_limit_ && raise && limit_bytes_ > 0) write_text(swap_limit_.get(), text);
        if (!write_limit(text)) return false;
        if (swap_limit_ && !(raise && limit_bytes_ > 0)) write_text(swap_limit_.get(), text);
        limit_bytes_ = bytes;
        return true;
    }

    // The kernel says "busy" while it still takes back what an earlier run had.
    bool write_limit(const std::string& text) {
        for (int tries = 0; tries < rest_tries_max; ++tries) {
            if (write_text(limit_.get(), text)) return true;
            if (errno != EBUSY && errno != EINTR) return false;
            const timespec pause{0, rest_ns};
            ::nanosleep(&pause, nullptr);
        }
        return false;
    }

    std::vector<std::string> folders_;  ///< memory, pids, cpuacct
    Descriptor usage_, peak_, limit_, swap_limit_, oom_, empty_, pids_, cpu_, stat_;
    ThrashWatch thrash_;
    std::vector<int> join_fds_;
    std::int64_t resting_bytes_ = -1, start_bytes_ = 0, limit_bytes_ = 0;
    std::int64_t start_cpu_ns_ = 0, oom_before_ = 0;
    int processes_ = 0;
};

}  // namespace

Result<std::unique_ptr<Cgroup>> make_cgroup_v1(const CgroupHost& host, const std::string& name) {
    std::vector<std::string> folders;
    for (const std::string* parent : {&host.memory_path, &host.pids_path, &host.cpu_path}) {
        const std::string folder = *parent + "/" + name;
        // pids and cpuacct may be mounted together; then one folder serves both
        if (::mkdir(folder.c_str(), 0755) && errno != EEXIST) {
            for (const std::string& made : folders) ::rmdir(made.c_str());
            return fail(ErrorCode::host, "cannot make the cgroup " + folder);
        }
        folders.push_back(folder);
    }
    auto group = std::make_unique<CgroupV1>(folders);
    const Result<void> opened = group->open();
    if (!opened) {
        for (const std::string& folder : folders) ::rmdir(folder.c_str());
        return tl::unexpected(opened.error());
    }
    return group;
}

}  // namespace arena::sandbox
