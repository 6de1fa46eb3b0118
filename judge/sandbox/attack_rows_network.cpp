// Sockets, and everything by which one run could speak to the next.
#include "judge/sandbox/attack_table.hpp"

namespace arena::sandbox {
namespace {

constexpr const char* no_net = "claimed only where runs have a network namespace of their own";

Attack family(const char* name, const char* about, const char* number, const char* type,
              const char* protocol) {
    return {.id = std::string("network/") + name,
            .about = about,
            .expected = "refused",
            .argv = {"make-socket", number, type, protocol},
            .endings = {Ending::exited, Ending::forbidden_call}};
}

Attack left(const char* kind, const char* about, unsigned tiers = in_all,
            const char* why_not = "") {
    return {.id = std::string("ipc/") + kind,
            .about = std::string("leave ") + about + " for the next run",
            .expected = "the next run finds none",
            .argv = {"leave", kind},
            .then = {"find", kind},
            .tiers = tiers,
            .why_not = why_not};
}

}  // namespace

std::vector<Attack> network_rows() {
    return {
        family("inet", "a TCP socket", "2", "1", "0"),
        family("inet6", "a UDP socket over IPv6", "10", "2", "0"),
        family("raw", "a raw ICMP socket", "2", "3", "1"),
        family("netlink", "a netlink socket (nftables)", "16", "3", "12"),
        family("packet", "a packet socket", "17", "3", "768"),
        family("alg", "a kernel crypto socket", "38", "5", "0"),
        family("vsock", "a socket to the hypervisor", "40", "1", "0"),
        {.id = "network/every-family",
         .about = "a socket of every family and type",
         .expected = "none but local ones",
         .argv = {"every-family"},
         .endings = {Ending::exited, Ending::forbidden_call}},
        {.id = "network/reach-host",
         .about = "connect to a TCP service on the host's loopback",
         .expected = "refused",
         .argv = {"reach-host", "{port}"}},
        {.id = "network/reach-abstract",
         .about = "connect to an abstract socket of the host",
         .expected = "refused",
         .argv = {"reach-abstract", "{abstract}"},
         .tiers = in_namespaces,
         .why_not = no_net},
        {.id = "network/reach-path",
         .about = "connect to a socket file of the host",
         .expected = "not there",
         .argv = {"reach-path", "{socket}"},
         .tiers = in_namespaces,
         .why_not = no_net},
        {.id = "network/interfaces",
         .about = "list the host's interfaces and addresses",
         .expected = "nothing but a loopback that is down",
         .argv = {"interfaces"},
         .tiers = in_namespaces,
         .why_not = no_net},
        {.id = "network/smuggle",
         .about = "pass descriptors over the standard streams",
         .expected = "they are no sockets",
         .argv = {"smuggle"}},
        left("files", "files in 17 folders"),
        left("shm", "a System V segment"),
        left("semaphore", "a System V semaphore"),
        left("message", "a System V message queue"),
        left("mq", "a POSIX message queue"),
        left("socket", "a daemon on an abstract socket"),
        left("settings", "limits, priority, core, mask, signal settings"),
        left("charge", "memory in files and memfds"),
    };
}

}  // namespace arena::sandbox
