#include "tests/support/fake_workers.hpp"

#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "core/assert.hpp"

namespace arena::testing {

using namespace serve;

void FakeWorkers::Hands::progress(const TestProgress& progress) const {
    owner_.send(seat_, FrameKind::progress, ticket_, encode(progress));
}

void FakeWorkers::Hands::alive(std::int64_t part_ms) const {
    owner_.send(seat_, FrameKind::alive, ticket_, encode_part_ms(part_ms));
}

void FakeWorkers::Hands::answer(const Outcome& outcome) const {
    answer_with_ticket(ticket_, outcome);
}

void FakeWorkers::Hands::answer_with_ticket(std::uint64_t ticket, const Outcome& outcome) const {
    owner_.send(seat_, FrameKind::outcome, ticket, encode(outcome));
}

void FakeWorkers::Hands::die() const {
    owner_.die(seat_);
}

void FakeWorkers::Hands::send_raw(const std::string& bytes) const {
    (void)::send(owner_.seats_.at(seat_).fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

FakeWorkers::FakeWorkers(Reactor& reactor, int seats, Script script)
    : reactor_(reactor), script_(std::move(script)) {
    for (int seat = 0; seat < seats; ++seat) seats_[seat];
}

FakeWorkers::~FakeWorkers() {
    replace_dead = false;
    for (auto& [seat, played] : seats_) die(seat);
}

void FakeWorkers::start(std::function<void(WorkerSeat)> came) {
    came_ = std::move(came);
    for (auto& [seat, played] : seats_) sit(seat);
}

void FakeWorkers::kill_worker(int seat, std::uint32_t generation) {
    killed.emplace_back(seat, generation);
    if (seats_.at(seat).generation == generation) die(seat);
}

void FakeWorkers::sit(int seat) {
    int ends[2];
    ARENA_ASSERT(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0);
    Played& played = seats_.at(seat);
    played.fd = ends[1];
    played.input = {};
    ++played.generation;
    reactor_.watch(played.fd, [this, seat] { read(seat); });
    send(seat, FrameKind::hello, 0, std::string(1, char{worker_protocol_version}));
    came_({seat, played.generation, 0, ends[0]});
}

void FakeWorkers::read(int seat) {
    Played& played = seats_.at(seat);
    std::array<char, 65536> bytes;
    const ssize_t count = ::recv(played.fd, bytes.data(), bytes.size(), 0);
    if (count <= 0) {
        die(seat);
        return;
    }
    played.input.append({bytes.data(), static_cast<std::size_t>(count)});
    while (played.fd >= 0) {
        const auto frame = played.input.next();
        ARENA_ASSERT(frame.has_value());
        if (!*frame) return;
        const Hands hands(*this, seat, (*frame)->ticket);
        if ((*frame)->kind == FrameKind::task) {
            const auto task = decode_task((*frame)->body);
            ARENA_ASSERT(task.has_value());
            script_(*task, hands);
        } else if (on_cancel) {
            on_cancel(hands);
        } else {
            hands.answer(JobFault{FaultKind::cancelled, "cancelled"});
        }
    }
}

void FakeWorkers::send(int seat, FrameKind kind, std::uint64_t ticket, const std::string& body) {
    std::string bytes;
    append_frame(bytes, kind, ticket, body);
    (void)::send(seats_.at(seat).fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

void FakeWorkers::die(int seat) {
    Played& played = seats_.at(seat);
    if (played.fd < 0) return;
    reactor_.forget(played.fd);
    ::close(played.fd);
    played.fd = -1;
    if (replace_dead && came_) {
        reactor_.post([this, seat] {
            if (seats_.at(seat).fd < 0) sit(seat);
        });
    }
}

}  // namespace arena::testing
