// The WebSocket to a server (RFC 6455, subprotocol arena.v1), the client's side: frames are masked,
// pings answered.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/client_link.hpp"

namespace arena::cli {

class ClientSocket {
public:
    /// Error: host (away), or usage when the server refuses the token.
    static Result<ClientSocket> open(const ServerAddress& address, const std::string& token);

    ClientSocket(ClientSocket&&) noexcept;
    ClientSocket& operator=(ClientSocket&&) noexcept;
    ~ClientSocket();

    Result<void> send(std::string_view text);

    /// The messages that have come; waits for bytes at most `wait_ms`. After an error the
    /// connection is of no more use. Error: host, or usage when the server threw us out for good.
    Result<std::vector<std::string>> receive(int wait_ms);

    int descriptor() const;
    bool has_early() const;  ///< receive() would not wait

private:
    struct State;
    explicit ClientSocket(std::unique_ptr<State> state);

    std::unique_ptr<State> state_;
};

}  // namespace arena::cli
