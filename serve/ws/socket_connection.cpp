// See connection.hpp. A connection that is being closed keeps its socket until the close frame has
// left or the peer is gone. `closed` is told from the reactor, never from inside a call of the
// owner.
#include "serve/ws/socket_connection.hpp"

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <vector>

#include "serve/ws/socket_poller.hpp"

namespace arena::serve::ws {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t read_bytes = 64 * 1024;
constexpr std::size_t gather_max = 64;       // frames in one write
constexpr int reads_in_a_turn = 4;           // then others have their turn
constexpr std::size_t queue_room_kept = 16;  // frames; a longer queue's memory is given back

std::int64_t steady_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               SteadyClock::now().time_since_epoch())
        .count();
}

class SocketConnection;

/// What all connections share. It holds those that are open.
struct Shared : std::enable_shared_from_this<Shared> {
    explicit Shared(asio::io_context& context_) : context(context_), pings(context_) {}

    void post_flush(std::shared_ptr<SocketConnection> connection);
    void on_ready(int fd, SocketPoller::Ready ready);

    asio::io_context& context;
    asio::steady_timer pings;
    std::array<char, read_bytes> buffer;
    std::vector<std::shared_ptr<SocketConnection>> dirty;
    bool flush_posted = false;
    std::vector<std::shared_ptr<SocketConnection>> by_fd;  ///< null: not one of ours
    std::size_t open = 0, held_bytes = 0;
    SocketPoller poller{context,
                        [this](int fd, SocketPoller::Ready ready) { on_ready(fd, ready); }};
};

class SocketConnection final : public Connection,
                               public std::enable_shared_from_this<SocketConnection> {
public:
    SocketConnection(std::shared_ptr<Shared> shared, int fd)
        : shared_(std::move(shared)), fd_(fd), heard_ms_(steady_ms()) {}

    void begin(std::string answer, std::string early) {
        early_ = std::move(early);
        const auto place = static_cast<std::size_t>(fd_);
        if (shared_->by_fd.size() <= place) shared_->by_fd.resize(place + 1);
        shared_->by_fd[place] = shared_from_this();
        ++shared_->open;
        if (!shared_->poller.add(fd_)) return gone();
        enqueue(std::make_shared<const std::string>(std::move(answer)), false);
    }

    void listen(Events events) override {
        events_ = std::move(events);
        if (early_.empty()) return;
        asio::post(shared_->context, [self = shared_from_this()] {
            const std::string early = std::exchange(self->early_, {});
            self->feed(early);
        });
    }

    void send(Frame frame) override { enqueue(std::move(frame), false); }

    void send_tick(Frame frame) override {
        for (std::size_t i = 1; i < queue_.size(); ++i) {  // the first may be half sent
            if (!queue_[i].is_tick) continue;
            queued_bytes_ += frame->size() - queue_[i].frame->size();
            queue_[i].frame = std::move(frame);
            return;
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

    void allow_messages(std::size_t bytes_max) override { reader_.allow(bytes_max); }

    void flush() {
        dirty_ = false;
        while (!queue_.empty() && !writing_) {
            std::array<iovec, gather_max> parts;
            std::size_t count = 0, skip = sent_of_first_;
            for (const Waiting& waiting : queue_) {
                if (count == gather_max) break;
                parts[count++] = {const_cast<char*>(waiting.frame->data()) + skip,
                                  waiting.frame->size() - skip};
                skip = 0;
            }
            msghdr message{};
            message.msg_iov = parts.data();
            message.msg_iovlen = count;
            const ssize_t sent = count == 1 ? ::send(fd_, parts[0].iov_base, parts[0].iov_len,
                                                     MSG_NOSIGNAL | MSG_DONTWAIT)
                                            : ::sendmsg(fd_, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent < 0 && errno == EINTR) continue;
            if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return want_write(true);
            if (sent < 0) return gone();
            consume(static_cast<std::size_t>(sent));
        }
        if (queue_.empty() && state_ == State::closing) gone();
    }

    void on_ready(SocketPoller::Ready ready) {
        if (ready.writable && writing_) {
            want_write(false);
            flush();
        }
        if (ready.readable && state_ != State::closed) read();
    }

    void look_alive(std::int64_t now_ms) {
        if (now_ms - heard_ms_ > silence_ms_max) return gone();
        if (now_ms - heard_ms_ >= ping_every_ms / 2) send(ping_frame());
    }

    /// The server ends: nothing is told any more.
    void abandon() {
        events_ = {};
        if (state_ == State::open) state_ = State::closing;
        gone();
    }

private:
    enum class State : std::uint8_t { open, closing, closed };
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
        if (dirty_ || writing_) return;
        dirty_ = true;
        shared_->post_flush(shared_from_this());
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
        std::size_t whole = 0;
        while (whole < queue_.size() && sent >= queue_[whole].frame->size()) {
            sent -= queue_[whole].frame->size();
            queued_bytes_ -= queue_[whole].frame->size();
            ++whole;
        }
        sent_of_first_ = sent;
        queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(whole));
        if (queue_.empty() && queue_.capacity() > queue_room_kept) queue_ = {};
    }

    void want_write(bool wanted) {
        writing_ = wanted;
        shared_->poller.want_write(fd_, wanted);
    }

    void read() {
        for (int turn = 0; turn < reads_in_a_turn && state_ != State::closed; ++turn) {
            const ssize_t got =
                ::recv(fd_, shared_->buffer.data(), shared_->buffer.size(), MSG_DONTWAIT);
            if (got < 0 && errno == EINTR) continue;
            if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
            if (got <= 0) return gone();
            heard_ms_ = steady_ms();
            if (state_ == State::open)
                feed({shared_->buffer.data(), static_cast<std::size_t>(got)});
            if (static_cast<std::size_t>(got) < shared_->buffer.size()) return;
        }
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
        note_held(state_ == State::closed ? 0 : reader_.held_bytes());
        if (shared_->held_bytes > unread_bytes_max && held_bytes_ > sign_in_bytes_max)
            close(CloseCode::busy, "too many large messages at once; try again");
    }

    void note_held(std::size_t bytes) {
        shared_->held_bytes += bytes - held_bytes_;
        held_bytes_ = bytes;
    }

    void gone() {
        if (state_ == State::closed) return;
        const bool told = state_ == State::closing;
        state_ = State::closed;
        const auto self = std::exchange(shared_->by_fd[static_cast<std::size_t>(fd_)], nullptr);
        --shared_->open;
        note_held(0);
        ::close(fd_);
        queue_ = {};
        queued_bytes_ = 0;
        if (!told) tell_closed();
    }

    void tell_closed() {
        asio::post(shared_->context, [self = shared_from_this()] {
            const Events events = std::exchange(self->events_, {});
            if (events.closed) events.closed();
        });
    }

    const std::shared_ptr<Shared> shared_;
    const int fd_;
    State state_ = State::open;
    bool dirty_ = false, writing_ = false;
    std::int64_t heard_ms_;
    std::string early_;
    Events events_;
    FrameReader reader_{FrameReader::Side::server, sign_in_bytes_max};
    std::size_t held_bytes_ = 0;
    std::vector<Waiting> queue_;
    std::size_t queued_bytes_ = 0, sent_of_first_ = 0;
};

void Shared::post_flush(std::shared_ptr<SocketConnection> connection) {
    dirty.push_back(std::move(connection));
    if (std::exchange(flush_posted, true)) return;
    asio::post(context, [self = shared_from_this()] {
        self->flush_posted = false;
        const auto all = std::exchange(self->dirty, {});
        for (const auto& one : all) one->flush();
    });
}

void Shared::on_ready(int fd, SocketPoller::Ready ready) {
    // closed earlier in this turn: the number is free until the turn is over
    const auto connection = by_fd[static_cast<std::size_t>(fd)];
    if (connection) connection->on_ready(ready);
}

class AllConnections final : public SocketConnections {
public:
    explicit AllConnections(asio::io_context& context)
        : shared_(std::make_shared<Shared>(context)) {
        ping_later(shared_);
    }

    ~AllConnections() override {
        shared_->pings.cancel();
        for (const auto& connection : open(*shared_)) connection->abandon();
    }

    std::shared_ptr<Connection> take(tcp::socket socket, std::string answer,
                                     std::string early) override {
        ErrorCode failed;
        const int fd = socket.release(failed);
        auto connection = std::make_shared<SocketConnection>(shared_, fd);
        connection->begin(std::move(answer), std::move(early));
        return connection;
    }

    void close_all(CloseCode code, std::string_view reason) override {
        for (const auto& connection : open(*shared_)) connection->close(code, reason);
    }

    std::size_t size() const override { return shared_->open; }

private:
    static std::vector<std::shared_ptr<SocketConnection>> open(const Shared& shared) {
        std::vector<std::shared_ptr<SocketConnection>> all;
        all.reserve(shared.open);
        for (const auto& connection : shared.by_fd)
            if (connection) all.push_back(connection);
        return all;
    }

    static void ping_later(const std::shared_ptr<Shared>& shared) {
        shared->pings.expires_after(std::chrono::milliseconds(ping_every_ms / 2));
        shared->pings.async_wait([weak = std::weak_ptr<Shared>(shared)](const ErrorCode& error) {
            const auto held = weak.lock();
            if (error || !held) return;
            const std::int64_t now_ms = steady_ms();
            for (const auto& connection : open(*held)) connection->look_alive(now_ms);
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
