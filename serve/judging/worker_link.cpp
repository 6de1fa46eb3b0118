#include "serve/judging/worker_link.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "core/assert.hpp"
#include "core/limits.hpp"

namespace arena::serve {

std::shared_ptr<WorkerLink> WorkerLink::open(Reactor& reactor, const WorkerSeat& seat,
                                             Events events) {
    std::shared_ptr<WorkerLink> link(new WorkerLink(reactor, seat, std::move(events)));
    reactor.watch(seat.fd, [weak = std::weak_ptr<WorkerLink>(link)] {
        if (const auto self = weak.lock()) self->on_readable();
    });
    return link;
}

WorkerLink::WorkerLink(Reactor& reactor, const WorkerSeat& seat, Events events)
    : reactor_(reactor), seat_(seat), events_(std::move(events)) {}

WorkerLink::~WorkerLink() {
    close();
}

void WorkerLink::close() {
    if (seat_.fd < 0) return;
    reactor_.forget(seat_.fd);
    ::close(seat_.fd);
    seat_.fd = -1;
}

void WorkerLink::lose(const std::string& why) {
    if (seat_.fd < 0) return;
    close();
    // The handler may let go of this link, and of the function itself with it.
    const auto lost = std::move(events_.lost);
    events_ = {};
    if (lost) lost(why);
}

void WorkerLink::send_task(std::string_view encoded_task) {
    ARENA_ASSERT(greeted_ && !working_);
    ++ticket_;
    working_ = true;
    write(FrameKind::task, encoded_task);
}

void WorkerLink::send_cancel() {
    if (working_) write(FrameKind::cancel, "");
}

void WorkerLink::write(FrameKind kind, std::string_view body) {
    if (seat_.fd < 0) return;
    append_frame(output_, kind, ticket_, body);
    if (!waiting_to_write_) flush();
}

void WorkerLink::flush() {
    waiting_to_write_ = false;
    while (written_ < output_.size()) {
        const ssize_t count =
            ::send(seat_.fd, output_.data() + written_, output_.size() - written_, MSG_NOSIGNAL);
        if (count >= 0) {
            written_ += static_cast<std::size_t>(count);
        } else if (errno == EAGAIN) {
            waiting_to_write_ = true;
            reactor_.when_writable(seat_.fd, [weak = weak_from_this()] {
                if (const auto self = weak.lock()) self->flush();
            });
            return;
        } else if (errno != EINTR) {
            break;  // it is gone, and the end of its stream will say so
        }
    }
    output_.clear();
    written_ = 0;
}

void WorkerLink::on_readable() {
    const auto self = shared_from_this();  // an event may drop the last other reference
    std::array<char, 64 * kib> bytes;
    while (seat_.fd >= 0) {
        const ssize_t count = ::recv(seat_.fd, bytes.data(), bytes.size(), 0);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno == EAGAIN) return;
        if (count <= 0) return lose("the judge worker ended");
        input_.append({bytes.data(), static_cast<std::size_t>(count)});
        while (seat_.fd >= 0) {
            auto frame = input_.next();
            if (!frame) return lose(frame.error().message);
            if (!*frame) break;
            const auto taken = take(**frame);
            if (!taken) return lose(taken.error().message);
        }
        if (static_cast<std::size_t>(count) < bytes.size()) return;
    }
}

Result<void> WorkerLink::take(const Frame& frame) {
    if (frame.kind == FrameKind::hello) {
        const std::string version(1, static_cast<char>(worker_protocol_version));
        if (greeted_ || frame.body != version) {
            return fail(ErrorCode::internal, "a judge worker of another version");
        }
        greeted_ = true;
        if (events_.ready) events_.ready();
        return {};
    }
    if (!working_ || frame.ticket != ticket_) {
        return fail(ErrorCode::internal, "a judge worker spoke of a task that it does not have");
    }
    switch (frame.kind) {
        case FrameKind::alive: {
            const auto part_ms = decode_part_ms(frame.body);
            if (!part_ms) return tl::unexpected<Error>(part_ms.error());
            if (events_.alive) events_.alive(*part_ms);
            return {};
        }
        case FrameKind::progress: {
            const auto progress = decode_progress(frame.body);
            if (!progress) return tl::unexpected<Error>(progress.error());
            if (events_.progress) events_.progress(*progress);
            return {};
        }
        case FrameKind::outcome: {
            auto outcome = decode_outcome(frame.body);
            if (!outcome) return tl::unexpected<Error>(outcome.error());
            working_ = false;
            if (events_.outcome) events_.outcome(*std::move(outcome));
            return {};
        }
        case FrameKind::task:
        case FrameKind::cancel:
        case FrameKind::hello: break;
    }
    return fail(ErrorCode::internal, "a judge worker sent what only the server sends");
}

}  // namespace arena::serve
