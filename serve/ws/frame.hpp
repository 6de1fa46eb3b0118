// WebSocket frames (RFC 6455), without a socket: bytes in, messages out, and the other way round.
//
// What a client sends must be masked, what a server sends must not; a reader knows whose side it is
// on. No extension is negotiated, so any reserved bit is a protocol error. Text is checked to be
// UTF-8 once the message is whole.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace arena::serve::ws {

/// 64 KiB of source, each byte written as \uXXXX, and the envelope.
inline constexpr std::size_t message_bytes_max = 6 * 64 * 1024 + 16 * 1024;
inline constexpr std::size_t sign_in_bytes_max =
    32 * 1024;                                         ///< before a token came, which is 4 KiB
inline constexpr std::size_t control_bytes_max = 125;  ///< RFC 6455, 5.5

/// Close codes: RFC 6455, 7.4.1, and our own from 4000.
enum class CloseCode : std::uint16_t {
    normal = 1000,
    going_away = 1001,
    protocol_error = 1002,
    unsupported_data = 1003,
    bad_text = 1007,
    too_big = 1009,
    server_error = 1011,
    restart = 1012,
    busy = 1013,
    bad_token = 4001,
    not_allowed = 4003,
    too_slow = 4008,
    replaced = 4009,  ///< the oldest of an account that has too many
    flood = 4029,
};

/// An encoded frame, shared by all connections that it goes to.
using Frame = std::shared_ptr<const std::string>;

Frame text_frame(std::string_view payload);
Frame ping_frame();
Frame pong_frame(std::string_view payload);
Frame close_frame(CloseCode code, std::string_view reason);

/// The same frame as a client has to send it (RFC 6455, 5.3). The key must be fresh chance.
/// REQUIRES: an encoded frame, not masked.
std::string masked_frame(std::string_view frame, const std::array<char, 4>& key);

/// What a reader finds, in order of arrival. A close has its code, two bytes, and reason, or "".
struct FrameSink {
    std::function<void(std::string_view text)> text;
    std::function<void(std::string_view payload)> ping;
    std::function<void()> pong;
    std::function<void(std::string_view payload)> close;
};

/// Puts frames together again. Holds nothing between two whole frames.
class FrameReader {
public:
    enum class Fault { none, protocol_error, unsupported_data, bad_text, too_big };
    enum class Side { server, client };

    explicit FrameReader(Side side = Side::server, std::size_t bytes_max = message_bytes_max)
        : side_(side), bytes_max_(bytes_max) {}

    /// Calls the sink for each whole message. After a fault nothing more is read. Cost: linear in
    /// what comes; many small pieces of one frame are not copied anew each time.
    Fault feed(std::string_view bytes, const FrameSink& sink);

    /// A frame has begun and not ended.
    bool is_waiting() const { return !partial_.empty() || in_message_; }
    /// What is kept of a message that has not ended.
    std::size_t held_bytes() const { return partial_.size() + message_.size(); }
    void allow(std::size_t bytes_max) { bytes_max_ = bytes_max; }

private:
    Fault take_frame(std::string_view bytes, std::size_t& used, const FrameSink& sink);
    Fault take_close(std::string_view payload, const FrameSink& sink);
    Fault deliver(unsigned opcode, bool fin, const std::string& payload, const FrameSink& sink);

    Side side_;
    std::size_t bytes_max_;  ///< of a message
    std::string partial_;    ///< of a frame
    std::string message_;    ///< of a fragmented message
    bool in_message_ = false;
    bool failed_ = false;
};

/// The close code that answers a fault. REQUIRES: not Fault::none.
CloseCode close_code(FrameReader::Fault fault);

}  // namespace arena::serve::ws
