// See server.hpp. The one file that knows Beast: it parses requests; answers are put together here,
// since an answer is a status line, a few headers and bytes that are at hand.
#include "serve/http/server.hpp"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <ctime>
#include <optional>
#include <set>

#include "core/assert.hpp"
#include "serve/http/answer_text.hpp"
#include "serve/http/header_buffer.hpp"
#include "serve/ws/socket_connection.hpp"

namespace arena::serve::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::int64_t linger_ms = 2'000;
constexpr std::size_t linger_bytes = 16 * 1024, lingered_bytes_max = 8 * 1024 * 1024;
constexpr int accept_pause_ms = 100;  // out of descriptors: leave the queue to the kernel

class Session;

struct Shared {
    Limits limits;
    Handler handler;
    Counts counts;
    std::set<Session*> sessions;
    std::set<Exchange*> unanswered;
    std::unique_ptr<ws::SocketConnections> sockets;
    bool closing = false;
};

Method method_of(beast::http::verb verb) {
    switch (verb) {
        case beast::http::verb::get: return Method::get;
        case beast::http::verb::head: return Method::head;
        case beast::http::verb::post: return Method::post;
        case beast::http::verb::put: return Method::put;
        case beast::http::verb::patch: return Method::patch;
        case beast::http::verb::delete_: return Method::del;
        case beast::http::verb::options: return Method::options;
        default: return Method::other;
    }
}

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

struct Target {
    std::string_view
        authority;  ///< of the absolute form, which servers must take (RFC 9112, 3.2.2)
    std::string_view path_and_query;
};

Target read_target(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!beast::iequals(
                beast::string_view(target.data(), std::min(target.size(), scheme.size())),
                beast::string_view(scheme.data(), scheme.size())))
            continue;
        target.remove_prefix(scheme.size());
        const std::size_t end = std::min(target.find_first_of("/?"), target.size());
        const std::string_view rest = target.substr(end);
        return {target.substr(0, end), rest.empty() ? "/" : rest};
    }
    return {{}, target};
}

/// What of a header makes its body unreadable to this server (RFC 9112, 6.1; RFC
/// 9110, 8.4, 10.1.1).
std::optional<Response> framing_refusal(const Parser::value_type& message) {
    using beast::http::field;
    const auto all_are = [&](field name, beast::string_view word) {
        const auto [begin, end] = message.equal_range(name);
        return std::all_of(begin, end, [&](const auto& one) {
            return beast::iequals(beast::string_view(one.value()), word);
        });
    };
    if (!all_are(field::transfer_encoding, "chunked"))
        return refusal(501, "not_implemented", "the one transfer encoding known here is chunked");
    if (message.count(field::transfer_encoding) > 1 ||
        (message.count(field::transfer_encoding) > 0 && message.version() < 11))
        return bad_request("the transfer encoding is not well formed");
    if (!all_are(field::content_encoding, "identity"))
        return refusal(415, "unsupported_type", "the body must not be encoded");
    if (message.version() >= 11 && !all_are(field::expect, "100-continue"))
        return refusal(417, "expectation_failed", "the one expectation known here is 100-continue");
    return std::nullopt;
}

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(tcp::socket socket, std::shared_ptr<Shared> shared)
        : stream_(std::move(socket)), shared_(std::move(shared)) {
        ErrorCode ignored;
        peer_ = stream_.socket().remote_endpoint(ignored).address().to_string();
        shared_->sessions.insert(this);
        ++shared_->counts.http;
    }

    ~Session() {
        shared_->sessions.erase(this);
        --shared_->counts.http;
    }

    void read() {
        parser_.emplace();
        parser_->body_limit(std::max(shared_->limits.body_bytes_max, source_limit()));
        parser_->header_limit(shared_->limits.header_bytes_max);
        buffer_.expect_header(true);
        idle_ = true;
        stream_.expires_after(std::chrono::milliseconds(shared_->limits.idle_ms_max));
        beast::http::async_read_header(
            stream_, buffer_, *parser_,
            [self = shared_from_this()](ErrorCode error, std::size_t) { self->on_header(error); });
    }

    void close_if_idle() {
        if (idle_) stream_.close();
    }

    void write(const Response& response, bool keep_alive, bool with_body) {
        text_ = answer_text(response, keep_alive && !shared_->closing, with_body);
        const bool again = keep_alive && !shared_->closing;
        stream_.expires_after(std::chrono::milliseconds(shared_->limits.idle_ms_max));
        asio::async_write(stream_, asio::buffer(text_),
                          [self = shared_from_this(), again](ErrorCode error, std::size_t) {
                              if (error || !again) return self->close();
                              self->read();
                          });
    }

    std::shared_ptr<ws::Connection> upgrade(std::string_view key, std::string_view protocol) {
        const std::string answer = websocket_answer(key, protocol);
        beast::get_lowest_layer(stream_).expires_never();
        const auto rest = buffer_.data();
        const std::string early(static_cast<const char*>(rest.data()), rest.size());
        tcp::socket socket = stream_.release_socket();
        return shared_->sockets->take(std::move(socket), answer, early);
    }

private:
    std::uint64_t source_limit() const {
        const Limits& limits = shared_->limits;
        return limits.source_targets.empty() ? 0 : limits.source_body_bytes_max;
    }

    /// The body is read only after what the header says of it was found good.
    void on_header(ErrorCode error) {
        buffer_.expect_header(false);
        if (error) return on_read(error);
        if (buffer_.is_folded())
            return write(bad_request("a header field is one line"), false, true);
        const auto& message = parser_->get();
        if (const auto refused = framing_refusal(message)) return write(*refused, false, true);
        const auto& sources = shared_->limits.source_targets;
        const bool is_source =
            std::find(sources.begin(), sources.end(), view(message.target())) != sources.end();
        const std::uint64_t most = is_source ? source_limit() : shared_->limits.body_bytes_max;
        if (parser_->content_length().value_or(0) > most) return write(too_large(), false, true);
        parser_->body_limit(most);
        const bool waits = !parser_->is_done() && message.version() >= 11 &&
                           message.count(beast::http::field::expect) > 0;
        if (!waits) return read_body();
        asio::async_write(stream_, asio::buffer(continue_line),
                          [self = shared_from_this()](ErrorCode failed, std::size_t) {
                              if (failed) return self->on_read(failed);
                              self->read_body();
                          });
    }

    void read_body() {
        if (parser_->is_done()) return on_read({});
        beast::http::async_read(
            stream_, buffer_, *parser_,
            [self = shared_from_this()](ErrorCode error, std::size_t) { self->on_read(error); });
    }

    void on_read(ErrorCode error) {
        idle_ = false;
        if (error) return refuse(error);
        ++shared_->counts.requests;
        auto& message = parser_->get();
        Request request;
        request.method = method_of(message.method());
        const auto [authority, target] = read_target(view(message.target()));
        if (message.version() >= 11 && message.count(beast::http::field::host) != 1)
            return write(bad_request("a request has one Host header"), false, true);
        const std::size_t question = target.find('?');
        if (!percent_decode(target.substr(0, question), false, request.path))
            return write(bad_request("the path is not well encoded"), false, true);
        if (question != std::string_view::npos) request.query = target.substr(question + 1);
        using beast::http::field;
        const auto take = [&](field name) { return std::string(view(message[name])); };
        request.authorization = take(field::authorization);
        request.cookie = take(field::cookie);
        request.origin = take(field::origin);
        request.host = authority.empty() ? take(field::host) : std::string(authority);
        request.content_type = take(field::content_type);
        request.if_none_match = take(field::if_none_match);
        request.forwarded_for = std::string(view(message["X-Forwarded-For"]));
        request.websocket_protocol = take(field::sec_websocket_protocol);
        request.peer_address = peer_;
        const std::string key = take(field::sec_websocket_key);
        request.wants_websocket = request.method == Method::get && key.size() == 24 &&
                                  beast::iequals(message[field::upgrade], "websocket") &&
                                  view(message[field::sec_websocket_version]) == "13";
        request.body = std::move(message.body());
        const bool keep_alive = message.keep_alive();
        const bool is_head = request.method == Method::head;
        parser_.reset();
        stream_.expires_never();
        shared_->handler(std::move(request),
                         std::make_shared<Answer>(shared_from_this(), keep_alive, !is_head, key));
    }

    void refuse(ErrorCode error) {
        if (error == beast::http::error::body_limit) return write(too_large(), false, true);
        if (error == beast::http::error::header_limit)
            return write(header_too_large(), false, true);
        const bool malformed =
            error.category() ==
                beast::http::make_error_code(beast::http::error::bad_method).category() &&
            error != beast::http::error::end_of_stream &&
            error != beast::http::error::partial_message;
        if (malformed) return write(bad_request("this is not HTTP/1.1"), false, true);
        close();
    }

    /// What the peer still sends is read for a while: closing over unread bytes resets the
    /// connection, and the answer would be lost with it (RFC 9112, 9.6).
    void close() {
        ErrorCode ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        buffer_.clear();
        stream_.expires_after(std::chrono::milliseconds(linger_ms));
        linger();
    }

    void linger() {
        stream_.async_read_some(buffer_.prepare(linger_bytes),
                                [self = shared_from_this()](ErrorCode error, std::size_t got) {
                                    self->lingered_ += got;
                                    if (!error && self->lingered_ < lingered_bytes_max)
                                        return self->linger();
                                    self->stream_.close();
                                });
    }

    class Answer final : public Exchange {
    public:
        Answer(std::shared_ptr<Session> session, bool keep_alive, bool with_body, std::string key)
            : session_(std::move(session)),
              keep_alive_(keep_alive),
              with_body_(with_body),
              websocket_key_(std::move(key)) {
            session_->shared_->unanswered.insert(this);
        }

        ~Answer() override {
            if (session_) take_session()->write(server_error(), false, with_body_);
        }

        /// Nothing happens when answer_all() was before it.
        void respond(Response response) override {
            if (!session_) return;
            if (response.status >= 400) ++session_->shared_->counts.refused;
            take_session()->write(response, keep_alive_, with_body_);
        }

        std::shared_ptr<ws::Connection> accept_websocket(std::string_view protocol) override {
            ARENA_ASSERT(session_);
            return take_session()->upgrade(websocket_key_, protocol);
        }

    private:
        std::shared_ptr<Session> take_session() {
            session_->shared_->unanswered.erase(this);
            return std::exchange(session_, nullptr);
        }

        std::shared_ptr<Session> session_;
        bool keep_alive_, with_body_;
        std::string websocket_key_;
    };

    beast::tcp_stream stream_;
    std::shared_ptr<Shared> shared_;
    HeaderBuffer<beast::flat_buffer> buffer_;
    std::optional<Parser> parser_;
    std::string text_, peer_;
    std::size_t lingered_ = 0;
    bool idle_ = false;
};

class AsioServer final : public Server {
public:
    AsioServer(asio::io_context& context, int listen_fd, const Limits& limits, Handler handler)
        : acceptor_(context), pause_(context), shared_(std::make_shared<Shared>()) {
        shared_->limits = limits;
        shared_->handler = std::move(handler);
        shared_->sockets = ws::make_socket_connections(context);
        sockaddr_storage address{};
        socklen_t length = sizeof address;
        const bool is_v6 =
            ::getsockname(listen_fd, reinterpret_cast<sockaddr*>(&address), &length) == 0 &&
            address.ss_family == AF_INET6;
        acceptor_.assign(is_v6 ? tcp::v6() : tcp::v4(), listen_fd);
        accept();
    }

    ~AsioServer() override { stop(); }

    void drain() override { shared_->closing = true; }

    void close_sockets() override {
        shared_->sockets->close_all(ws::CloseCode::restart, "the server restarts");
    }

    std::size_t unanswered() const override { return shared_->unanswered.size(); }

    void answer_all(const Response& response) override {
        const std::set<Exchange*> all = shared_->unanswered;
        for (Exchange* one : all) one->respond(response);
    }

    void stop() override {
        if (!acceptor_.is_open()) return;
        ErrorCode error;
        pause_.cancel();
        acceptor_.non_blocking(true, error);
        while (!error) {  // who has connected is answered, not reset
            tcp::socket socket = acceptor_.accept(error);
            if (!error) take(std::move(socket));
        }
        acceptor_.cancel(error);
        acceptor_.close(error);
        const std::set<Session*> sessions = shared_->sessions;
        for (Session* session : sessions) session->close_if_idle();
    }

    Counts counts() const override {
        Counts counts = shared_->counts;
        counts.websocket = shared_->sockets->size();
        return counts;
    }

private:
    void accept() {
        acceptor_.async_accept([this](ErrorCode error, tcp::socket socket) {
            if (error == asio::error::operation_aborted) return;
            if (error) return wait_to_accept();
            take(std::move(socket));
            accept();
        });
    }

    void take(tcp::socket socket) {
        ++shared_->counts.accepted;
        const std::size_t open = shared_->counts.http + shared_->sockets->size();
        if (open >= shared_->limits.connections_max) return;
        ErrorCode ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        std::make_shared<Session>(std::move(socket), shared_)->read();
    }

    void wait_to_accept() {
        pause_.expires_after(std::chrono::milliseconds(accept_pause_ms));
        pause_.async_wait([this](ErrorCode error) {
            if (!error) accept();
        });
    }

    tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    std::shared_ptr<Shared> shared_;
};

}  // namespace

std::unique_ptr<Server> serve_http(asio::io_context& context, int listen_fd, const Limits& limits,
                                   Handler handler) {
    return std::make_unique<AsioServer>(context, listen_fd, limits, std::move(handler));
}

}  // namespace arena::serve::http
