// Blame in a conversation, as numbered rules: the first that fits decides.
//
// The rules see only how both sides ended and who ended first; the sandbox tells that from one
// clock.
#include "judge/interactor.hpp"

#include <csignal>

#include "judge/amount.hpp"
#include "judge/checker_external.hpp"

namespace arena {
namespace {

bool decided(const RunReport& interactor) {
    return interactor.ending == Ending::exited &&
           (interactor.exit_code == exit_accepted || interactor.exit_code == exit_rejected);
}

// Killed with the pair, not by anything it did.
bool still_ran(const RunReport& interactor) {
    return interactor.ending == Ending::wall_limit || interactor.ending == Ending::cancelled;
}

// A stop from outside: nothing else ends an interactor whose program did not fail, unless it hung.
bool interrupted(const PairReport& pair) {
    const RunReport& program = pair.program;
    const bool failed = program.ending != Ending::cancelled &&
                        !(program.ending == Ending::exited && program.exit_code == 0);
    return pair.interactor.ending == Ending::cancelled && !pair.interactor_hung && !failed;
}

bool rejected(const RunReport& interactor) {
    return decided(interactor) && interactor.exit_code == exit_rejected;
}

bool died_of_closed_pipe(const RunReport& program) {
    return program.ending == Ending::signaled && program.signal == SIGPIPE;
}

// Neither side ended by itself: the one that owed the next word is to blame.
Finding blame_silence(const PairReport& pair, const ProgramLimits& limits) {
    if (!pair.program_owed_output) {
        return {Verdict::JE, "interactor hangs: the program waits for it"};
    }
    Finding finding = verdict_of(pair.program, limits);
    finding.reason = "idle: the interactor waits for output (missing flush?)";
    return finding;
}

Finding as_interactor(Finding finding) {
    const std::string from = "output validator";
    if (finding.verdict == Verdict::JE) finding.reason.replace(0, from.size(), "interactor");
    if (finding.verdict == Verdict::WA) finding.reason = "rejected by the interactor";
    return finding;
}

}  // namespace

Finding blame(const PairReport& pair, const ProgramLimits& program_limits,
              const RunLimits& interactor_limits) {
    const RunReport& interactor = pair.interactor;
    // 1. The interactor said no while the program still ran: what became of the program after that
    //    (closed pipe, endless loop at end of input, killed as no longer needed) was not its
    //    failure. A broken pipe tells the same even when the interactor took its time to exit.
    if (rejected(interactor) && (!pair.program_first || died_of_closed_pipe(pair.program))) {
        return as_interactor(validator_finding(interactor, interactor_limits));
    }
    // 2. Time ran out and nobody had ended: a deadlock, or one of them asleep. What the interactor
    //    made of the silence after the program was killed does not count.
    if (pair.program.ending == Ending::wall_limit &&
        (pair.program_first || still_ran(interactor))) {
        return blame_silence(pair, program_limits);
    }
    // 3. The program failed by itself. One that was ended for its partner's sake did not.
    const bool ended_for_partner = pair.program.ending == Ending::cancelled;
    const Finding own = verdict_of(pair.program, program_limits);
    if (!ended_for_partner && own.verdict != Verdict::AC) {
        // An interactor that broke first closes the pipes; the crash that follows is its doing.
        if (pair.program_first || decided(interactor)) return own;
    }
    // 4. The program did its part: the interactor decides, or it never will.
    if (pair.interactor_hung) {
        return {Verdict::JE, "interactor hangs: it idled for " + seconds_text(interactor_grace_ns) +
                                 " after the program had ended"};
    }
    return as_interactor(validator_finding(interactor, interactor_limits));
}

Result<PassOutcome> interactive_pass(Runner& runner, const CaseSetting& setting,
                                     const problem::Case& test, const Pass& pass) {
    auto program = program_request(setting, test, NoInput{});
    if (!program) return tl::unexpected(program.error());
    const RunRequest interactor = validator_request(setting, test, pass);
    auto pair = runner.run_pair(*program, interactor);
    if (!pair) return tl::unexpected(pair.error());
    if (interrupted(*pair)) {
        return fail(ErrorCode::interrupted, "interrupted");
    }
    PassOutcome outcome;
    apply_runtime_ending(setting, pair->program);
    const Finding found = blame(*pair, setting.limits, interactor.limits);
    outcome.feedback = read_feedback(pair->interactor, pass.feedback);
    outcome.finding = found;
    // A program that failed by itself ends the case; what the interactor left then says nothing.
    if (found.verdict == Verdict::AC || found.verdict == Verdict::WA) {
        outcome.finding = with_feedback_rules(found, outcome.feedback, *setting.package);
    }
    outcome.transcript = std::move(pair->transcript);
    outcome.program = std::move(pair->program);
    return outcome;
}

}  // namespace arena
