#include "serve/supervisor/control_message.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace arena::serve {
namespace {

constexpr std::size_t rights_bytes = CMSG_SPACE(sizeof(int));

// The descriptor that came along; more than one cannot, the buffer has room for one.
int received_fd(msghdr& header) {
    for (cmsghdr* part = CMSG_FIRSTHDR(&header); part != nullptr;
         part = CMSG_NXTHDR(&header, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        int fd = -1;
        std::memcpy(&fd, CMSG_DATA(part), sizeof fd);
        return fd;
    }
    return -1;
}

}  // namespace

bool send_control(int socket, const ControlMessage& message) {
    ControlMessage bytes = message;
    bytes.fd = -1;
    iovec piece{&bytes, sizeof bytes};
    alignas(cmsghdr) char rights[rights_bytes] = {};
    msghdr header{};
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    if (message.fd >= 0) {
        header.msg_control = rights;
        header.msg_controllen = sizeof rights;
        cmsghdr* part = CMSG_FIRSTHDR(&header);
        part->cmsg_level = SOL_SOCKET;
        part->cmsg_type = SCM_RIGHTS;
        part->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(part), &message.fd, sizeof(int));
    }
    ssize_t sent = -1;
    do {
        sent = ::sendmsg(socket, &header, MSG_NOSIGNAL | MSG_DONTWAIT);
    } while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(sizeof bytes);
}

std::optional<ControlMessage> receive_control(int socket, ControlEnd& end) {
    while (true) {
        ControlMessage message;
        iovec piece{&message, sizeof message};
        alignas(cmsghdr) char rights[rights_bytes] = {};
        msghdr header{};
        header.msg_iov = &piece;
        header.msg_iovlen = 1;
        header.msg_control = rights;
        header.msg_controllen = sizeof rights;
        const ssize_t count = ::recvmsg(socket, &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) {
            const bool later = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
            end = later ? ControlEnd::nothing_yet : ControlEnd::gone;
            return std::nullopt;
        }
        const int fd = received_fd(header);
        message.fd = fd;
        if (count == static_cast<ssize_t>(sizeof message)) return message;
        if (fd >= 0) ::close(fd);
    }
}

}  // namespace arena::serve
