// See conversation.hpp. All four pipes and both slot sockets hang on one ppoll; data waits in a
// bounded buffer for its reader, and a full buffer stops the reading of its writer.
#include "judge/sandbox/conversation.hpp"

#include <poll.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "judge/sandbox/broken_pipe.hpp"

namespace arena::sandbox {
namespace {

constexpr std::size_t wire_bytes_max = 64 * 1024;
constexpr std::size_t transcript_bytes_max = 8 * 1024;    // each end
constexpr std::int64_t farewell_ns = 100 * ms_in_ns;      // to a program whose judge has left
constexpr std::int64_t last_moments_ns = 200 * ms_in_ns;  // before the wall limit, at most
constexpr std::int64_t last_words_ns = s_in_ns;           // of a judge whose program has failed
constexpr int idle_share = 100;         // who waits uses less; who works gets more, however loaded
constexpr int interactor_accepts = 42;  // then the program may end in its time

bool make_pipe(Descriptor& read_end, Descriptor& write_end) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC)) return false;
    read_end = Descriptor(ends[0]);
    write_end = Descriptor(ends[1]);
    return true;
}

int unread_bytes(const Descriptor& pipe) {
    int bytes = 0;
    if (pipe) ::ioctl(pipe.get(), FIONREAD, &bytes);
    return bytes;
}

}  // namespace

bool Conversation::Wire::owes() const {
    return waiting.empty() && unread_bytes(to) == 0;
}

Conversation::Conversation(ActiveRun& program, ActiveRun& interactor,
                           const RunRequest& program_request, const RunRequest& interactor_request)
    : program_(program),
      interactor_(interactor),
      program_request_(program_request),
      interactor_request_(interactor_request) {}

Result<void> Conversation::connect() {
    if (!make_pipe(program_stdin_, to_program_.to) ||
        !make_pipe(to_interactor_.from, program_stdout_) ||
        !make_pipe(interactor_stdin_, to_interactor_.to) ||
        !make_pipe(to_program_.from, interactor_stdout_))
        return fail(ErrorCode::host, std::string("cannot make a pipe: ") + std::strerror(errno));
    for (Wire* wire : {&to_program_, &to_interactor_}) {
        ::fcntl(wire->from.get(), F_SETFL, O_NONBLOCK);
        ::fcntl(wire->to.get(), F_SETFL, O_NONBLOCK);
    }
    to_interactor_.bytes_max = program_request_.limits.output_bytes;
    to_program_.bytes_max = interactor_request_.limits.output_bytes;
    return {};
}

void Conversation::note(char mark, const char* data, std::size_t bytes) {
    std::string said;
    for (std::size_t i = 0; i < bytes && said.size() < 2 * transcript_bytes_max; ++i) {
        if (speaker_ != mark) {
            if (speaker_) said += '\n';
            said += mark;
            said += ' ';
            speaker_ = mark;
        }
        if (data[i] == '\n') {
            said += '\n';
            speaker_ = 0;
        } else {
            said += data[i];
        }
    }
    const std::size_t room = transcript_bytes_max - std::min(transcript_bytes_max, head_.size());
    head_ += said.substr(0, room);
    if (said.size() <= room) return;
    tail_ += said.substr(room);
    if (tail_.size() > 2 * transcript_bytes_max)
        tail_.erase(0, tail_.size() - transcript_bytes_max);
}

std::string Conversation::transcript() const {
    if (tail_.size() <= transcript_bytes_max) return head_ + tail_;
    return head_ + "\n[...]\n" + tail_.substr(tail_.size() - transcript_bytes_max);
}

void Conversation::relay_in(Wire& wire, char mark) {
    char buffer[16384];
    const std::size_t room = std::min(sizeof buffer, wire_bytes_max - wire.waiting.size());
    const ssize_t length = ::read(wire.from.get(), buffer, room);
    if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (length <= 0) {
        if (hung_up_first_ == 0) hung_up_first_ = &wire == &to_interactor_ ? 1 : -1;
        wire.from.reset();
        if (wire.waiting.empty()) wire.to.reset();
        return;
    }
    wire.total_bytes += length;
    wire.over |= wire.total_bytes > wire.bytes_max;
    note(mark, buffer, static_cast<std::size_t>(length));
    if (wire.to) wire.waiting.append(buffer, static_cast<std::size_t>(length));
    relay_out(wire);
}

void Conversation::relay_out(Wire& wire) {
    if (wire.to && !wire.waiting.empty()) {
        const ssize_t wrote = ::write(wire.to.get(), wire.waiting.data(), wire.waiting.size());
        if (wrote > 0) {
            wire.waiting.erase(0, static_cast<std::size_t>(wrote));
        } else if (errno != EAGAIN && errno != EINTR) {  // the reader is gone: what follows is lost
            wire.to.reset();
            wire.waiting.clear();
        }
    }
    if (!wire.from && wire.waiting.empty()) wire.to.reset();
}

// A judge that left has decided: the program gets a moment to notice, then it is ended.
void Conversation::end_program_if_interactor_left() {
    if (!interactor_.finished() || program_.finished()) return;
    if (hung_up_first_ == 0) hung_up_first_ = -1;
    to_program_.from.reset();
    relay_out(to_program_);
    if (interactor_.exited_with(interactor_accepts)) return;
    if (clock_ns() - interactor_.end_ns() > farewell_ns &&
        program_.used_cpu_ns() <= program_request_.limits.cpu_ns)
        program_.stop(Ending::cancelled);
}

// A program that failed while its judge still talked to it decides the case: a judge that sees the
// end of its input soon leaves by itself, one that sleeps would be waited for to its own limit.
bool Conversation::program_failed_first() const {
    return program_.finished() && !program_.exited_with(0) && hung_up_first_ > 0;
}

void Conversation::end_interactor_if_program_failed() {
    if (interactor_.finished() || !program_failed_first()) return;
    if (clock_ns() - program_.end_ns() > last_words_ns) interactor_.stop(Ending::cancelled);
}

// A judge whose program has ended well may have much to compute before it decides. One that idles
// waits for nothing that could still come.
void Conversation::end_interactor_if_it_hangs(std::int64_t now) {
    if (interactor_.finished() || !program_.finished() || now < grace_end_ns_) return;
    if (grace_end_ns_ != 0 && interactor_idles(now)) {
        interactor_hung_ = true;
        interactor_.stop(Ending::cancelled);
    }
    watch_interactor(now);
    grace_end_ns_ = now + interactor_grace_ns;
}

void Conversation::one_round(int cancel_fd) {
    const auto reads = [](const Wire& wire) {
        return wire.from && wire.waiting.size() < wire_bytes_max ? wire.from.get() : -1;
    };
    const auto writes = [](const Wire& wire) { return wire.waiting.empty() ? -1 : wire.to.get(); };
    const bool program_runs = !program_.finished(), interactor_runs = !interactor_.finished();
    pollfd watch[9] = {{program_runs ? program_.socket() : -1, POLLIN, 0},
                       {interactor_runs ? interactor_.socket() : -1, POLLIN, 0},
                       {program_.error_fd(), POLLIN, 0},
                       {interactor_.error_fd(), POLLIN, 0},
                       {reads(to_interactor_), POLLIN, 0},
                       {reads(to_program_), POLLIN, 0},
                       {writes(to_interactor_), POLLOUT, 0},
                       {writes(to_program_), POLLOUT, 0},
                       {cancel_fd, POLLIN, 0}};
    std::int64_t wake = INT64_MAX;
    if (program_runs) wake = std::min(program_.next_wake_ns(), last_moments_begin_ns_);
    if (interactor_runs) wake = std::min(wake, interactor_.next_wake_ns());
    if (!interactor_runs && !interactor_.exited_with(interactor_accepts))
        wake = std::min(wake, interactor_.end_ns() + farewell_ns + ms_in_ns);
    if (interactor_runs && program_failed_first())
        wake = std::min(wake, program_.end_ns() + last_words_ns + ms_in_ns);
    if (interactor_runs && !program_runs) wake = std::min(wake, grace_end_ns_);
    const std::int64_t left = std::max<std::int64_t>(0, wake - clock_ns());
    const timespec timeout{left / s_in_ns, left % s_in_ns};
    if (::ppoll(watch, 9, &timeout, nullptr) <= 0) return;
    if (watch[2].revents) program_.on_error_output();
    if (watch[3].revents) interactor_.on_error_output();
    if (watch[4].revents) relay_in(to_interactor_, '<');
    if (watch[5].revents) relay_in(to_program_, '>');
    if (watch[6].revents) relay_out(to_interactor_);
    if (watch[7].revents) relay_out(to_program_);
    if (watch[0].revents) program_.on_socket();
    if (watch[1].revents) interactor_.on_socket();
    if (watch[8].revents) {
        program_.stop(Ending::cancelled);
        interactor_.stop(Ending::cancelled);
    }
}

// A limit that moved away has last moments of its own; too short they would say nothing.
void Conversation::expect_last_moments(std::int64_t now) {
    const std::int64_t deadline_ns = program_.wall_deadline_ns();
    if (deadline_ns == expected_deadline_ns_) return;
    expected_deadline_ns_ = deadline_ns;
    const std::int64_t begin_ns =
        deadline_ns - std::min(last_moments_ns, program_request_.limits.wall_ns / 4);
    if (begin_ns > now) last_moments_begin_ns_ = begin_ns;
}

// Notes what the interactor has used when the last moments begin.
void Conversation::watch_interactor(std::int64_t now) {
    watched_since_ns_ = now;
    interactor_cpu_before_ns_ = interactor_.used_cpu_ns();
    last_moments_begin_ns_ = INT64_MAX;
}

// What it did long ago says nothing of who keeps whom waiting now.
bool Conversation::interactor_idles(std::int64_t now) {
    if (watched_since_ns_ == 0) return true;
    const std::int64_t used_ns = interactor_.used_cpu_ns() - interactor_cpu_before_ns_;
    return used_ns * idle_share < now - watched_since_ns_;
}

// Who waits for input is seen to idle, and so is who sleeps. If both sleep, nobody keeps the
// program waiting.
bool Conversation::interactor_sleeps() const {
    return interactor_.slept() && !program_.slept();
}

bool Conversation::program_was_first() const {
    if (hung_up_first_ != 0) return hung_up_first_ > 0;
    return program_.end_ns() <= interactor_.end_ns();
}

Result<PairReport> Conversation::hold(int cancel_fd) {
    const NoBrokenPipe quiet;
    Result<void> ready = connect();
    if (ready) ready = interactor_.start(interactor_stdin_.get(), interactor_stdout_.get());
    if (ready) ready = program_.start(program_stdin_.get(), program_stdout_.get());
    if (!ready) return tl::unexpected(ready.error());
    expect_last_moments(clock_ns());
    for (Descriptor* end :
         {&program_stdin_, &program_stdout_, &interactor_stdin_, &interactor_stdout_})
        end->reset();

    program_.depend_on(interactor_);
    while (!program_.finished() || !interactor_.finished()) {
        one_round(cancel_fd);
        if (to_interactor_.over) program_.stop(Ending::output_limit);
        if (to_program_.over) interactor_.stop(Ending::output_limit);
        const std::int64_t now = clock_ns();
        if (now >= last_moments_begin_ns_ && !program_.finished() && !interactor_.finished()) {
            watch_interactor(now);
            program_.look_at_waits();
            interactor_.look_at_waits();
        }
        if (!program_.finished() && now >= program_.next_wake_ns())
            program_owed_output_ =
                to_interactor_.owes() && !interactor_.finished() && interactor_idles(now);
        program_.tick(now);
        // It started a little sooner. Ended sooner too, it would let the program see the end of its
        // input and leave by itself, a moment before the limit that it meets or is asking about.
        interactor_.wait_for(program_);
        interactor_.tick(now);
        expect_last_moments(now);
        end_program_if_interactor_left();
        end_interactor_if_program_failed();
        end_interactor_if_it_hangs(now);
    }
    PairReport pair;
    Result<RunReport> program = program_.report(to_interactor_.total_bytes);
    if (!program) return tl::unexpected(program.error());
    Result<RunReport> interactor = interactor_.report(to_program_.total_bytes);
    if (!interactor) return tl::unexpected(interactor.error());
    pair.program = std::move(*program);
    pair.interactor = std::move(*interactor);
    pair.program_first = program_was_first();
    pair.program_owed_output = program_owed_output_ && !interactor_sleeps();
    pair.interactor_hung = interactor_hung_;
    pair.transcript = transcript();
    return pair;
}

}  // namespace arena::sandbox
