// Conversation: a program and an interactor, each in its own slot, stdout of one joined to stdin of
// the other through the supervisor.
//
// The supervisor relays, so it knows who spoke last, who ended first and who owed a word when time
// ran out. It keeps the two ends of what was said.
#pragma once

#include <string>

#include "core/error.hpp"
#include "judge/runner.hpp"
#include "judge/sandbox/active_run.hpp"
#include "judge/sandbox/descriptor.hpp"

namespace arena::sandbox {

class Conversation {
public:
    Conversation(ActiveRun& program, ActiveRun& interactor, const RunRequest& program_request,
                 const RunRequest& interactor_request);

    /// Starts both and relays until both have ended. Errors: the host, a slot.
    Result<PairReport> hold(int cancel_fd);

private:
    /// One direction: from one side's stdout to the other side's stdin.
    struct Wire {
        Descriptor from, to;  ///< our ends
        std::string waiting;  ///< read, not yet written
        std::int64_t total_bytes = 0;
        std::int64_t bytes_max = 0;
        bool over = false;
        bool owes() const;  ///< nothing is on its way to the reader
    };

    Result<void> connect();
    void relay_in(Wire& wire, char mark);
    void relay_out(Wire& wire);
    void note(char mark, const char* data, std::size_t bytes);
    void one_round(int cancel_fd);
    void end_program_if_interactor_left();
    bool program_failed_first() const;
    void end_interactor_if_program_failed();
    void end_interactor_if_it_hangs(std::int64_t now);
    std::string transcript() const;
    bool program_was_first() const;
    void expect_last_moments(std::int64_t now);
    void watch_interactor(std::int64_t now);
    bool interactor_idles(std::int64_t now);
    bool interactor_sleeps() const;

    ActiveRun& program_;
    ActiveRun& interactor_;
    const RunRequest& program_request_;
    const RunRequest& interactor_request_;
    Wire to_interactor_, to_program_;
    Descriptor program_stdin_, program_stdout_, interactor_stdin_, interactor_stdout_;
    std::string head_, tail_;
    char speaker_ = 0;
    bool program_owed_output_ = false, interactor_hung_ = false;
    std::int64_t last_moments_begin_ns_ = INT64_MAX, expected_deadline_ns_ = 0;
    std::int64_t watched_since_ns_ = 0, interactor_cpu_before_ns_ = 0;
    std::int64_t grace_end_ns_ = 0;  ///< of an interactor that outlives its program
    /// Whose stdout was seen to end first, -1 for the interactor's, +1 for the program's. The other
    /// side learns of it only through us, so this order is one of cause and effect; the times of
    /// two slots are not, on a loaded host.
    int hung_up_first_ = 0;
};

}  // namespace arena::sandbox
