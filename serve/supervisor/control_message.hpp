// What supervisor and server tell each other, one message a datagram of a SOCK_SEQPACKET pair.
//
//   supervisor -> server   worker_came, with our end of its socket as SCM_RIGHTS
//   server -> supervisor   kill_worker
//
// Both ends are this very program, so the message is the struct's bytes. What it names is checked.
#pragma once

#include <cstdint>
#include <optional>

namespace arena::serve {

struct ControlMessage {
    enum class Kind : std::int32_t { worker_came, kill_worker };
    Kind kind = Kind::worker_came;
    std::int32_t seat = 0;
    std::uint32_t generation = 0;
    std::int32_t pid = 0;
    int fd = -1;  ///< received: owned by the receiver, close-on-exec; meaningless as bytes
};

/// `fd` < 0 sends none. False: the other end is gone or does not read.
bool send_control(int socket, const ControlMessage& message);

enum class ControlEnd { nothing_yet, gone };

/// The next message, or why there is none. Datagrams of another size are skipped.
std::optional<ControlMessage> receive_control(int socket, ControlEnd& end);

}  // namespace arena::serve
