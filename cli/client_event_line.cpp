// See client_event_line.hpp. The lines of one event lie together; the table at the end finds them.
#include "cli/client_event_line.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/client_json.hpp"
#include "cli/printable.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;

std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

struct Teller {
    const MatchBoard& board;
    const json& data;

    std::string user(const char* field = "userId") const {
        const std::string id = text_in(data, field);
        return id == board.viewer && !id.empty() ? "you" : board.name_of(id);
    }
    bool is_own() const { return text_in(data, "userId") == board.viewer; }
    /// "ann locks", "you lock".
    std::string does(const std::string& plain, const std::string& third) const {
        return user() + " " + (is_own() ? plain : third);
    }
    std::string problem() const { return board.letter_of(text_in(data, "problemId")); }
    std::string plus() const { return ": +" + std::to_string(number_in(data, "points")); }
};

std::string joins(const Teller& t) {
    return t.does("are here", "is here");
}
std::string leaves(const Teller& t) {
    const bool gives_seat_up = t.board.status == "waiting" && !t.data.contains("seatEndsAt");
    return gives_seat_up ? t.does("have left: the seat is free", "has left: the seat is free")
                         : t.does("are away", "is away");
}
std::string returns(const Teller& t) {
    return t.does("are back", "is back");
}
std::string starts(const Teller& t) {
    const std::int64_t length = number_in(t.data, "endsAt") - t.board.started_ms;
    return "the match starts" + (length > 0 ? ", " + clock_text(length) + " long" : std::string());
}
std::string submits(const Teller& t) {
    return t.does("submit ", "submits ") + t.problem() + " in " + text_in(t.data, "language");
}
std::string judged(const Teller& t) {
    const std::string verdict = text_in(t.data, "verdict");
    const BoardSubmission* const own = t.board.submission(text_in(t.data, "submission"));
    if (own != nullptr && t.is_own()) return "you, " + t.problem() + ": " + verdict_line(*own);
    return t.user() + ", " + t.problem() + ": " + verdict;
}
std::string voided(const Teller& t) {
    return t.user() + ", " + t.problem() + ": the judge gave up; it never counted (" +
           text_in(t.data, "reason") + ")";
}
std::string claims(const Teller& t) {
    if (text_in(t.data, "claim") == "pending")
        return t.user() + ", " + t.problem() + ": accepted; an earlier submission is awaited";
    return t.user() + ", " + t.problem() + ": accepted, but somebody was earlier";
}
std::string locks(const Teller& t) {
    return t.does("lock ", "locks ") + t.problem() + t.plus();
}
std::string holds(const Teller& t) {
    const std::string bytes = std::to_string(number_in(t.data, "golfBytes"));
    const std::string before = t.user("previous");
    return t.does("hold ", "holds ") + t.problem() + " with " + bytes + " bytes" + t.plus() +
           (text_in(t.data, "previous").empty() ? "" : ", taken from " + before);
}
std::string solves(const Teller& t) {
    const std::int64_t place = number_in(t.data, "place");
    return t.does("solve ", "solves ") + t.problem() + t.plus() +
           (place > 0 ? ", place " + std::to_string(place) : std::string());
}
std::string extends(const Teller& t) {
    return "round " + std::to_string(number_in(t.data, "round")) + " is a tie and goes on";
}
std::string eliminated(const Teller& t) {
    return t.does("are out", "is out") + " in round " + std::to_string(number_in(t.data, "round")) +
           ", rank " + std::to_string(number_in(t.data, "rank"));
}
std::string round_ends(const Teller& t) {
    return "round " + std::to_string(number_in(t.data, "round")) + " is over, " +
           std::to_string(number_in(t.data, "alive")) + " are left";
}
std::string given_back(const Teller& t) {
    const std::string reason = text_in(t.data, "reason");
    return t.does("get ", "gets ") + "the sabotage back: " +
           (reason == "passesAllTests"   ? "it breaks nothing"
            : reason == "doesNotCompile" ? "it does not compile"
                                         : "one is in place already");
}
std::string planted(const Teller& t) {
    const auto intact = t.data.find("intact");
    if (intact != t.data.end() && *intact == true)
        return "nothing was found that breaks " + (t.is_own() ? "your" : t.user() + "'s") +
               std::string(" source: it works as it is");
    return (t.is_own() ? "your" : t.user() + "'s") + std::string(" sabotage is in place");
}
std::string phase_starts(const Teller& t) {
    return "phase: " + text_in(t.data, "phase") +
           (t.board.given ? " (your source: save FILE)" : "");
}
std::string survives(const Teller& t) {
    return (t.is_own() ? "your" : t.user() + "'s") + std::string(" sabotage survives") + t.plus();
}
std::string forfeits(const Teller& t) {
    return t.does("forfeit", "forfeits") +
           (text_in(t.data, "reason") == "resigned" ? ": resigned" : ": away for too long");
}
std::string clock_moves(const Teller& t) {
    return "the clock is extended by " + clock_text(number_in(t.data, "byMs")) + ": " +
           (text_in(t.data, "reason") == "outage" ? "the server was away" : "the judge was late");
}
std::string says(const Teller& t) {
    return t.user() + ": " + text_in(t.data, "text");
}
std::string refuses(const Teller& t) {
    return "refused: " + text_in(object_in(t.data, "error"), "code");
}
std::string closes(const Teller& t) {
    return "it closes: " + reason_text(text_in(t.data, "reason"));
}

std::string ends(const Teller& t) {
    std::string line = "the match is over:";
    for (const BoardPlayer* one : t.board.ranking()) {
        line +=
            " " + std::to_string(one->rank) + ". " + one->name + " " + std::to_string(one->score);
        if (one->mode_before && one->mode_after)
            line += " (rating " + std::to_string(std::lround(*one->mode_before)) + " to " +
                    std::to_string(std::lround(*one->mode_after)) + ")";
        if (one != t.board.ranking().back()) line += ",";
    }
    return line;
}
std::string aborts(const Teller& t) {
    return "the match is called off: " + reason_text(text_in(t.data, "reason"));
}
std::string rejudged(const Teller& t) {
    return std::to_string(list_in(t.data, "verdicts").size()) + " of your verdicts are new";
}
std::string corrected(const Teller&) {
    return "the ranking is corrected";
}
std::string shows_state(const Teller& t) {
    return mode_title(t.board.mode) + " " + t.board.match + ", " + t.board.status + ", " +
           counted(t.board.players.size(), "player") + ", " +
           counted(t.board.problems.size(), "problem");
}

struct Row {
    const char* event;
    std::string (*line)(const Teller&);
};

constexpr std::array rows{
    Row{"match:state", shows_state}, Row{"match:join", joins},
    Row{"match:leave", leaves},      Row{"match:rejoin", returns},
    Row{"match:start", starts},      Row{"match:submit", submits},
    Row{"match:verdict", judged},    Row{"match:void", voided},
    Row{"match:claim", claims},      Row{"match:lockout", locks},
    Row{"match:holder", holds},      Row{"match:solve", solves},
    Row{"match:extend", extends},    Row{"match:eliminate", eliminated},
    Row{"match:round", round_ends},  Row{"match:returned", given_back},
    Row{"match:planted", planted},   Row{"match:phase", phase_starts},
    Row{"match:survived", survives}, Row{"match:forfeit", forfeits},
    Row{"match:clock", clock_moves}, Row{"match:chat", says},
    Row{"match:refused", refuses},   Row{"match:closed", closes},
    Row{"match:end", ends},          Row{"match:abort", aborts},
    Row{"match:rejudged", rejudged}, Row{"match:corrected", corrected},
};

}  // namespace

std::string event_line(const MatchBoard& board, const json& message) {
    const std::string event = text_in(message, "event");
    for (const Row& row : rows)
        if (event == row.event)
            return printable(row.line(Teller{board, object_in(message, "data")}));
    return "";
}

std::string clock_text(std::int64_t ms) {
    const long long seconds = ms <= 0 ? 0 : ms / 1000;
    char text[32];
    if (seconds >= 3600) {
        (void)std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", seconds / 3600,
                            seconds / 60 % 60, seconds % 60);
    } else {
        (void)std::snprintf(text, sizeof text, "%02lld:%02lld", seconds / 60, seconds % 60);
    }
    return text;
}

std::string event_clock(const MatchBoard& board, const json& message) {
    const std::int64_t at_ms = number_in(message, "at");
    const bool started = board.started_ms > 0 && at_ms >= board.started_ms;
    return started ? clock_text(at_ms - board.started_ms) : "--:--";
}

std::string verdict_line(const BoardSubmission& submission) {
    if (submission.is_void) return "void: the judge gave up";
    if (submission.verdict.empty()) {
        if (submission.tests == 0) return "waits for the judge";
        return "testing, " + std::to_string(submission.tests_done) + " of " +
               std::to_string(submission.tests);
    }
    std::string line = submission.verdict;
    const std::string tests = std::to_string(submission.tests);
    if (submission.verdict == "CE") return line + ", does not compile";
    if (submission.failed_test)
        return line + " on test " + std::to_string(*submission.failed_test) + " of " + tests;
    char used[64] = "";
    if (submission.memory_bytes > 0)
        (void)std::snprintf(used, sizeof used, ", %lld ms, %.1f MiB",
                            static_cast<long long>(submission.time_ms),
                            static_cast<double>(submission.memory_bytes) / (1024.0 * 1024.0));
    return line + (submission.tests > 0 ? ", " + tests + " tests" : "") + used;
}

std::string reason_text(const std::string& reason) {
    static constexpr std::array texts{
        std::pair{"deadline", "the time is over"},
        std::pair{"allSolved", "nothing is left to win"},
        std::pair{"decided", "nothing can change the order any more"},
        std::pair{"lastStanding", "everyone else is out"},
        std::pair{"notStarted", "it did not start in time"},
        std::pair{"allLeft", "everyone left"},
        std::pair{"organizer", "by an organizer"},
    };
    for (const auto& [name, text] : texts)
        if (reason == name) return text;
    return reason;
}

std::string mode_title(const std::string& mode) {
    if (mode == "battleRoyale") return "battle royale";
    if (mode == "codegolf") return "code golf";
    return mode;
}

}  // namespace arena::cli
