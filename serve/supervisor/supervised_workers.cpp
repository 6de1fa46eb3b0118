#include "serve/supervisor/supervised_workers.hpp"

#include <unistd.h>

#include "serve/supervisor/control_message.hpp"

namespace arena::serve {
namespace {

class SupervisedWorkers final : public WorkerSource {
public:
    SupervisedWorkers(Reactor& reactor, const ServerInput& input, std::function<void()> orphaned)
        : reactor_(reactor),
          control_fd_(input.control_fd),
          first_(input.workers),
          orphaned_(std::move(orphaned)) {}

    ~SupervisedWorkers() override {
        reactor_.forget(control_fd_);
        ::close(control_fd_);
        for (const WorkerSeat& seat : first_) ::close(seat.fd);
    }

    void start(std::function<void(WorkerSeat)> came) override {
        came_ = std::move(came);
        const std::weak_ptr<int> alive = alive_;
        reactor_.post([this, alive] {
            if (alive.expired()) return;
            const std::vector<WorkerSeat> seats = std::move(first_);
            first_.clear();
            for (const WorkerSeat& seat : seats) came_(seat);
        });
        reactor_.watch(control_fd_, [this] { receive(); });
    }

    void kill_worker(int seat, std::uint32_t generation) override {
        ControlMessage message;
        message.kind = ControlMessage::Kind::kill_worker;
        message.seat = seat;
        message.generation = generation;
        (void)send_control(control_fd_, message);  // a supervisor that is gone took it along
    }

private:
    void receive() {
        ControlEnd end = ControlEnd::nothing_yet;
        const std::weak_ptr<int> alive = alive_;
        while (const auto message = receive_control(control_fd_, end)) {
            if (message->fd < 0) continue;
            came_({message->seat, message->generation, message->pid, message->fd});
            if (alive.expired()) return;
        }
        if (end != ControlEnd::gone) return;
        reactor_.forget(control_fd_);
        if (orphaned_) orphaned_();
    }

    Reactor& reactor_;
    const int control_fd_;
    std::vector<WorkerSeat> first_;
    std::function<void(WorkerSeat)> came_;
    std::function<void()> orphaned_;
    std::shared_ptr<int> alive_ = std::make_shared<int>(0);
};

}  // namespace

std::unique_ptr<WorkerSource> make_supervised_workers(Reactor& reactor, const ServerInput& input,
                                                      std::function<void()> orphaned) {
    return std::make_unique<SupervisedWorkers>(reactor, input, std::move(orphaned));
}

}  // namespace arena::serve
