// The slot program: keeper and zygote (see slot.hpp for the theory of operation).
//
// Started by the supervisor from a memfd with its two sockets (protocol.hpp) and nothing else. It
// takes no argument and reads no environment.
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <initializer_list>

#include "judge/sandbox/short_slice.hpp"
#include "judge/sandbox/slot/run.hpp"
#include "judge/sandbox/slot/slot.hpp"
#include "judge/sandbox/slot/sys.hpp"

namespace arena::slot {
namespace {

constexpr int last_capability = 63;
constexpr int remove_tries_max = 200;

alignas(8) char config_message[message_bytes_max];
Settings settings;

[[noreturn]] void report_broken(const Failure& failure) {
    const Broken broken{Kind::broken, failure.step, failure.error, failure.index};
    send_with_fds(talk_fd, &broken, sizeof broken, nullptr, 0);
    _exit(1);
}

void require(const Failure& failure) {
    if (failure) report_broken(failure);
}

void require(Step step, long result, int index = 0) {
    if (result < 0) report_broken({step, errno, index});
}

const char* take_string(char*& next, const char* end) {
    char* const zero = static_cast<char*>(memchr(next, 0, static_cast<std::size_t>(end - next)));
    if (!zero) report_broken({Step::receive_config, EINVAL, 1});
    const char* text = next;
    next = zero + 1;
    return text;
}

void receive_config() {
    int fd_count = 0;
    const long bytes = receive(talk_fd, config_message, sizeof config_message, settings.cgroup_fd,
                               cgroup_fds_max, fd_count);
    if (bytes < static_cast<long>(sizeof settings.config)) _exit(1);
    memcpy(&settings.config, config_message, sizeof settings.config);
    const Config& config = settings.config;
    if (config.bind_count > binds_max || config.cleanup_count > cgroup_fds_max * 2 ||
        static_cast<int>(config.cgroup_fds) != fd_count)
        report_broken({Step::receive_config, EINVAL, 0});
    char* next = config_message + sizeof config;
    const char* const end = config_message + bytes;
    for (std::uint32_t i = 0; i < config.bind_count; ++i) {
        settings.binds[i].host = take_string(next, end);
        settings.binds[i].guest = take_string(next, end);
    }
    for (std::uint32_t i = 0; i < config.cleanup_count; ++i)
        settings.cleanup[i] = take_string(next, end);
    settings.temp_path = take_string(next, end);
    if (end - next != static_cast<long>(config.filter_length) * 8)
        report_broken({Step::receive_config, EINVAL, 2});
    settings.filter = next;
}

bool write_text(const char* path, const char* text) {
    const int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) return false;
    const bool all = write(fd, text, strlen(text)) == static_cast<ssize_t>(strlen(text));
    close(fd);
    return all;
}

// With host root: the slot's root and its user are two ids that nobody else has. Without: the only
// id that we may map is our own, and it becomes the guest's user.
void write_id_maps(pid_t zygote) {
    char path[64], map[64];
    const bool two = settings.config.walls & wall_two_ids;
    const unsigned base = settings.config.id_base;
    if (!two) {
        snprintf(path, sizeof path, "/proc/%d/setgroups", zygote);
        if (!write_text(path, "deny")) report_broken({Step::write_setgroups, errno, 0});
    }
    for (const bool group : {true, false}) {
        snprintf(path, sizeof path, "/proc/%d/%s", zygote, group ? "gid_map" : "uid_map");
        if (two)
            snprintf(map, sizeof map, "0 %u 1\n1000 %u 1\n", base, base + 1);
        else
            snprintf(map, sizeof map, "1000 %u 1\n", group ? getegid() : geteuid());
        if (!write_text(path, map))
            report_broken({group ? Step::write_gid_map : Step::write_uid_map, errno, 0});
    }
}

void join_cgroups(pid_t zygote) {
    char pid[16];
    snprintf(pid, sizeof pid, "%d", zygote);
    for (std::uint32_t i = 0; i < settings.config.cgroup_fds; ++i) {
        require(Step::join_cgroup, write(settings.cgroup_fd[i], pid, strlen(pid)),
                static_cast<int>(i));
        close(settings.cgroup_fd[i]);
    }
}

void pin_core() {
    if (settings.config.core < 0) return;
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(static_cast<std::size_t>(settings.config.core), &cores);
    require(Step::pin_core, sched_setaffinity(0, sizeof cores, &cores));
}

// Descriptors 0-2 stay taken, so that nothing of ours ever lands where a run's streams will be.
void keep_only(std::initializer_list<int> kept) {
    const int null_fd = open("/dev/null", O_RDWR);
    for (int i = 0; i < 3; ++i) dup2(null_fd, i);
    for (int fd = 3; fd < 256; ++fd)
        if (std::find(kept.begin(), kept.end(), fd) == kept.end()) close(fd);
}

Failure enter_work() {
    char path[4096] = "/work";
    if (!(settings.config.walls & wall_namespaces))
        snprintf(path, sizeof path, "%s/scratch/work", settings.temp_path);
    return chdir(path) ? Failure{Step::enter_work, errno, 0} : Failure{};
}

[[noreturn]] void become_zygote(int go_fd) {
    // 1. Wait until ids are mapped and cgroups joined; die with the keeper.
    char go;
    if (read(go_fd, &go, 1) != 1) _exit(1);
    const std::uint32_t walls = settings.config.walls;
    const bool namespaces = walls & wall_namespaces;
    if (walls & wall_two_ids) {
        require(Step::become_root, setresgid(0, 0, 0));
        require(Step::become_root, setresuid(0, 0, 0));
    }
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    pin_core();
    sandbox::take_short_slice();
    // 2. The room.
    Rooms rooms;
    if (namespaces) {
        require(Step::unshare_cgroup, unshare(CLONE_NEWCGROUP));
        require(Step::set_hostname, sethostname("arena", 5));
        require(build_root(settings, rooms));
    } else {
        require(open_restricted_rooms(settings, rooms));
        prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    }
    // 3. Nobody may look into this process, and no program started here may gain a right.
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    for (int capability = 0; namespaces && capability <= last_capability; ++capability)
        prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    Landlock landlock;
    require(make_landlock(settings, landlock));
    keep_only({talk_fd, runs_fd, rooms.scratch_fd, rooms.box_fd, landlock.ruleset_fd,
               landlock.work_read_only_fd});
    // What every target has in common, it inherits.
    if (walls & (wall_two_ids | wall_switch_ids)) require(Step::drop_groups, setgroups(0, nullptr));
    require(Step::resource_limits, set_fixed_limits());
    require(enter_work());
    // 4. The walls shut behind us (in the restricted tier: behind each target).
    if (namespaces) {
        require(Step::no_new_privs, prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
        const long walled = enforce_landlock(landlock.ruleset_fd);
        if (walled < 0) report_broken({Step::landlock, static_cast<int>(-walled), 2});
        const long filtered = enforce_seccomp(settings);
        if (filtered < 0) report_broken({Step::seccomp, static_cast<int>(-filtered), 0});
    }
    serve(settings, rooms, landlock);
}

// A cgroup folder is busy for a moment after its last process died.
void remove_cgroups() {
    for (std::uint32_t i = 0; i < settings.config.cleanup_count; ++i) {
        for (int tries = 0; tries < remove_tries_max; ++tries) {
            if (rmdir(settings.cleanup[i]) == 0 || errno != EBUSY) break;
            usleep(5000);
        }
    }
}

// What arena was started with must not reach a guest: ignored or blocked signals (nohup, a runner
// that ignores SIGPIPE) change what a program does, a negative nice value gives it the machine, and
// under `setarch -R` or a debugger every run would have the same addresses.
void drop_inherited_habits() {
    for (int number = 1; number < NSIG; ++number) signal(number, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
    if (getpriority(PRIO_PROCESS, 0) < 0) setpriority(PRIO_PROCESS, 0, 0);
    personality(PER_LINUX);
    // Soft limits of a shell; those of a run are set on each target, from the hard ones.
    for (int resource = 0; resource < static_cast<int>(RLIM_NLIMITS); ++resource) {
        struct rlimit limit;
        if (getrlimit(static_cast<__rlimit_resource_t>(resource), &limit)) continue;
        limit.rlim_cur = limit.rlim_max;
        setrlimit(static_cast<__rlimit_resource_t>(resource), &limit);
    }
}

int keep() {
    // Away from the terminal: Ctrl-C ends arena, and arena ends us.
    setsid();
    drop_inherited_habits();
    receive_config();
    int go[2];
    if (pipe2(go, O_CLOEXEC)) report_broken({Step::clone_zygote, errno, 1});
    const unsigned long flags = settings.config.walls & wall_namespaces
                                    ? CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET |
                                          CLONE_NEWIPC | CLONE_NEWUTS
                                    : 0;
    const long zygote = sys(SYS_clone, static_cast<long>(flags | SIGCHLD));
    if (zygote == 0) {
        close(go[1]);
        become_zygote(go[0]);
    }
    if (zygote < 0) {
        const Broken broken{Kind::broken, Step::clone_zygote, static_cast<int>(-zygote), 0};
        send_with_fds(talk_fd, &broken, sizeof broken, nullptr, 0);
        remove_cgroups();
        return 1;
    }
    if (settings.config.walls & wall_namespaces) write_id_maps(static_cast<pid_t>(zygote));
    join_cgroups(static_cast<pid_t>(zygote));
    if (write(go[1], "g", 1) != 1) report_broken({Step::clone_zygote, errno, 2});
    close(go[0]);
    close(go[1]);
    close(talk_fd);
    close(runs_fd);
    int status = 0;
    while (waitpid(static_cast<pid_t>(zygote), &status, __WALL) < 0 && errno == EINTR) {
    }
    remove_cgroups();
    return 0;
}

}  // namespace
}  // namespace arena::slot

int main() {
    return arena::slot::keep();
}
