// Messages with descriptors over the slot's sockets, by raw system calls: the target receives its
// run while it shares its memory, errno included, with the zygote.
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "judge/sandbox/slot/slot.hpp"
#include "judge/sandbox/slot/sys.hpp"

namespace arena::slot {

constexpr std::size_t message_fds_max = 8;

long receive(int socket_fd, void* buffer, std::size_t bytes, int* fds, int fds_max, int& fd_count,
             Inherit inherit, Wait wait) {
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * message_fds_max)];
    iovec part{buffer, bytes};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
    const int flags =
        (inherit == Inherit::yes ? 0 : MSG_CMSG_CLOEXEC) | (wait == Wait::yes ? 0 : MSG_DONTWAIT);
    fd_count = 0;
    const long length = sys(SYS_recvmsg, socket_fd, ptr(&header), flags);
    if (length < 0) return length;
    for (cmsghdr* c = CMSG_FIRSTHDR(&header); c; c = CMSG_NXTHDR(&header, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS) continue;
        const int count = static_cast<int>((c->cmsg_len - CMSG_LEN(0)) / sizeof(int));
        for (int i = 0; i < count; ++i) {
            int fd;
            memcpy(&fd, CMSG_DATA(c) + static_cast<std::size_t>(i) * sizeof(int), sizeof fd);
            if (fd_count < fds_max)
                fds[fd_count++] = fd;
            else
                sys(SYS_close, fd);
        }
    }
    return length;
}

long send_with_fds(int socket_fd, const void* buffer, std::size_t bytes, const int* fds,
                   int fd_count) {
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * message_fds_max)] = {};
    iovec part{const_cast<void*>(buffer), bytes};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    if (fd_count > 0) {
        header.msg_control = control;
        header.msg_controllen = CMSG_SPACE(sizeof(int) * static_cast<std::size_t>(fd_count));
        cmsghdr* c = CMSG_FIRSTHDR(&header);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(sizeof(int) * static_cast<std::size_t>(fd_count));
        memcpy(CMSG_DATA(c), fds, sizeof(int) * static_cast<std::size_t>(fd_count));
    }
    return sys(SYS_sendmsg, socket_fd, ptr(&header), MSG_NOSIGNAL);
}

}  // namespace arena::slot
