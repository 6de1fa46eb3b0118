// Against an interactor: deadlocks, floods, early ends, and who is to blame.
#include "judge/sandbox/attack_table.hpp"

namespace arena::sandbox {
namespace {

constexpr std::int64_t hang_wall_ms = 400;     // nobody will say anything more
constexpr std::int64_t busy_wall_ms = 20'000;  // a busy machine must not decide a row

using PairCheck = std::string (*)(const PairReport&);

struct PairRow {
    const char* name;
    const char* about;
    const char* expected;
    const char* program;  ///< what pair-program does
    const char* judge;    ///< what pair-judge does
    PairCheck check;
};

std::string both(const PairReport& pair) {
    return "program: " + describe(pair.program) + "; interactor: " + describe(pair.interactor) +
           (pair.program_first ? "; program first" : "; interactor first") +
           (pair.program_owed_output ? "; program owed" : "");
}

bool judge_exited(const PairReport& pair, int code) {
    return pair.interactor.ending == Ending::exited && pair.interactor.exit_code == code;
}

bool said_held(const PairReport& pair) {
    return pair.program.error_output.find("HELD") != std::string::npos;
}

std::string when(bool fine, const PairReport& pair) {
    return fine ? "" : both(pair);
}

constexpr PairRow pair_table[] = {
    {"echo", "none: the program answers", "accepted", "echo", "ask",
     [](const PairReport& pair) { return when(judge_exited(pair, 42) && said_held(pair), pair); }},
    {"deadlock", "both wait for the other", "wall limit, the program is to blame", "wait", "listen",
     [](const PairReport& pair) {
         return when(pair.program.ending == Ending::wall_limit && pair.program_owed_output, pair);
     }},
    {"stall", "the program does not answer", "wall limit, the program is to blame", "stall", "ask",
     [](const PairReport& pair) {
         return when(pair.program.ending == Ending::wall_limit && pair.program_owed_output, pair);
     }},
    {"flood", "the program talks without end", "output limit", "flood", "drain",
     [](const PairReport& pair) {
         return when(pair.program.ending == Ending::output_limit, pair);
     }},
    {"flood-unread", "the program talks without end, nobody reads", "a limit, memory is bounded",
     "flood", "idle",
     [](const PairReport& pair) {
         return when(pair.program.ending == Ending::output_limit ||
                         pair.program.ending == Ending::wall_limit,
                     pair);
     }},
    {"quit", "the program leaves at once", "the interactor sees the end", "quit", "ask",
     [](const PairReport& pair) {
         return when(judge_exited(pair, 43) && pair.program_first && said_held(pair), pair);
     }},
    {"crash", "the program crashes", "a signal, the program first", "crash", "ask",
     [](const PairReport& pair) {
         return when(pair.program.ending == Ending::signaled && pair.program.signal == 6 &&
                         pair.program_first,
                     pair);
     }},
    {"judge-leaves", "the program burns on after the interactor left", "ended with it", "burn",
     "leave",
     [](const PairReport& pair) {
         return when(
             judge_exited(pair, 43) && !pair.program_first && pair.program.ending != Ending::exited,
             pair);
     }},
    {"close", "the program closes its streams and stays", "the interactor sees the end, both end",
     "close", "ask",
     [](const PairReport& pair) {
         return when(judge_exited(pair, 43) && pair.program.ending != Ending::exited, pair);
     }},
    {"burn", "the program burns instead of answering", "CPU limit", "burn", "ask",
     [](const PairReport& pair) { return when(pair.program.ending == Ending::cpu_limit, pair); }},
    {"spy", "the program looks for the interactor's process", "it is alone", "spy", "listen",
     [](const PairReport& pair) { return when(said_held(pair) && judge_exited(pair, 42), pair); }},
    {"daemon", "the program leaves a daemon that holds the pipe", "the interactor sees the end",
     "daemon", "ask",
     [](const PairReport& pair) {
         return when(judge_exited(pair, 43) && pair.program_first && said_held(pair), pair);
     }},
};

bool hangs(const PairRow& row) {
    const std::string program = row.program, judge = row.judge;
    return program == "wait" || program == "stall" || judge == "idle";
}

Played play_pair(Stage& stage, const Attack& attack) {
    for (const PairRow& row : pair_table) {
        if (attack.id != std::string("pair/") + row.name) continue;
        RunLimits limits = attack.limits;
        limits.cpu_ns = 100 * ms_in_ns;
        limits.wall_ns = (hangs(row) ? hang_wall_ms : busy_wall_ms) * ms_in_ns;
        const RunRequest program = stage.request({"pair-program", row.program}, limits);
        limits.wall_ns *= 2;
        const RunRequest judge = stage.request({"pair-judge", row.judge}, limits);
        const Result<PairReport> pair = stage.runner.run_pair(program, judge);
        if (!pair) return broken("the judge failed: " + pair.error().message);
        if (pair->program.error_output.find("BROKEN") != std::string::npos)
            return broken(pair->program.error_output);
        const std::string wrong = row.check(*pair);
        return wrong.empty() ? held(both(*pair)) : broken(wrong);
    }
    return broken("no such pair");
}

}  // namespace

std::vector<Attack> pair_rows() {
    std::vector<Attack> rows;
    for (const PairRow& row : pair_table) {
        rows.push_back({.id = std::string("pair/") + row.name,
                        .about = row.about,
                        .expected = row.expected,
                        .play = play_pair,
                        .brisk = false});
    }
    return rows;
}

}  // namespace arena::sandbox
