// One TCP connection to a server, blocking, with a time limit on every step; and the server's
// address as users write it.
//
// http:// only: TLS is a proxy's, on either side.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace arena::cli {

inline constexpr int connect_ms_max = 5'000;
inline constexpr int write_ms_max = 20'000;

struct ServerAddress {
    std::string host = "127.0.0.1";  ///< a name or a literal address, IPv6 without brackets
    std::string port = "8080";

    std::string url() const;  ///< "http://127.0.0.1:8080", what accounts are kept under
    std::string host_header() const;
};

/// "http://HOST[:PORT][/]", or HOST:PORT. Error: usage, naming `flag`.
Result<ServerAddress> read_server_address(std::string_view flag, std::string_view text);

/// Owns a descriptor. Every failure is ErrorCode::host, telling the address.
class Link {
public:
    /// Tries each address of the name in turn.
    static Result<Link> open(const ServerAddress& address);

    Link(Link&& other) noexcept;
    Link& operator=(Link&& other) noexcept;
    ~Link();

    Result<void> write(std::string_view bytes);

    /// What is there, at most 64 KiB; "" when the peer has closed. Waits at most `wait_ms`.
    Result<std::string> read(int wait_ms);

    int descriptor() const { return descriptor_; }

private:
    Link(int descriptor, std::string url) : descriptor_(descriptor), url_(std::move(url)) {}

    int descriptor_;
    std::string url_;
};

}  // namespace arena::cli
