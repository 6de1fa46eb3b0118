// One WebSocket connection after its handshake: a socket, a queue of shared frames, a reader.
//
// Built for thousands of idle listeners: a connection holds no buffer while nothing comes in,
// frames are encoded once for all who get them, and what one turn of the reactor sends leaves in
// one write. A peer that does not read is closed with 4008; of several ticks only the newest waits.
// Strand: the reactor's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "serve/ws/frame.hpp"

namespace arena::serve::ws {

inline constexpr std::size_t queue_bytes_max = 512 * 1024;
/// Of all messages that have begun and not ended, of all connections. Beyond, who sends more than a
/// small one is asked to come back later.
inline constexpr std::size_t unread_bytes_max = 64 * 1024 * 1024;
inline constexpr std::int64_t ping_every_ms = 25'000;
inline constexpr std::int64_t silence_ms_max = 60'000;  ///< no byte, not even a pong: gone

class Connection {
public:
    virtual ~Connection() = default;

    /// Called for each text message, then once when the connection is over. Neither is called from
    /// inside send() or close().
    struct Events {
        std::function<void(std::string_view text)> message;
        std::function<void()> closed;
    };
    virtual void listen(Events events) = 0;

    virtual void send(Frame frame) = 0;
    /// A frame that a newer one of its kind replaces while it waits.
    virtual void send_tick(Frame frame) = 0;
    /// Sends what waits, then the close frame. Further calls do nothing.
    virtual void close(CloseCode code, std::string_view reason) = 0;
    virtual bool is_open() const = 0;
    /// From now on messages of up to so many bytes are taken; sign_in_bytes_max at first.
    virtual void allow_messages(std::size_t bytes_max) = 0;
};

}  // namespace arena::serve::ws
