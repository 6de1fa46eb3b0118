// Judge workers without processes: the other end of each socket is played here, on the test's
// reactor, and does what the test's script says.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "serve/judging/worker_message.hpp"
#include "serve/judging/worker_source.hpp"
#include "serve/reactor.hpp"

namespace arena::testing {

class FakeWorkers final : public serve::WorkerSource {
public:
    /// What a worker that got a task can do; it stays valid until it answered or died.
    class Hands {
    public:
        Hands(FakeWorkers& owner, int seat, std::uint64_t ticket)
            : owner_(owner), seat_(seat), ticket_(ticket) {}
        int seat() const { return seat_; }
        void progress(const serve::TestProgress& progress) const;
        void alive(std::int64_t part_ms = 0) const;
        void answer(const serve::Outcome& outcome) const;
        void answer_with_ticket(std::uint64_t ticket, const serve::Outcome& outcome) const;
        void die() const;
        void send_raw(const std::string& bytes) const;

    private:
        FakeWorkers& owner_;
        int seat_;
        std::uint64_t ticket_;
    };
    using Script = std::function<void(const serve::Task&, Hands)>;

    FakeWorkers(serve::Reactor& reactor, int seats, Script script);
    ~FakeWorkers() override;

    void start(std::function<void(serve::WorkerSeat)> came) override;
    void kill_worker(int seat, std::uint32_t generation) override;

    bool replace_dead = true;
    std::vector<std::pair<int, std::uint32_t>> killed;
    std::function<void(Hands)> on_cancel;  ///< default: answer as cancelled

private:
    struct Played {
        int fd = -1;
        std::uint32_t generation = 0;
        serve::FrameReader input;
    };
    void sit(int seat);
    void read(int seat);
    void send(int seat, serve::FrameKind kind, std::uint64_t ticket, const std::string& body);
    void die(int seat);

    serve::Reactor& reactor_;
    Script script_;
    std::map<int, Played> seats_;
    std::function<void(serve::WorkerSeat)> came_;
};

}  // namespace arena::testing
