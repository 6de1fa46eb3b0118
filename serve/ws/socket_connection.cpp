// See connection.hpp. Sockets are used directly: Asio only says when one is readable or writable.
//
// A connection that is being closed keeps its socket until the close frame has left or the peer is
// gone. `closed` is told from the reactor, never from inside a call of the owner.
#include "serve/ws/socket_connection.hpp"

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <deque>
#include <set>
#include <vector>

namespace arena::serve::ws {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t read_bytes = 64 * 1024;
constexpr std::size_t gather_max = 64;  // frames in one write
constexpr int reads_in_a_turn = 4;      // then others have their turn

std::int64_t steady_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               SteadyClock::now().time_since_epoch())
        .count();
}

class SocketConnection;

/// What all connections share.
struct Shared {
    explicit Shared(asio::io_context& context_) : context(context_), pings(context_) {}

    asio::io_context& context;
    asio::steady_timer pings;
    std::array<char, read_bytes> buffer;
    std::vector<std::shared_ptr<SocketConnection>> dirty;
    bool flush_posted = false;
    std::set<SocketConnection*> all;
};

void post_flush(const std::shared_ptr<Shared>& shared, std::shared_ptr<SocketConnection> dirty);

class SocketConnection final : public Connection,
                               public std::enable_shared_from_this<SocketConnection> {
public:
    SocketConnection(std::shared_ptr<Shared> shared, tcp::socket socket, std::string peer_address)
        : shared_(std::move(shared)),
          socket_(std::move(socket)),
          peer_address_(std::move(peer_address)),
          heard_ms_(steady_ms()) {
        shared_->all.insert(this);
    }
    ~SocketConnection() override { shared_->all.erase(this); }

    void begin(std::string answer, std::string early) {
        ErrorCode ignored;
        socket_.non_blocking(true, ignored);
        early_ = std::move(early);
        queue_.push_back({std::make_shared<const std::string>(std::move(answer)), false});
        queued_bytes_ += queue_.back().frame->size();
        mark_dirty();
        wait_readable();
    }

    void listen(Events events) override {
        events_ = std::move(events);
        if (!early_.empty()) {
            asio::post(shared_->context, [self = shared_from_this()] {
                const std::string early = std::exchange(self->early_, {});
                self->feed(early);
            });
        }
    }

    void send(Frame frame) override { enqueue(std::move(frame), false); }

    void send_tick(Frame frame) override {
        for (Waiting& waiting : queue_) {
            if (waiting.is_tick && &waiting != &queue_.front()) {
                queued_bytes_ += frame->size() - waiting.frame->size();
                waiting.frame = std::move(frame);
                return;
            }
        }
        enqueue(std::move(frame), true);
    }

    void close(CloseCode code, std::string_view reason) override {
        if (state_ != State::open) return;
        if (code == CloseCode::too_slow) drop_waiting();
        enqueue(close_frame(code, reason), false);
        state_ = State::closing;
        tell_closed();
    }

    bool is_open() const override { return state_ == State::open; }
    const std::string& peer_address() const override { return peer_address_; }

    void flush() {
        dirty_ = false;
        while (!queue_.empty() && !writing_) {
            std::array<iovec, gather_max> parts;
            std::size_t count = 0;
            std::size_t skip = sent_of_first_;
            for (const Waiting& waiting : queue_) {
                if (count == gather_max) break;
                parts[count++] = {const_cast<char*>(waiting.frame->data()) + skip,
                                  waiting.frame->size() - skip};
                skip = 0;
            }
            msghdr message{};
            message.msg_iov = parts.data();
            message.msg_iovlen = count;
            const ssize_t sent = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return wait_writable();
            if (sent < 0) return gone();
            consume(static_cast<std::size_t>(sent));
        }
        if (queue_.empty() && state_ == State::closing) gone();
    }

    void look_alive(std::int64_t now_ms) {
        if (now_ms - heard_ms_ > silence_ms_max) return gone();
        if (now_ms - heard_ms_ >= ping_every_ms / 2) send(ping_frame());
    }

private:
    enum class State { open, closing, closed };
    struct Waiting {
        Frame frame;
        bool is_tick;
    };

    void enqueue(Frame frame, bool is_tick) {
        if (state_ != State::open) return;
        if (queued_bytes_ + frame->size() > queue_bytes_max) {
            if (!is_tick) close(CloseCode::too_slow, "messages are not read fast enough");
            return;
        }
        queued_bytes_ += frame->size();
        queue_.push_back({std::move(frame), is_tick});
        mark_dirty();
    }

    void mark_dirty() {
        if (dirty_ || writing_) return;
        dirty_ = true;
        post_flush(shared_, shared_from_this());
    }

    /// Keeps a frame that is half sent.
    void drop_waiting() {
        while (queue_.size() > (sent_of_first_ > 0 ? 1u : 0u)) {
            queued_bytes_ -= queue_.back().frame->size();
            queue_.pop_back();
        }
    }

    void consume(std::size_t sent) {
        sent += sent_of_first_;
        while (!queue_.empty() && sent >= queue_.front().frame->size()) {
            sent -= queue_.front().frame->size();
            queued_bytes_ -= queue_.front().frame->size();
            queue_.pop_front();
        }
        sent_of_first_ = sent;
        if (queue_.empty()) queue_.shrink_to_fit();
    }

    void wait_writable() {
        writing_ = true;
        socket_.async_wait(tcp::socket::wait_write,
                           [self = shared_from_this()](const ErrorCode& error) {
                               self->writing_ = false;
                               if (error) return self->gone();
                               self->flush();
                           });
    }

    void wait_readable() {
        socket_.async_wait(tcp::socket::wait_read,
                           [self = shared_from_this()](const ErrorCode& error) {
                               if (error) return self->gone();
                               self->read();
                           });
    }

    void read() {
        for (int turn = 0; turn < reads_in_a_turn && state_ != State::closed; ++turn) {
            const ssize_t got =
                ::recv(socket_.native_handle(), shared_->buffer.data(), shared_->buffer.size(), 0);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
            if (got <= 0) return gone();
            heard_ms_ = steady_ms();
            if (state_ == State::open)
                feed({shared_->buffer.data(), static_cast<std::size_t>(got)});
            if (static_cast<std::size_t>(got) < shared_->buffer.size()) break;
        }
        if (state_ != State::closed) wait_readable();
    }

    void feed(std::string_view bytes) {
        if (!early_.empty()) {  // not listened to yet: keep the order
            early_.append(bytes);
            return;
        }
        const auto self = shared_from_this();
        const FrameSink sink{[this](std::string_view text) {
                                 if (state_ == State::open && events_.message)
                                     events_.message(text);
                             },
                             [this](std::string_view payload) { send(pong_frame(payload)); }, [] {},
                             [this](std::string_view) { close(CloseCode::normal, ""); }};
        const FrameReader::Fault fault = reader_.feed(bytes, sink);
        if (fault != FrameReader::Fault::none) close(close_code(fault), "");
    }

    void gone() {
        if (state_ == State::closed) return;
        const bool told = state_ == State::closing;
        state_ = State::closed;
        ErrorCode ignored;
        socket_.close(ignored);
        queue_.clear();
        queued_bytes_ = 0;
        if (!told) tell_closed();
    }

    void tell_closed() {
        asio::post(shared_->context, [self = shared_from_this()] {
            const Events events = std::exchange(self->events_, {});
            if (events.closed) events.closed();
        });
    }

    std::shared_ptr<Shared> shared_;
    tcp::socket socket_;
    std::string peer_address_, early_;
    Events events_;
    FrameReader reader_;
    std::deque<Waiting> queue_;
    std::size_t queued_bytes_ = 0, sent_of_first_ = 0;
    std::int64_t heard_ms_;
    State state_ = State::open;
    bool dirty_ = false, writing_ = false;
};

void post_flush(const std::shared_ptr<Shared>& shared, std::shared_ptr<SocketConnection> dirty) {
    shared->dirty.push_back(std::move(dirty));
    if (std::exchange(shared->flush_posted, true)) return;
    asio::post(shared->context, [shared] {
        shared->flush_posted = false;
        const auto all = std::exchange(shared->dirty, {});
        for (const auto& connection : all) connection->flush();
    });
}

class AllConnections final : public SocketConnections {
public:
    explicit AllConnections(asio::io_context& context)
        : shared_(std::make_shared<Shared>(context)) {
        ping_later(shared_);
    }
    ~AllConnections() override { shared_->pings.cancel(); }

    std::shared_ptr<Connection> take(tcp::socket socket, std::string peer_address,
                                     std::string answer, std::string early) override {
        auto connection =
            std::make_shared<SocketConnection>(shared_, std::move(socket), std::move(peer_address));
        connection->begin(std::move(answer), std::move(early));
        return connection;
    }

    void close_all(CloseCode code, std::string_view reason) override {
        for (const auto& connection : living(*shared_)) connection->close(code, reason);
    }

    std::size_t size() const override { return shared_->all.size(); }

private:
    static std::vector<std::shared_ptr<SocketConnection>> living(const Shared& shared) {
        std::vector<std::shared_ptr<SocketConnection>> all;
        for (SocketConnection* connection : shared.all)
            if (auto held = connection->weak_from_this().lock()) all.push_back(std::move(held));
        return all;
    }

    static void ping_later(const std::shared_ptr<Shared>& shared) {
        shared->pings.expires_after(std::chrono::milliseconds(ping_every_ms / 2));
        shared->pings.async_wait([weak = std::weak_ptr<Shared>(shared)](const ErrorCode& error) {
            const auto held = weak.lock();
            if (error || !held) return;
            const std::int64_t now_ms = steady_ms();
            for (const auto& connection : living(*held)) connection->look_alive(now_ms);
            ping_later(held);
        });
    }

    std::shared_ptr<Shared> shared_;
};

}  // namespace

std::unique_ptr<SocketConnections> make_socket_connections(asio::io_context& context) {
    return std::make_unique<AllConnections>(context);
}

}  // namespace arena::serve::ws
