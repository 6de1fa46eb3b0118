// See frame.hpp. Section numbers are those of RFC 6455.
#include "serve/ws/frame.hpp"

#include <utility>

#include "core/assert.hpp"
#include "core/utf8.hpp"

namespace arena::serve::ws {
namespace {

constexpr unsigned op_continuation = 0x0, op_text = 0x1, op_binary = 0x2, op_close = 0x8,
                   op_ping = 0x9, op_pong = 0xA;

Frame encode(unsigned opcode, std::string_view payload) {
    std::string frame;
    frame.reserve(payload.size() + 10);
    frame.push_back(static_cast<char>(0x80u | opcode));
    if (payload.size() < 126) {
        frame.push_back(static_cast<char>(payload.size()));
    } else if (payload.size() < 65536) {
        frame.push_back(126);
        frame.push_back(static_cast<char>(payload.size() >> 8));
        frame.push_back(static_cast<char>(payload.size() & 0xff));
    } else {
        frame.push_back(127);
        for (int shift = 56; shift >= 0; shift -= 8)
            frame.push_back(static_cast<char>((payload.size() >> shift) & 0xff));
    }
    frame.append(payload);
    return std::make_shared<const std::string>(std::move(frame));
}

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

/// Header of a frame as far as it is there; `bytes` = 0: more is needed.
struct Header {
    std::size_t bytes = 0;
    bool fin = false, reserved = false, masked = false;
    bool shortest = true;  ///< 5.2: the length is in as few bytes as it takes
    unsigned opcode = 0;
    std::uint64_t length = 0;
};

Header read_header(std::string_view bytes) {
    Header header;
    if (bytes.size() < 2) return header;
    const unsigned first = byte_at(bytes, 0), second = byte_at(bytes, 1);
    header.fin = first & 0x80u;
    header.reserved = first & 0x70u;
    header.opcode = first & 0x0fu;
    header.masked = second & 0x80u;
    std::size_t at = 2;
    header.length = second & 0x7fu;
    const std::size_t extended = header.length == 126 ? 2 : header.length == 127 ? 8 : 0;
    if (bytes.size() < at + extended) return header;
    if (extended) header.length = 0;
    for (std::size_t i = 0; i < extended; ++i)
        header.length = header.length << 8 | byte_at(bytes, at + i);
    header.shortest =
        extended == 0 || (extended == 2 ? header.length > 125 : header.length > 65535);
    at += extended + (header.masked ? 4 : 0);
    if (bytes.size() >= at) header.bytes = at;
    return header;
}

bool is_control(unsigned opcode) {
    return opcode & 0x8u;
}

bool is_known(unsigned opcode) {
    return opcode <= op_binary || (opcode >= op_close && opcode <= op_pong);
}

}  // namespace

Frame text_frame(std::string_view payload) {
    return encode(op_text, payload);
}

Frame ping_frame() {
    static const Frame frame = encode(op_ping, "");
    return frame;
}

Frame pong_frame(std::string_view payload) {
    return encode(op_pong, payload);
}

Frame close_frame(CloseCode code, std::string_view reason) {
    const auto number = static_cast<unsigned>(code);
    std::string payload{static_cast<char>(number >> 8), static_cast<char>(number & 0xff)};
    payload.append(reason.substr(0, control_bytes_max - payload.size()));
    return encode(op_close, payload);
}

std::string masked_frame(std::string_view frame, const std::array<char, 4>& key) {
    const Header header = read_header(frame);
    ARENA_ASSERT(header.bytes > 0 && !header.masked);
    std::string out(frame.substr(0, header.bytes));
    out[1] = static_cast<char>(byte_at(out, 1) | 0x80u);
    out.append(key.data(), key.size());
    std::size_t at = 0;
    for (const char byte : frame.substr(header.bytes))
        out += static_cast<char>(byte ^ key[at++ & 3]);
    return out;
}

FrameReader::Fault FrameReader::feed(std::string_view bytes, const FrameSink& sink) {
    if (failed_) return Fault::protocol_error;
    if (!partial_.empty()) {
        partial_.append(bytes);
        bytes = partial_;
    }
    std::size_t used = 0;
    Fault fault = Fault::none;
    for (;;) {
        const std::size_t before = used;
        fault = take_frame(bytes, used, sink);
        if (fault != Fault::none || used == before) break;
    }
    failed_ = fault != Fault::none;
    if (!failed_ && used == 0 && !partial_.empty()) return fault;  // it waits for more
    std::string rest(failed_ ? std::string_view() : bytes.substr(used));
    partial_ = std::move(rest);
    partial_.shrink_to_fit();
    return fault;
}

FrameReader::Fault FrameReader::take_frame(std::string_view bytes, std::size_t& used,
                                           const FrameSink& sink) {
    const std::string_view rest = bytes.substr(used);
    const Header header = read_header(rest);
    if (rest.size() >= 2) {
        // 5.1 client frames are masked, a server's are not; 5.2 no extension; 5.5 control frames
        // are short and whole
        if (header.reserved || header.masked != (side_ == Side::server) || !is_known(header.opcode))
            return Fault::protocol_error;
        if (is_control(header.opcode) && (!header.fin || (byte_at(rest, 1) & 0x7fu) > 125))
            return Fault::protocol_error;
    }
    if (header.bytes == 0) return Fault::none;
    if (!header.shortest) return Fault::protocol_error;
    if (header.length > bytes_max_ || message_.size() + header.length > bytes_max_)
        return Fault::too_big;
    const std::size_t length = static_cast<std::size_t>(header.length);
    if (rest.size() < header.bytes + length) return Fault::none;
    std::string payload(rest.substr(header.bytes, length));
    for (std::size_t i = 0; header.masked && i < length; ++i)  // 5.3
        payload[i] =
            static_cast<char>(byte_at(payload, i) ^ byte_at(rest, header.bytes - 4 + (i & 3)));
    used += header.bytes + length;
    return deliver(header.opcode, header.fin, payload, sink);
}

FrameReader::Fault FrameReader::deliver(unsigned opcode, bool fin, const std::string& payload,
                                        const FrameSink& sink) {
    switch (opcode) {
        case op_ping: sink.ping(payload); return Fault::none;
        case op_pong: sink.pong(); return Fault::none;
        case op_close: return take_close(payload, sink);
        case op_binary: return Fault::unsupported_data;
    }
    // 5.4: a continuation needs a beginning, a beginning an end
    if ((opcode == op_continuation) != in_message_) return Fault::protocol_error;
    if (!in_message_ && fin) {
        if (!is_utf8(payload)) return Fault::bad_text;
        sink.text(payload);
        return Fault::none;
    }
    in_message_ = !fin;
    message_ += payload;
    if (!fin) return Fault::none;
    const std::string whole = std::exchange(message_, {});
    if (!is_utf8(whole)) return Fault::bad_text;
    sink.text(whole);
    return Fault::none;
}

/// 5.5.1: no code, or one that may be sent (7.4), and text.
FrameReader::Fault FrameReader::take_close(std::string_view payload, const FrameSink& sink) {
    if (payload.size() == 1) return Fault::protocol_error;
    if (!payload.empty()) {
        const unsigned code = byte_at(payload, 0) << 8 | byte_at(payload, 1);
        const bool is_reserved = code == 1004 || code == 1005 || code == 1006;
        const bool is_known_code = code >= 1000 && code <= 1014 && !is_reserved;
        if (!is_known_code && (code < 3000 || code > 4999)) return Fault::protocol_error;
        if (!is_utf8(payload.substr(2))) return Fault::bad_text;
    }
    sink.close(payload);
    return Fault::none;
}

CloseCode close_code(FrameReader::Fault fault) {
    switch (fault) {
        case FrameReader::Fault::none: break;
        case FrameReader::Fault::protocol_error: return CloseCode::protocol_error;
        case FrameReader::Fault::unsupported_data: return CloseCode::unsupported_data;
        case FrameReader::Fault::bad_text: return CloseCode::bad_text;
        case FrameReader::Fault::too_big: return CloseCode::too_big;
    }
    ARENA_ASSERT(false);
    return CloseCode::protocol_error;
}

}  // namespace arena::serve::ws
