// See client_board.hpp. Field names are core/wire's.
#include "cli/client_board.hpp"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "cli/client_json.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;

BoardPlayer* find(MatchBoard& board, const std::string& user) {
    const auto found = std::find_if(board.players.begin(), board.players.end(),
                                    [&](const BoardPlayer& one) { return one.user == user; });
    return found == board.players.end() ? nullptr : &*found;
}

BoardProblem* find_problem(MatchBoard& board, const std::string& id) {
    const auto found = std::find_if(board.problems.begin(), board.problems.end(),
                                    [&](const BoardProblem& one) { return one.id == id; });
    return found == board.problems.end() ? nullptr : &*found;
}

BoardSubmission& own_submission(MatchBoard& board, const std::string& id) {
    const auto found = std::find_if(board.own.begin(), board.own.end(),
                                    [&](const BoardSubmission& one) { return one.id == id; });
    if (found != board.own.end()) return *found;
    board.own.emplace_back().id = id;
    return board.own.back();
}

void take_detail(BoardSubmission& own, const json& detail) {
    own.failed_test.reset();
    if (detail.contains("testIndex"))
        own.failed_test = static_cast<int>(number_in(detail, "testIndex"));
    if (detail.contains("tests"))
        own.tests_done = own.tests = static_cast<int>(number_in(detail, "tests"));
    own.time_ms = number_in(detail, "time");
    own.memory_bytes = number_in(detail, "memory");
}

void take_results(MatchBoard& board, const json& data) {
    for (const json& one : list_in(data, "results")) {
        BoardPlayer* const player = find(board, text_in(one, "userId"));
        if (player == nullptr) continue;
        player->rank = static_cast<int>(number_in(one, "rank"));
        player->score = static_cast<int>(number_in(one, "score"));
        player->forfeited = bool_in(one, "forfeited");
        player->solved = texts_in(one, "solvedProblems");
    }
    for (const json& one : list_in(data, "eloChanges")) {
        BoardPlayer* const player = find(board, text_in(one, "userId"));
        const json& change = object_in(one, "mode");
        if (player == nullptr || change.empty()) continue;
        player->mode_before = real_in(change, "before");
        player->mode_after = real_in(change, "after");
    }
}

void take_given(MatchBoard& board, const json& assignments, bool to_repair) {
    for (const json& one : assignments) {
        const bool is_own = text_in(one, to_repair ? "repairerId" : "authorId") == board.viewer;
        if (!is_own || text_in(one, "source").empty()) continue;
        board.given = GivenSource{text_in(one, "problemId"), text_in(one, "language"),
                                  text_in(one, "source"), to_repair};
    }
}

void take_sabotages(MatchBoard& board, const json& sabotages) {
    for (const json& one : sabotages) {
        const bool is_own = text_in(one, "authorId") == board.viewer;
        const bool mends = text_in(one, "repairerId") == board.viewer;
        const bool in_repair = board.phase == "repair";
        if (in_repair && mends && one.contains("source"))
            board.given = GivenSource{text_in(one, "problemId"), text_in(one, "language"),
                                      text_in(one, "source"), true};
        if (!in_repair && is_own && one.contains("reference"))
            board.given = GivenSource{text_in(one, "problemId"), text_in(one, "language"),
                                      text_in(one, "reference"), false};
    }
}

void take_players(MatchBoard& board, const json& list) {
    board.players.clear();
    for (const json& one : list) {
        BoardPlayer player;
        player.user = text_in(one, "userId");
        player.name = text_in(one, "name");
        player.rating = real_in(one, "rating");
        player.score = static_cast<int>(number_in(one, "score"));
        player.solved = texts_in(one, "solvedProblems");
        player.present = bool_in(one, "present");
        player.eliminated = bool_in(one, "eliminated");
        player.forfeited = bool_in(one, "forfeited");
        if (one.contains("place")) player.place = static_cast<int>(number_in(one, "place"));
        board.players.push_back(std::move(player));
    }
}

void take_problems(MatchBoard& board, const json& list) {
    std::map<std::string, std::string> titles;
    for (const BoardProblem& one : board.problems) titles[one.id] = one.title;
    board.problems.clear();
    for (const json& one : list) {
        BoardProblem problem;
        problem.id = text_in(one, "problemId");
        problem.title = titles[problem.id];
        problem.points = static_cast<int>(number_in(one, "points"));
        problem.holder = text_in(one, "lockedBy") + text_in(one, "heldBy");
        if (one.contains("golfBytes")) problem.golf_bytes = number_in(one, "golfBytes");
        problem.statement_visible = bool_in(one, "statementVisible", true);
        board.problems.push_back(std::move(problem));
    }
}

void take_own(MatchBoard& board, const json& list) {
    board.own.clear();
    for (const json& one : list) {
        const json& own = object_in(one, "own");
        if (own.empty() || text_in(one, "userId") != board.viewer) continue;  // over: all are open
        BoardSubmission& submission = own_submission(board, text_in(own, "submission"));
        submission.problem = text_in(one, "problemId");
        submission.language = text_in(own, "language");
        submission.verdict = text_in(one, "verdict");
        submission.is_void = bool_in(own, "void");
        take_detail(submission, object_in(own, "detail"));
    }
}

void take_state(MatchBoard& board, const json& data) {
    board.match = text_in(data, "matchId");
    board.mode = text_in(data, "mode");
    board.status = text_in(data, "status");
    board.started_ms = number_in(data, "startedAt");
    board.ends_ms = number_in(data, "endsAt");
    board.left_ms = number_in(data, "timeRemaining");
    board.round = static_cast<int>(number_in(data, "round"));
    board.phase = text_in(data, "phase");
    board.ended_by = text_in(data, "aborted") + text_in(data, "closed");
    board.part_ends_ms.reset();
    if (data.contains("partEndsAt")) board.part_ends_ms = number_in(data, "partEndsAt");
    board.spectators = static_cast<int>(number_in(data, "spectators"));
    board.given.reset();
    take_players(board, list_in(data, "players"));
    take_problems(board, list_in(data, "problems"));
    take_own(board, list_in(data, "submissions"));
    take_sabotages(board, list_in(data, "sabotages"));
    take_results(board, data);
    board.stale = false;
}

void gain(MatchBoard& board, const json& data, int points) {
    BoardPlayer* const player = find(board, text_in(data, "userId"));
    if (player == nullptr) return;
    player->score += points;
    const std::string problem = text_in(data, "problemId");
    if (std::find(player->solved.begin(), player->solved.end(), problem) == player->solved.end())
        player->solved.push_back(problem);
    if (data.contains("place")) player->place = static_cast<int>(number_in(data, "place"));
}

/// Who held it before gives the points back.
void change_holder(MatchBoard& board, const json& data) {
    const std::string problem_id = text_in(data, "problemId");
    const int points = static_cast<int>(number_in(data, "points"));
    if (BoardPlayer* const before = find(board, text_in(data, "previous"))) {
        before->score -= points;
        std::erase(before->solved, problem_id);
    }
    gain(board, data, points);
    if (BoardProblem* const problem = find_problem(board, problem_id)) {
        problem->holder = text_in(data, "userId");
        if (data.contains("golfBytes")) problem->golf_bytes = number_in(data, "golfBytes");
    }
}

void apply_presence(MatchBoard& board, const std::string& event, const json& data) {
    const std::string user = text_in(data, "userId");
    BoardPlayer* player = find(board, user);
    const bool frees_seat = event == "match:leave" && !data.contains("seatEndsAt");
    if (frees_seat && board.status == "waiting") board.stale = true;
    if (player == nullptr && event == "match:join") {
        player = &board.players.emplace_back();
        player->user = user;
        player->name = text_in(data, "name");
        player->rating = real_in(data, "rating");
    }
    if (player == nullptr) return;
    if (event == "match:join" || event == "match:rejoin") player->present = true;
    if (event == "match:leave") player->present = false;
    if (event == "match:forfeit") {
        player->forfeited = true;
        player->present = false;
    }
    if (event == "match:eliminate") {
        player->eliminated = true;
        player->rank = static_cast<int>(number_in(data, "rank"));
    }
}

void apply_part(MatchBoard& board, const std::string& event, const json& data) {
    if (event == "match:start") {
        board.status = "active";
        board.started_ms = board.at_ms;
        board.ends_ms = number_in(data, "endsAt");
        board.left_ms = board.ends_ms - board.at_ms;
        if (data.contains("partEndsAt")) board.part_ends_ms = number_in(data, "partEndsAt");
        if (board.mode == "battleRoyale") board.round = 1;
        if (board.mode == "sabotage") board.phase = "sabotage";
        take_given(board, list_in(data, "assignments"), false);
    } else if (event == "match:phase") {
        board.phase = text_in(data, "phase");
        board.part_ends_ms = number_in(data, "endsAt");
        take_given(board, list_in(data, "assignments"), true);
    } else if (event == "match:extend") {
        board.part_ends_ms = number_in(data, "endsAt");
    } else if (event == "match:round") {
        board.round = static_cast<int>(number_in(data, "round")) + 1;
        board.part_ends_ms = number_in(data, "nextEndsAt");
    }
}

void apply_submission(MatchBoard& board, const std::string& event, const json& data) {
    const std::string id = text_in(data, "submission");
    if (id.empty()) return;  // somebody else's
    BoardSubmission& own = own_submission(board, id);
    if (own.problem.empty()) own.problem = text_in(data, "problemId");
    if (event == "match:submit") own.language = text_in(data, "language");
    if (event == "match:void") own.is_void = true;
    if (event == "match:test") {
        own.tests_done = static_cast<int>(number_in(data, "done"));
        own.tests = static_cast<int>(number_in(data, "total"));
    }
    if (event == "match:verdict") {
        own.verdict = text_in(data, "verdict");
        take_detail(own, object_in(data, "detail"));
    }
}

void apply_event(MatchBoard& board, const std::string& event, const json& data) {
    apply_presence(board, event, data);
    apply_part(board, event, data);
    const bool is_own = text_in(data, "userId") == board.viewer || event == "match:test";
    const bool tells_submission = event == "match:submit" || event == "match:verdict" ||
                                  event == "match:void" || event == "match:test";
    if (is_own && tells_submission) apply_submission(board, event, data);
    if (event == "match:lockout" || event == "match:holder") change_holder(board, data);
    if (event == "match:solve" || event == "match:survived")
        gain(board, data, static_cast<int>(number_in(data, "points")));
    if (event == "match:closed") board.ended_by = text_in(data, "reason");
    if (event == "match:abort") {
        board.status = "aborted";
        board.ended_by = text_in(data, "reason");
    }
    if (event == "match:end") {
        board.status = "finished";
        take_results(board, data);
    }
    if (event == "match:clock" || event == "match:rejudged" || event == "match:corrected")
        board.stale = true;
    if (event == "match:tick") board.left_ms = number_in(data, "timeRemaining");
}

}  // namespace

bool apply_message(MatchBoard& board, const json& message) {
    const std::string event = text_in(message, "event");
    const json& data = object_in(message, "data");
    if (event == "match:state") {
        board.seq = number_in(message, "seq");
        board.at_ms = number_in(message, "at");
        take_state(board, data);
        return true;
    }
    if (const std::int64_t seq = number_in(message, "seq"); seq > 0) {
        if (seq <= board.seq) return false;
        if (seq != board.seq + 1) board.stale = true;  // never, unless something was lost
        board.seq = seq;
    }
    if (const std::int64_t at_ms = number_in(message, "at"); at_ms > 0) {
        if (board.status == "active")
            board.left_ms = std::max<std::int64_t>(0, board.ends_ms - at_ms);
        board.at_ms = at_ms;
    }
    apply_event(board, event, data);
    return true;
}

const BoardPlayer* MatchBoard::player(const std::string& user) const {
    const auto found = std::find_if(players.begin(), players.end(),
                                    [&](const BoardPlayer& one) { return one.user == user; });
    return found == players.end() ? nullptr : &*found;
}

const BoardProblem* MatchBoard::problem(const std::string& id) const {
    const auto found = std::find_if(problems.begin(), problems.end(),
                                    [&](const BoardProblem& one) { return one.id == id; });
    return found == problems.end() ? nullptr : &*found;
}

const BoardSubmission* MatchBoard::submission(const std::string& id) const {
    const auto found = std::find_if(own.begin(), own.end(),
                                    [&](const BoardSubmission& one) { return one.id == id; });
    return found == own.end() ? nullptr : &*found;
}

std::string MatchBoard::letter_of(const std::string& problem_id) const {
    for (std::size_t i = 0; i < problems.size() && i < 26; ++i)
        if (problems[i].id == problem_id) return {static_cast<char>('A' + i)};
    return problem_id;
}

const BoardProblem* MatchBoard::problem_called(const std::string& word) const {
    if (word.size() == 1 && std::isalpha(static_cast<unsigned char>(word[0])) != 0) {
        const auto index = static_cast<std::size_t>((word[0] | 32) - 'a');
        return index < problems.size() ? &problems[index] : nullptr;
    }
    return problem(word);
}

std::string MatchBoard::name_of(const std::string& user) const {
    const BoardPlayer* const found = player(user);
    return found == nullptr ? user : found->name;
}

std::vector<const BoardPlayer*> MatchBoard::ranking() const {
    std::vector<const BoardPlayer*> all;
    for (const BoardPlayer& one : players) all.push_back(&one);
    const bool over = is_over();
    std::stable_sort(all.begin(), all.end(), [over](const BoardPlayer* a, const BoardPlayer* b) {
        if (over && a->rank != b->rank) return a->rank < b->rank;
        const bool a_out = a->eliminated || a->forfeited, b_out = b->eliminated || b->forfeited;
        if (a_out != b_out) return b_out;
        if (a_out && a->rank != b->rank) return a->rank < b->rank;
        if (a->place.value_or(1 << 20) != b->place.value_or(1 << 20))
            return a->place.value_or(1 << 20) < b->place.value_or(1 << 20);
        return a->score > b->score;
    });
    return all;
}

}  // namespace arena::cli
