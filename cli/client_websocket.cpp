// See client_websocket.hpp. Framing is serve/ws/frame's, read from the other side.
#include "cli/client_websocket.hpp"

#include <poll.h>

#include <array>
#include <cstdint>
#include <utility>

#include "cli/client_http.hpp"
#include "serve/http/answer_text.hpp"
#include "serve/ids.hpp"
#include "serve/ws/frame.hpp"

namespace arena::cli {
namespace {

namespace ws = serve::ws;

constexpr std::size_t message_bytes_max = 64 * 1024 * 1024;  // a long match's whole state
constexpr int handshake_ms_max = 10'000;

std::string base64(std::string_view bytes) {
    static constexpr char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            group <<= 8U;
            if (at + i < bytes.size()) group |= static_cast<unsigned char>(bytes[at + i]);
        }
        for (std::size_t i = 0; i < 4; ++i)
            out += at + i <= bytes.size() ? letters[(group >> (18 - 6 * i)) & 63U] : '=';
    }
    return out;
}

std::string masked(const ws::Frame& frame) {
    const std::string key = serve::random_bytes(4);
    return ws::masked_frame(*frame, {key[0], key[1], key[2], key[3]});
}

/// Reasons that no new connection would mend.
bool is_final(unsigned code) {
    return code == static_cast<unsigned>(ws::CloseCode::bad_token) ||
           code == static_cast<unsigned>(ws::CloseCode::not_allowed) ||
           code == static_cast<unsigned>(ws::CloseCode::replaced);
}

}  // namespace

struct ClientSocket::State {
    State(Link link_, std::string url_)
        : link(std::move(link_)),
          url(std::move(url_)),
          reader(ws::FrameReader::Side::client, message_bytes_max) {}

    Link link;
    std::string url, early;
    ws::FrameReader reader;
    std::vector<std::string> messages;
    std::vector<ws::Frame> answers;
    bool closed = false;
    unsigned close_code = 0;
    std::string close_reason;

    ws::FrameSink sink() {
        return {
            [this](std::string_view text) { messages.emplace_back(text); },
            [this](std::string_view payload) { answers.push_back(ws::pong_frame(payload)); }, [] {},
            [this](std::string_view payload) {
                closed = true;
                if (payload.size() < 2) return;
                close_code = static_cast<unsigned>(static_cast<unsigned char>(payload[0])) << 8 |
                             static_cast<unsigned char>(payload[1]);
                close_reason = payload.substr(2);
            }};
    }
};

ClientSocket::ClientSocket(std::unique_ptr<State> state) : state_(std::move(state)) {}
ClientSocket::ClientSocket(ClientSocket&&) noexcept = default;
ClientSocket& ClientSocket::operator=(ClientSocket&&) noexcept = default;
ClientSocket::~ClientSocket() = default;

Result<ClientSocket> ClientSocket::open(const ServerAddress& address, const std::string& token) {
    auto link = Link::open(address);
    if (!link) return tl::unexpected<Error>(link.error());
    auto state = std::make_unique<State>(*std::move(link), address.url());
    const std::string key = base64(serve::random_bytes(16));
    std::string request =
        "GET /ws HTTP/1.1\r\nHost: " + address.host_header() +
        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: " + key +
        "\r\nSec-WebSocket-Version: 13\r\n" + "Sec-WebSocket-Protocol: arena.v1\r\n";
    if (!token.empty()) request += "Authorization: Bearer " + token + "\r\n";
    const auto sent = state->link.write(request + "\r\n");
    if (!sent) return tl::unexpected<Error>(sent.error());
    std::string bytes;
    std::size_t end = std::string::npos;
    while ((end = bytes.find("\r\n\r\n")) == std::string::npos) {
        auto more = state->link.read(handshake_ms_max);
        if (!more) return tl::unexpected<Error>(more.error());
        if (more->empty() || bytes.size() > http_head_bytes_max)
            return fail(ErrorCode::host, address.url() + " ended the connection at its beginning");
        bytes += *more;
    }
    const auto head = read_http_head(std::string_view(bytes).substr(0, end), address.url());
    if (!head) return tl::unexpected<Error>(head.error());
    if (head->status == 401 || head->status == 403)
        return fail(ErrorCode::usage, address.url() +
                                          " does not take this account any more "
                                          "(arena client login NAME)");
    // the answer to this very key (RFC 6455, 4.1)
    const std::string expected = serve::http::websocket_answer(key, "arena.v1");
    const auto accept = head->headers.find("sec-websocket-accept");
    const bool is_ours = head->status == 101 && accept != head->headers.end() &&
                         expected.find(": " + accept->second + "\r\n") != std::string::npos;
    if (!is_ours)
        return fail(ErrorCode::host, address.url() + " opens no WebSocket (HTTP status " +
                                         std::to_string(head->status) + ")");
    state->early = bytes.substr(end + 4);
    return ClientSocket(std::move(state));
}

Result<void> ClientSocket::send(std::string_view text) {
    return state_->link.write(masked(ws::text_frame(text)));
}

Result<std::vector<std::string>> ClientSocket::receive(int wait_ms) {
    std::string bytes = std::exchange(state_->early, {});
    if (bytes.empty()) {
        pollfd ready{state_->link.descriptor(), POLLIN, 0};
        if (poll(&ready, 1, wait_ms) <= 0) return std::vector<std::string>();
        auto got = state_->link.read(0);
        if (!got) return tl::unexpected<Error>(got.error());
        if (got->empty()) return fail(ErrorCode::host, state_->url + " ended the connection");
        bytes = *std::move(got);
    }
    const auto fault = state_->reader.feed(bytes, state_->sink());
    if (fault != ws::FrameReader::Fault::none)
        return fail(ErrorCode::host, state_->url + " sends frames that are no WebSocket's");
    for (const ws::Frame& answer : std::exchange(state_->answers, {})) {
        const auto sent = state_->link.write(masked(answer));
        if (!sent) return tl::unexpected<Error>(sent.error());
    }
    if (state_->messages.empty() && state_->closed) {
        const std::string why = state_->close_reason.empty() ? "" : ": " + state_->close_reason;
        return fail(is_final(state_->close_code) ? ErrorCode::usage : ErrorCode::host,
                    state_->url + " ended the connection" + why);
    }
    return std::exchange(state_->messages, {});
}

int ClientSocket::descriptor() const {
    return state_->link.descriptor();
}

bool ClientSocket::has_early() const {
    return !state_->early.empty();
}

}  // namespace arena::cli
