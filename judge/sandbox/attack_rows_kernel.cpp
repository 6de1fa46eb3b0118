// System calls that no honest program makes, and who we are. Each call must be refused with an
// errno that means "not you", or the filter must end the program (forbidden call).
#include "judge/sandbox/attack_table.hpp"

namespace arena::sandbox {
namespace {

struct Call {
    const char* name;
    const char* about;
};

constexpr Call calls[] = {
    {"ptrace-attach", "trace the parent"},
    {"ptrace-child", "trace a child"},
    {"ptrace-me", "be traced"},
    {"process-vm-readv", "read the memory of a process"},
    {"process-vm-writev", "write the memory of a process"},
    {"pidfd-getfd", "take a descriptor out of a process"},
    {"process-madvise", "advise the memory of a process"},
    {"kcmp", "compare kernel objects of processes"},
    {"bpf", "make a BPF map"},
    {"perf-event-open", "count events of the processor"},
    {"userfaultfd", "stop the kernel at page faults"},
    {"io-uring", "do calls behind the filter's back"},
    {"add-key", "store a key for later runs"},
    {"keyctl", "join a session keyring"},
    {"request-key", "ask for a key"},
    {"unshare-user", "a user namespace by unshare"},
    {"unshare-mount", "a mount namespace by unshare"},
    {"unshare-net", "a network namespace by unshare"},
    {"clone-newuser", "a user namespace by clone"},
    {"clone-newpid", "pid and ipc namespaces by clone"},
    {"clone-all", "all namespaces by clone"},
    {"clone3", "a user namespace by clone3, whose flags no filter can read"},
    {"setns", "enter another namespace"},
    {"mount", "mount a tmpfs"},
    {"remount", "make the root writable"},
    {"umount", "unmount /tmp"},
    {"fsopen", "the new mount calls: fsopen"},
    {"open-tree", "the new mount calls: open_tree"},
    {"move-mount", "the new mount calls: move_mount"},
    {"mount-setattr", "the new mount calls: mount_setattr"},
    {"fspick", "the new mount calls: fspick"},
    {"chroot", "change the root folder"},
    {"pivot-root", "swap the root folder"},
    {"open-by-handle-at", "open files by inode number"},
    {"kexec-load", "load another kernel"},
    {"init-module", "load a kernel module"},
    {"finit-module", "load a kernel module from a file"},
    {"delete-module", "remove a kernel module"},
    {"reboot", "restart the machine"},
    {"swapon", "turn swap on"},
    {"swapoff", "turn swap off"},
    {"settimeofday", "set the time"},
    {"clock-settime", "set the clock"},
    {"adjtimex", "bend the clock"},
    {"clock-adjtime", "bend a clock"},
    {"personality-no-randomize", "turn address randomisation off"},
    {"personality-read-implies-exec", "make all memory executable"},
    {"personality-old-layout", "map page zero, old layout"},
    {"sethostname", "rename the host"},
    {"acct", "process accounting to a file"},
    {"quotactl", "disk quotas"},
    {"syslog", "read the kernel's log"},
    {"fanotify-init", "watch the file system"},
    {"vhangup", "hang up the terminal"},
    {"memfd-secret", "memory that the kernel cannot see"},
    {"tiocsti", "type into the judge's terminal"},
    {"record-lock", "a record lock on a file that all runs share"},
    {"description-lock", "a description lock on a file that all runs share"},
    {"flock", "a lock on a file that all runs share"},
    {"lease", "a lease on a file that all runs share"},
    {"folder-notice", "notices of a folder that all runs share"},
    {"set-mm", "forge the process's memory map"},
    {"move-pages", "see where the parent's memory is"},
    {"migrate-pages", "move memory between nodes"},
    {"modify-ldt", "local descriptors (16-bit code)"},
    {"iopl", "direct access to ports: iopl"},
    {"ioperm", "direct access to ports: ioperm"},
    {"int-0x80", "a call by the 32-bit gate"},
    {"x32", "a call with the x32 bit"},
    {"hide-filter", "a filter of its own over the judge's"},
    {"unknown-calls", "numbers that no kernel has"},
};

// Without namespaces the parent is another user or this one; what is refused then is the filter's.
constexpr const char* no_namespaces = "claimed only where runs have namespaces of their own";

std::string other_addresses(const Stage& stage, const Attack& attack, const RunReport& report) {
    const Result<RunReport> again = stage.runner.run(stage.request(attack));
    if (!again) return again.error().message;
    return again->output == report.output ? "the same addresses twice: " + report.output : "";
}

// Pids start afresh, so that nobody can tell how many ran before.
std::string same_pids(const Stage& stage, const Attack& attack, const RunReport& report) {
    const Result<RunReport> again = stage.runner.run(stage.request(attack));
    if (!again) return again.error().message;
    return again->output == report.output ? "" : report.output + " then " + again->output;
}

std::vector<Attack> identity() {
    return {
        {.id = "kernel/become-root",
         .about = "setuid, setgid, setgroups to root",
         .expected = "refused",
         .argv = {"become-root"}},
        {.id = "kernel/capabilities",
         .about = "hold or take capabilities",
         .expected = "none",
         .argv = {"capabilities"}},
        {.id = "kernel/setuid-program",
         .about = "run programs with the setuid bit, its own and the host's",
         .expected = "the bit has no effect",
         .argv = {"setuid-program"}},
        {.id = "kernel/file-capability",
         .about = "give a file capabilities",
         .expected = "refused",
         .argv = {"file-capability"}},
        {.id = "kernel/give-away",
         .about = "change the owner of files",
         .expected = "refused",
         .argv = {"give-away"}},
        {.id = "kernel/addresses",
         .about = "guess addresses from an earlier run",
         .expected = "every run has others",
         .argv = {"addresses"},
         .check = other_addresses},
        {.id = "kernel/fresh-pids",
         .about = "count earlier runs by its own pid",
         .expected = "every run starts at the same pid",
         .argv = {"identity"},
         .check = same_pids,
         .tiers = in_namespaces,
         .why_not = no_namespaces},
    };
}

}  // namespace

std::vector<Attack> kernel_rows() {
    std::vector<Attack> rows;
    for (const Call& call : calls) {
        rows.push_back({.id = std::string("kernel/") + call.name,
                        .about = call.about,
                        .expected = "refused or killed",
                        .argv = {"call", call.name},
                        .endings = {Ending::exited, Ending::forbidden_call}});
    }
    for (Attack& row : identity()) rows.push_back(std::move(row));
    return rows;
}

}  // namespace arena::sandbox
