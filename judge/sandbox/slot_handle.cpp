// See slot_handle.hpp. The slot's program travels inside this binary and is started from a sealed
// memfd by posix_spawn, which is safe from a threaded process and copies none of its memory.
#include "judge/sandbox/slot_handle.hpp"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>
#include <sstream>

#include "core/assert.hpp"
#include "judge/sandbox/spawn_lock.hpp"

extern "C" const char arena_slot_image_begin[];
extern "C" const char arena_slot_image_end[];
extern char** environ;

namespace arena::sandbox {
namespace {

constexpr int start_ms_max = 10'000;
constexpr int end_ms_max = 5'000;
constexpr unsigned id_floor = 0x40000000;  // far above every id that a system hands out
constexpr unsigned ids_per_process = 128;

// The slot's program, in a sealed memfd: no path to it, nobody can change it.
int slot_image() {
    static const int image = [] {
        const int fd = ::memfd_create("arena-slot", MFD_CLOEXEC | MFD_ALLOW_SEALING);
        const auto bytes = static_cast<std::size_t>(arena_slot_image_end - arena_slot_image_begin);
        if (fd < 0 || ::write(fd, arena_slot_image_begin, bytes) != static_cast<ssize_t>(bytes))
            return -1;
        ::fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
        return fd;
    }();
    return image;
}

Error host_error(const std::string& what) {
    return Error{ErrorCode::host, what + ": " + std::strerror(errno)};
}

bool wait_for_end(pid_t pid, int timeout_ms) {
    const Descriptor pidfd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    if (pidfd) {
        pollfd watch{pidfd.get(), POLLIN, 0};
        while (::poll(&watch, 1, timeout_ms) < 0 && errno == EINTR) {
        }
    }
    return ::waitpid(pid, nullptr, pidfd ? WNOHANG : 0) == pid;
}

unsigned id_base(int serial) {
    return id_floor + static_cast<unsigned>(::getpid()) * ids_per_process +
           static_cast<unsigned>(serial % 64) * 2;
}

ssize_t receive_with_fds(int socket_fd, void* buffer, std::size_t bytes, int (&fds)[2]) {
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof fds)];
    iovec part{buffer, bytes};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    const ssize_t length = ::recvmsg(socket_fd, &header, MSG_CMSG_CLOEXEC);
    const cmsghdr* c = length > 0 ? CMSG_FIRSTHDR(&header) : nullptr;
    if (c && c->cmsg_type == SCM_RIGHTS && c->cmsg_len == CMSG_LEN(sizeof fds))
        std::memcpy(fds, CMSG_DATA(c), sizeof fds);
    return length;
}

// Their end lies above the numbers that it will get, so that handing over one never closes the
// other.
bool make_pair(Descriptor& ours, Descriptor& theirs) {
    int pair[2];
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair)) return false;
    ours = Descriptor(pair[0]);
    const Descriptor low(pair[1]);
    theirs = Descriptor(::fcntl(low.get(), F_DUPFD_CLOEXEC, slot::runs_fd + 1));
    return static_cast<bool>(theirs);
}

bool send_with_fds(int socket_fd, const std::string& message, const std::vector<int>& fds) {
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * slot::cgroup_fds_max)] = {};
    iovec part{const_cast<char*>(message.data()), message.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (!fds.empty()) {
        header.msg_control = control;
        header.msg_controllen = CMSG_SPACE(sizeof(int) * fds.size());
        cmsghdr* c = CMSG_FIRSTHDR(&header);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof(int) * fds.size());
        std::memcpy(CMSG_DATA(c), fds.data(), sizeof(int) * fds.size());
    }
    return ::sendmsg(socket_fd, &header, MSG_NOSIGNAL) == static_cast<ssize_t>(message.size());
}

}  // namespace

Result<std::unique_ptr<SlotHandle>> SlotHandle::begin(const SlotPlan& plan, int serial, int core) {
    std::unique_ptr<SlotHandle> slot(new SlotHandle);
    Descriptor talk_end, runs_end;
    if (!make_pair(slot->talk_, talk_end) || !make_pair(slot->runs_, runs_end))
        return tl::unexpected(host_error("cannot make a socket pair"));
    if (plan.tier == Tier::restricted) {
        Result<void> made = slot->make_temp_folders(plan, serial);
        if (!made) return tl::unexpected(made.error());
    }
    Result<void> step = slot->spawn(std::move(talk_end), std::move(runs_end));
    if (step) step = slot->configure(plan, serial, core);
    if (!step) return tl::unexpected(step.error());
    return slot;
}

Result<void> SlotHandle::make_temp_folders(const SlotPlan& plan, int serial) {
    temp_path_ = plan.temp_path + "/slot-" + std::to_string(serial);
    box_path_ = temp_path_ + "/box";
    work_path_ = temp_path_ + "/scratch/work";
    const unsigned owner = plan.walls & slot::wall_switch_ids ? id_base(serial) + 1 : 0;
    for (const char* folder : {"", "/box", "/scratch", "/scratch/work", "/scratch/tmp"}) {
        const std::string path = temp_path_ + folder;
        if (::mkdir(path.c_str(), 0755)) return tl::unexpected(host_error("cannot make " + path));
        const bool guests_own = path.find("/scratch/") != std::string::npos;
        if (guests_own && owner && ::chown(path.c_str(), owner, owner))
            return tl::unexpected(host_error("cannot hand over " + path));
    }
    return {};
}

Result<void> SlotHandle::spawn(Descriptor talk_end, Descriptor runs_end) {
    const int image = slot_image();
    if (image < 0) return tl::unexpected(host_error("cannot load the sandbox slot"));
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, talk_end.get(), slot::talk_fd);
    posix_spawn_file_actions_adddup2(&actions, runs_end.get(), slot::runs_fd);
    const std::string path = "/proc/self/fd/" + std::to_string(image);
    char name[] = "arena-slot";
    char* const argv[] = {name, nullptr};
    char* const env[] = {nullptr};
    const auto lock = spawn_lock();
    const int error = ::posix_spawn(&keeper_, path.c_str(), &actions, nullptr, argv, env);
    posix_spawn_file_actions_destroy(&actions);
    if (error) {
        errno = error;
        keeper_ = -1;
        return tl::unexpected(host_error("cannot start a sandbox slot"));
    }
    return {};
}

Result<void> SlotHandle::configure(const SlotPlan& plan, int serial, int core) {
    slot::Config config;
    config.walls = plan.walls;
    config.id_base = id_base(serial);
    config.core = core;
    config.scratch_bytes = static_cast<std::uint64_t>(plan.scratch_bytes);
    config.scratch_inodes = static_cast<std::uint64_t>(plan.scratch_inodes);
    config.bind_count = static_cast<std::uint32_t>(plan.binds.size());
    config.filter_length = static_cast<std::uint32_t>(plan.filter.size() / 8);
    if (plan.walls & (slot::wall_two_ids | slot::wall_switch_ids)) guest_id_ = config.id_base + 1;
    if (plan.walls & slot::wall_two_ids) root_id_ = config.id_base;

    std::vector<int> join_fds;
    std::vector<std::string> folders;
    if (plan.cgroup_host.kind != CgroupKind::none) {
        const std::string name =
            "arena-" + std::to_string(::getpid()) + "-" + std::to_string(serial);
        auto made = make_cgroup(plan.cgroup_host, name);
        if (!made) return tl::unexpected(made.error());
        cgroup_ = std::move(*made);
        join_fds = cgroup_->take_join_fds();
        folders = cgroup_->folders();
    }
    config.cgroup_fds = static_cast<std::uint32_t>(join_fds.size());
    config.cleanup_count = static_cast<std::uint32_t>(folders.size());

    std::string message(reinterpret_cast<const char*>(&config), sizeof config);
    for (const auto& [host, guest] : plan.binds) message += host + '\0' + guest + '\0';
    for (const std::string& folder : folders) message += folder + '\0';
    message += temp_path_ + '\0';
    message += plan.filter;
    const bool sent = send_with_fds(talk_.get(), message, join_fds);
    for (int fd : join_fds) ::close(fd);
    if (!sent) return tl::unexpected(host_error("cannot configure a sandbox slot"));
    return {};
}

Result<void> SlotHandle::await_ready(const SlotPlan& plan) {
    pollfd watch{talk_.get(), POLLIN, 0};
    int polled;
    while ((polled = ::poll(&watch, 1, start_ms_max)) < 0 && errno == EINTR) {
    }
    if (polled == 0) return fail(ErrorCode::host, "a sandbox slot did not start within 10 s");
    union {
        slot::Ready ready;
        slot::Broken broken;
    } message{};
    int fds[2] = {-1, -1};
    const ssize_t bytes = receive_with_fds(talk_.get(), &message, sizeof message, fds);
    if (bytes <= 0) return fail(ErrorCode::host, "a sandbox slot died while it was being built");
    if (message.ready.kind != slot::Kind::ready) {
        const slot::Broken& broken = message.broken;
        std::string what = std::string("the sandbox cannot be built: ") + describe(broken.step);
        if (broken.step == slot::Step::bind_host_path &&
            broken.index < static_cast<int>(plan.binds.size()))
            what += " " + plan.binds[static_cast<std::size_t>(broken.index)].first;
        return fail(ErrorCode::host, what + ": " + std::strerror(broken.error));
    }
    landlock_abi_ = message.ready.landlock_abi;
    has_proc_ = message.ready.has_proc;
    ARENA_ASSERT(fds[0] >= 0 && fds[1] >= 0);
    scratch_ =
        std::make_unique<Scratch>(Descriptor(fds[0]), guest_id_, plan.tier != Tier::restricted);
    box_ = Descriptor(fds[1]);
    if (!scratch_->clean()) return fail(ErrorCode::host, "a new sandbox slot is not clean");
    return {};
}

// Closing the socket ends the zygote, and with it everything inside; the keeper then removes the
// cgroups and ends. A keeper that does not is killed: its zygote dies with it.
SlotHandle::~SlotHandle() {
    talk_.reset();
    runs_.reset();
    if (keeper_ > 0 && !wait_for_end(keeper_, end_ms_max)) {
        ::kill(keeper_, SIGKILL);
        ::waitpid(keeper_, nullptr, 0);
    }
    if (cgroup_)  // what a keeper that failed early, or was killed, left
        for (const std::string& folder : cgroup_->folders()) ::rmdir(folder.c_str());
    if (temp_path_.empty()) return;
    if (scratch_) scratch_->clean();
    if (box_) empty_folder(box_.get(), root_id_);
    for (const char* folder : {"/box", "/scratch/work", "/scratch/tmp", "/scratch", ""})
        ::rmdir((temp_path_ + folder).c_str());
}

bool maps_all_ids(const std::string& id_map) {
    constexpr unsigned long last_id = 4294967294;
    std::istringstream ranges(id_map);
    unsigned long inside = 0, outside = 0, count = 0;
    while (ranges >> inside >> outside >> count)
        if (inside <= id_floor && inside + count > last_id) return true;
    return false;
}

bool has_spare_ids() {
    const auto mapped = [](const char* path) {
        const Descriptor file = open_file(path, O_RDONLY);
        return file && maps_all_ids(read_text(file.get()));
    };
    return ::geteuid() == 0 && mapped("/proc/self/uid_map") && mapped("/proc/self/gid_map");
}

bool SlotHandle::alive() const {
    char byte;
    const ssize_t length = ::recv(talk_.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return length > 0 || (length < 0 && (errno == EAGAIN || errno == EINTR));
}

Result<void> SlotHandle::load_box(const Box* box) {
    const std::string key = box ? box->key : "";
    if (key == box_key_) return {};
    box_key_ = "?";  // neither the old nor the new until it is whole
    if (!empty_folder(box_.get(), root_id_))
        return fail(ErrorCode::host, "the sandbox's program folder cannot be emptied");
    if (box) {
        Result<void> put = put_files(box_.get(), box->files, root_id_);
        if (!put) return put;
    }
    box_key_ = key;
    return {};
}

const char* describe(slot::Step step) {
    using slot::Step;
    switch (step) {
        case Step::none: return "nothing";
        case Step::receive_config: return "reading the slot's configuration";
        case Step::clone_zygote: return "making namespaces";
        case Step::write_setgroups: return "writing /proc/PID/setgroups";
        case Step::write_uid_map: return "writing the user id map";
        case Step::write_gid_map: return "writing the group id map";
        case Step::join_cgroup: return "joining the cgroup";
        case Step::become_root: return "becoming the namespace's root";
        case Step::unshare_cgroup: return "making a cgroup namespace";
        case Step::pin_core: return "pinning to a core";
        case Step::private_mounts: return "making mounts private";
        case Step::mount_root: return "mounting the root";
        case Step::bind_host_path: return "binding";
        case Step::bind_device: return "binding a device";
        case Step::mount_proc: return "mounting /proc";
        case Step::mount_scratch: return "mounting the work folder";
        case Step::mount_box: return "mounting the program folder";
        case Step::pivot_root: return "pivot_root";
        case Step::detach_host: return "detaching the host's tree";
        case Step::seal_root: return "sealing the root";
        case Step::set_hostname: return "setting the host name";
        case Step::open_rooms: return "opening the work folder";
        case Step::drop_groups: return "dropping groups";
        case Step::drop_bounding_set: return "dropping capabilities";
        case Step::no_new_privs: return "setting no_new_privs";
        case Step::landlock: return "Landlock";
        case Step::seccomp: return "seccomp";
        case Step::clone_init: return "making a pid namespace";
        case Step::receive_run: return "receiving a run";
        case Step::run_cgroup: return "joining the run's cgroup";
        case Step::clone_target: return "starting a process";
        case Step::standard_streams: return "connecting standard streams";
        case Step::new_session: return "making a session";
        case Step::resource_limits: return "setting resource limits";
        case Step::enter_work: return "entering the work folder";
        case Step::drop_identity: return "dropping identity";
        case Step::drop_capabilities: return "dropping capabilities";
        case Step::confine_target: return "confining the program";
        case Step::exec_target: return "executing the program";
    }
    return "an unknown step";
}

}  // namespace arena::sandbox
