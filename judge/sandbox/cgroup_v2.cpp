// cgroup v2: a folder for the slot, a leaf for the zygote and a fresh leaf for each run.
//
// A fresh leaf has zero in memory.peak, memory.events and cpu.stat, on every kernel that has them
// (memory.peak: Linux 5.19). The target joins it, by the descriptor that comes with its run; init
// stays with the zygote.
#include <sys/stat.h>
#include <time.h>

#include <algorithm>
#include <cerrno>

#include "core/limits.hpp"
#include "judge/sandbox/cgroup.hpp"
#include "judge/sandbox/descriptor.hpp"

namespace arena::sandbox {
namespace {

constexpr std::int64_t near_limit_bytes = 1 * mib;
constexpr int remove_tries_max = 200;
constexpr long remove_pause_ns = 500'000;
constexpr std::int64_t us_in_ns = 1000;

bool write_file(const std::string& path, const std::string& text) {
    const Descriptor file = open_file(path, O_WRONLY);
    return file && write_text(file.get(), text);
}

class CgroupV2 final : public Cgroup {
public:
    explicit CgroupV2(std::string folder) : folder_(std::move(folder)) {}

    Result<void> open() {
        if (!write_file(folder_ + "/cgroup.subtree_control", "+memory +pids"))
            return fail(ErrorCode::host,
                        "the memory and pids controllers cannot be enabled in " + folder_);
        write_file(folder_ + "/cgroup.subtree_control", "+cpu");
        if (::mkdir((folder_ + "/zygote").c_str(), 0755))
            return fail(ErrorCode::host, "cannot make the cgroup " + folder_ + "/zygote");
        return {};
    }

    std::vector<int> take_join_fds() override {
        return {::open((folder_ + "/zygote/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC)};
    }

    std::vector<std::string> folders() const override {
        return {folder_ + "/run", folder_ + "/zygote", folder_};
    }

    bool joins_each_run() const override { return true; }

    Result<int> begin_run(std::int64_t memory_bytes, int processes) override {
        const std::string leaf = folder_ + "/run";
        if (!remove_leaf() || ::mkdir(leaf.c_str(), 0755))
            return fail(ErrorCode::host, "cannot make the cgroup " + leaf);
        if (!write_file(leaf + "/memory.max", std::to_string(memory_bytes)) ||
            !write_file(leaf + "/pids.max", std::to_string(processes)))
            return fail(ErrorCode::host, "the limits of " + leaf + " cannot be set");
        write_file(leaf + "/memory.swap.max", "0");
        write_file(leaf + "/memory.oom.group", "1");
        cpu_ = open_file(leaf + "/cpu.stat", O_RDONLY);
        peak_ = open_file(leaf + "/memory.peak", O_RDONLY);
        events_ = open_file(leaf + "/memory.events", O_RDONLY);
        join_ = open_file(leaf + "/cgroup.procs", O_WRONLY);
        usage_ = open_file(leaf + "/memory.current", O_RDONLY);
        stat_ = open_file(leaf + "/memory.stat", O_RDONLY);
        limit_bytes_ = memory_bytes;
        thrash_.begin();
        if (!cpu_ || !peak_ || !events_ || !join_ || !usage_ || !stat_)
            return fail(ErrorCode::host, "cannot open the control files of " + leaf +
                                             " (memory.peak needs Linux 5.19)");
        return join_.get();
    }

    std::int64_t cpu_ns() override { return read_keyed(cpu_.get(), "usage_usec") * us_in_ns; }

    bool thrashes() override {
        if (read_number(usage_.get()) < limit_bytes_ - near_limit_bytes) return false;
        const std::string stat = read_text(stat_.get());
        return thrash_.look(limit_bytes_, keyed(stat, "anon") + keyed(stat, "shmem"),
                            keyed(stat, "workingset_refault_file"));
    }

    CgroupReading end_run() override {
        CgroupReading reading;
        reading.cpu_ns = cpu_ns();
        reading.memory_bytes = std::max<std::int64_t>(0, read_number(peak_.get()));
        // Before exec a target shares its memory with the zygote. When the kernel chooses it then,
        // the kill is counted where the zygote is; that the whole leaf was killed is counted here.
        reading.out_of_memory = read_keyed(events_.get(), "oom_kill") > 0 ||
                                read_keyed(events_.get(), "oom_group_kill") > 0;
        for (Descriptor* file : {&cpu_, &peak_, &events_, &join_, &usage_, &stat_}) file->reset();
        return reading;
    }

    bool at_rest() override { return ::rmdir((folder_ + "/run").c_str()) == 0 || errno == ENOENT; }
    bool come_to_rest() override { return remove_leaf(); }

private:
    // The leaf is busy for a moment after its last process died.
    bool remove_leaf() {
        for (int tries = 0; tries < remove_tries_max; ++tries) {
            if (::rmdir((folder_ + "/run").c_str()) == 0 || errno == ENOENT) return true;
            const timespec pause{0, remove_pause_ns};
            ::nanosleep(&pause, nullptr);
        }
        return false;
    }

    std::string folder_;
    Descriptor cpu_, peak_, events_, join_, usage_, stat_;
    ThrashWatch thrash_;
    std::int64_t limit_bytes_ = 0;
};

}  // namespace

Result<std::unique_ptr<Cgroup>> make_cgroup_v2(const CgroupHost& host, const std::string& name) {
    const std::string folder = host.base_path + "/" + name;
    if (::mkdir(folder.c_str(), 0755))
        return fail(ErrorCode::host, "cannot make the cgroup " + folder);
    auto group = std::make_unique<CgroupV2>(folder);
    const Result<void> opened = group->open();
    if (!opened) {
        ::rmdir((folder + "/zygote").c_str());
        ::rmdir(folder.c_str());
        return tl::unexpected(opened.error());
    }
    return group;
}

}  // namespace arena::sandbox
