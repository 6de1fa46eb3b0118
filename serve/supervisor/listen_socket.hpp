// The listening socket, which outlives the server process.
#pragma once

#include <string>

#include "core/error.hpp"

namespace arena::serve {

inline constexpr int listen_backlog = 4096;  ///< who connects while the server restarts waits here

struct ListenSocket {
    int fd = -1;  ///< non-blocking; the caller closes it
    int port = 0;
};

/// `address` is a numeric IPv4 or IPv6 address; port 0 = any free one. Errors: usage (no address,
/// no port), host (in use, not ours).
Result<ListenSocket> open_listen_socket(const std::string& address, int port);

}  // namespace arena::serve
