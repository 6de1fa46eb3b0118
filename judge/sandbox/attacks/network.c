// Attacks over sockets: out to the world, to the host's services, to the supervisor.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "judge/sandbox/attacks/attack.h"

// argv: FAMILY TYPE PROTOCOL as numbers.
static int make_socket(int argc, char** argv) {
    int family = atoi(argv[1]), type = atoi(argv[2]), protocol = atoi(argv[3]);
    trying("socket(%d, %d, %d)", family, type, protocol);
    return refused("socket", socket(family, type, protocol));
}

// Every family and type there is; only local sockets may come to be.
static int every_family(int argc, char** argv) {
    static const int types[] = {SOCK_STREAM, SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET, SOCK_RDM};
    trying("a socket of every family");
    for (int family = 0; family < 64; ++family) {
        if (family == AF_UNIX) continue;
        for (size_t i = 0; i < sizeof types / sizeof *types; ++i) {
            if (socket(family, types[i], 0) >= 0) {
                return broken("socket(%d, %d) was given", family, types[i]);
            }
        }
    }
    return held("none but local ones: errno=%d", errno);
}

// argv: PORT of a listener on the host's loopback.
static int reach_host(int argc, char** argv) {
    trying("connect to a service of the host");
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) return held("no socket: errno=%d", errno);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    if (connect(fd, (struct sockaddr*)&address, sizeof address) == 0 || errno == EINPROGRESS) {
        struct pollfd ready = {.fd = fd, .events = POLLOUT};
        poll(&ready, 1, 500);
        send(fd, "arena attack", 12, MSG_NOSIGNAL);  // the host listens for just that
        return broken("connected");
    }
    return held("connect errno=%d", errno);
}

// argv: NAME of an abstract socket that the host listens on.
static int reach_abstract(int argc, char** argv) {
    trying("connect to an abstract socket of the host");
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0) return held("no socket: errno=%d", errno);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(argv[1]);
    memcpy(address.sun_path + 1, argv[1], length);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
    if (connect(fd, (struct sockaddr*)&address, size) == 0) return broken("connected");
    return held("connect errno=%d", errno);
}

// argv: PATH of a socket of the host.
static int reach_path(int argc, char** argv) {
    trying("connect to a socket file of the host");
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0) return held("no socket: errno=%d", errno);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, argv[1], sizeof address.sun_path - 1);
    if (connect(fd, (struct sockaddr*)&address, sizeof address) == 0) return broken("connected");
    return held("connect errno=%d", errno);
}

// A local socket can still ask which interfaces its network namespace has.
static int interfaces(int argc, char** argv) {
    struct ifreq list[16];
    struct ifconf question = {.ifc_len = sizeof list, .ifc_buf = (char*)list};
    trying("list the host's network interfaces");
    int fd = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (fd < 0) return held("no socket: errno=%d", errno);
    for (int index = 1; index < 64; ++index) {
        struct ifreq one = {.ifr_ifindex = index};
        if (ioctl(fd, SIOCGIFNAME, &one) != 0 || strcmp(one.ifr_name, "lo") == 0) continue;
        struct ifreq flags = one;
        if (ioctl(fd, SIOCGIFFLAGS, &flags) == 0 && (flags.ifr_flags & IFF_UP)) {
            return broken("interface %s is up", one.ifr_name);
        }
    }
    if (ioctl(fd, SIOCGIFCONF, &question) != 0) return held("errno=%d", errno);
    for (size_t i = 0; i < question.ifc_len / sizeof *list; ++i) {
        if (strcmp(list[i].ifr_name, "lo") != 0) return broken("address on %s", list[i].ifr_name);
    }
    return held("nothing but lo");
}

// Passes every kind of descriptor over every standard stream that would take it.
static int smuggle(int argc, char** argv) {
    trying("pass descriptors to the judge over the standard streams");
    int passed = open(".", O_RDONLY | O_DIRECTORY);
    for (int fd = 0; fd < 3; ++fd) {
        char byte = 'x', control[CMSG_SPACE(sizeof(int))] = {0};
        struct iovec part = {&byte, 1};
        struct msghdr message = {.msg_iov = &part,
                                 .msg_iovlen = 1,
                                 .msg_control = control,
                                 .msg_controllen = sizeof control};
        struct cmsghdr* header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &passed, sizeof passed);
        if (sendmsg(fd, &message, MSG_DONTWAIT) >= 0) return broken("stream %d took it", fd);
        struct ucred peer;
        socklen_t length = sizeof peer;
        if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0) {
            return broken("stream %d tells of pid %d", fd, (int)peer.pid);
        }
    }
    return held("errno=%d", errno);
}

const struct attack network_attacks[] = {
    {"make-socket", make_socket}, {"every-family", every_family},
    {"reach-host", reach_host},   {"reach-abstract", reach_abstract},
    {"reach-path", reach_path},   {"interfaces", interfaces},
    {"smuggle", smuggle},         {NULL, NULL},
};
