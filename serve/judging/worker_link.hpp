// The server's end of one worker's socket: frames out and in, nothing about queues.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "serve/judging/worker_message.hpp"
#include "serve/judging/worker_source.hpp"
#include "serve/reactor.hpp"

namespace arena::serve {

/// Strand: the reactor's thread. Events come from the reactor only, never from inside a call. After
/// `lost`, or once it is destroyed, none comes any more.
class WorkerLink : public std::enable_shared_from_this<WorkerLink> {
public:
    struct Events {
        std::function<void()> ready;  ///< its slot stands; once
        /// A sign of life about the ticket; as TaskEvents::alive.
        std::function<void(std::int64_t part_ms)> alive;
        std::function<void(const TestProgress&)> progress;  ///< these three: of the task sent last
        std::function<void(Outcome)> outcome;
        std::function<void(const std::string& why)> lost;
    };

    /// REQUIRES: `reactor` outlives it. Takes seat.fd.
    static std::shared_ptr<WorkerLink> open(Reactor& reactor, const WorkerSeat& seat,
                                            Events events);
    ~WorkerLink();
    WorkerLink(const WorkerLink&) = delete;
    WorkerLink& operator=(const WorkerLink&) = delete;

    const WorkerSeat& seat() const { return seat_; }

    /// REQUIRES: ready, and the last task has its outcome.
    void send_task(std::string_view encoded_task);
    void send_cancel();

    void close();

private:
    WorkerLink(Reactor& reactor, const WorkerSeat& seat, Events events);
    void write(FrameKind kind, std::string_view body);
    void flush();
    void on_readable();
    Result<void> take(const Frame& frame);
    void lose(const std::string& why);

    Reactor& reactor_;
    WorkerSeat seat_;
    Events events_;
    FrameReader input_;
    std::string output_;
    std::size_t written_ = 0;  ///< of output_
    std::uint64_t ticket_ = 0;
    bool greeted_ = false, working_ = false, waiting_to_write_ = false;
};

}  // namespace arena::serve
