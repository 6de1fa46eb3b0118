// The connection of a live match: requests with ids and answers, and a new connection when the old
// one breaks, as it does when the server is started again.
//
// A request that must not be lost (a submission) is sent again with its id on the new connection;
// the server knows the id and counts it once. Strand: one thread.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/client_api.hpp"
#include "cli/client_websocket.hpp"

namespace arena::cli {

inline constexpr std::int64_t retry_ms_first = 200, retry_ms_max = 3'000;
inline constexpr std::int64_t give_up_ms = 120'000;     ///< without any connection
inline constexpr std::int64_t silence_ms_max = 75'000;  ///< the server pings more often

/// What happens to a request whose connection breaks before its answer.
enum class WhenLost { forget, send_again };

class ServerWire {
public:
    explicit ServerWire(ApiClient& api);

    /// The first connection: a failure is told at once. Errors: usage, host.
    Result<void> open();

    /// Renews the token of the connection before its end (a match is longer than a token), or opens
    /// a new connection when one is due; true when it has just done so. Errors: usage (the
    /// server wants us no more), host (gave up).
    Result<bool> tend();

    bool is_open() const { return socket_.has_value(); }
    int descriptor() const { return socket_ ? socket_->descriptor() : -1; }

    /// The request's id. Goes out with the next connection when there is none now and it may.
    std::string request(const std::string& event, const nlohmann::json& data, WhenLost lost);

    /// Sends again what had no answer. Call when the new connection has joined its match.
    void send_again();

    /// What has come; never waits. A broken connection is noted here, and is_open() is false then.
    /// Error: usage, as tend().
    Result<std::vector<std::string>> receive();

    /// The event of the request that this answers; "" when it is unknown. It is answered then.
    std::string answered(const std::string& id);

private:
    struct Pending {
        std::string event, text;
        WhenLost lost;
    };
    Result<void> renew_token();
    void lose();
    void send(const std::string& text);

    ApiClient& api_;
    std::optional<ClientSocket> socket_;
    std::map<std::string, Pending> pending_;
    std::string id_prefix_;
    int next_id_ = 1;
    std::int64_t token_ends_s_ = 0, renew_at_ms_ = 0;
    std::int64_t lost_ms_ = 0, retry_at_ms_ = 0, retry_ms_ = retry_ms_first, heard_ms_ = 0;
};

/// This machine's monotonic clock.
std::int64_t steady_ms();

}  // namespace arena::cli
