// See client_live.hpp.
#include "cli/client_live.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cli/client_api.hpp"
#include "cli/client_event_line.hpp"
#include "cli/client_json.hpp"
#include "cli/client_keyboard.hpp"
#include "cli/client_output.hpp"
#include "cli/client_own_match.hpp"
#include "cli/client_statement.hpp"
#include "cli/client_wire.hpp"
#include "cli/interrupt.hpp"
#include "core/json_text.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;

constexpr int turn_ms = 100;  // how late a signal or a new connection may be seen

class Live {
public:
    Live(ApiClient& api, const LiveGoal& goal, const ClientArgs& args, const Screen& screen)
        : api_(api),
          goal_(goal),
          wire_(api),
          output_(form_of(goal, args, screen), screen),
          keyboard_(output_.form() == LiveForm::screen && isatty(STDIN_FILENO) == 1),
          // the screen shows what is typed, a pipe's lines are orders; a task of one step has none
          listens_(!goal.submission && !goal.resign),
          began_ms_(steady_ms()) {
        board_.viewer = api.account().user_id;
        board_.match = goal.match;
        board_.code = goal.code;
    }

    Result<ExitStatus> run() {
        take_titles();
        const auto opened = wire_.open();
        if (!opened) return tl::unexpected<Error>(opened.error());
        enter(false);
        while (!done_) {
            wait();
            if (interrupt_.raised()) return interrupted();
            const auto tended = tend();
            if (!tended) return tl::unexpected<Error>(tended.error());
            read_keyboard();
            draw();
            if (!output_.failure()) return tl::unexpected<Error>(output_.failure().error());
        }
        output_.finish(view(output_.rows()));
        return *done_;
    }

private:
    static LiveForm form_of(const LiveGoal& goal, const ClientArgs& args, const Screen& screen) {
        const LiveForm form = live_form(args.json, screen);
        const bool is_task = goal.submission || goal.resign;
        return is_task && form == LiveForm::screen ? LiveForm::lines : form;
    }

    bool in_match() const { return !board_.match.empty(); }

    /// For names instead of ids; a match is played well without.
    void take_titles() {
        const auto answer = api_.call({"GET", "/api/problems", "", false});
        if (!answer) return;
        for (const json& one : list_in(*answer, "problems"))
            titles_[text_in(one, "id")] = text_in(one, "title");
    }

    /// On a new connection: into the match behind what is known of it, or into the queue.
    void enter(bool again) {
        if (again && !in_match()) {
            const auto found = own_live_match(api_, goal_.mode);  // found while we were away
            if (found && !found->empty()) board_.match = *found;
        }
        if (in_match()) return join();
        (void)wire_.request("queue:join", {{"mode", goal_.mode}}, WhenLost::forget);
    }

    void join() {
        json data{{"match", board_.match}, {"ticks", output_.form() != LiveForm::lines}};
        if (has_state_ && !board_.stale) data["since"] = board_.seq;
        asked_state_ = board_.stale;
        (void)wire_.request("match:join", data, WhenLost::forget);
    }

    void wait() {
        pollfd watched[2] = {{wire_.descriptor(), POLLIN, 0},
                             {listens_ ? keyboard_.descriptor() : -1, POLLIN, 0}};
        (void)poll(watched, 2, turn_ms);
        typed_ready_ = watched[1].revents != 0;
    }

    Result<void> tend() {
        const bool was_open = wire_.is_open();
        auto messages = wire_.receive();
        if (!messages) return tl::unexpected<Error>(messages.error());
        for (const std::string& text : *messages) take(text);
        if (was_open && !wire_.is_open())
            output_.tell("lost", json::object(), "the connection is lost; trying again");
        auto opened = wire_.tend();
        if (!opened) return tl::unexpected<Error>(opened.error());
        if (*opened) {
            output_.tell("back", json::object(), "connected again");
            enter(true);
        }
        if (fault_) return tl::unexpected<Error>(*fault_);
        if (board_.stale && !asked_state_ && wire_.is_open()) join();
        return {};
    }

    void take(const std::string& text) {
        const json message = json_value(text);
        if (!message.is_object()) return;
        output_.raw(text);
        if (message.contains("ack")) return take_ack(message);
        const std::string event = text_in(message, "event");
        if (event == "match:found") {
            board_.match = text_in(object_in(message, "data"), "matchId");
            output_.event("--:--", "opponents are found");
            return join();
        }
        if (event == "match:rematch" && in_match())
            output_.event("--:--", "a rematch is wanted: arena client rematch " + board_.match);
        if (event == "queue:position") return take_place(object_in(message, "data"));
        if (event == "server:restart") output_.event("--:--", "the server restarts");
        if (text_in(message, "match") == board_.match && in_match()) take_event(message);
    }

    void take_place(const json& data) {
        const auto position = static_cast<int>(number_in(data, "position"));
        waiting_ = static_cast<int>(number_in(data, "waiting"));
        if (position == position_) return;
        position_ = position;
        output_.event("--:--", "looking for opponents: place " + std::to_string(position_) +
                                   " of " + std::to_string(waiting_));
    }

    void take_event(const json& message) {
        if (!apply_message(board_, message)) return;
        const std::string event = text_in(message, "event");
        if (event == "match:state") {
            has_state_ = true;
            asked_state_ = false;
        }
        for (BoardProblem& problem : board_.problems)
            if (problem.title.empty() && titles_.contains(problem.id))
                problem.title = titles_[problem.id];
        if (event == "match:test" && output_.form() == LiveForm::lines) tell_test(message);
        const std::string line = event_line(board_, message);
        if (!line.empty()) output_.event(event_clock(board_, message), line);
        if (event == "match:state") begin_task();
        const bool waits_on = event == "match:abort" && !goal_.mode.empty() &&
                              text_in(object_in(message, "data"), "reason") == "notStarted";
        waits_on ? look_on() : look_for_end();
    }

    /// An opponent did not come: in the queue again, with the time that was waited.
    void look_on() {
        const std::string viewer = board_.viewer;
        board_ = MatchBoard();
        board_.viewer = viewer;
        has_state_ = false;
        position_ = 0;
        enter(false);
    }

    void tell_test(const json& message) {
        const json& data = object_in(message, "data");
        progress_.update("test " + std::to_string(number_in(data, "done")) + " of " +
                         std::to_string(number_in(data, "total")));
    }

    void look_for_end() {
        if (goal_.submission && !submission_.empty()) {
            const BoardSubmission* const own = board_.submission(submission_);
            if (own != nullptr && (!own->verdict.empty() || own->is_void)) {
                progress_.clear();
                done_ = own->verdict == "AC" ? ExitStatus::ok : ExitStatus::not_so;
            }
        }
        if (!board_.is_over() || done_) return;
        const BoardPlayer* const self = board_.self();
        const bool lost = self != nullptr && (board_.status == "aborted" || self->rank != 1);
        done_ = lost || goal_.submission ? ExitStatus::not_so : ExitStatus::ok;
    }

    void begin_task() {
        if (board_.is_over() || std::exchange(task_begun_, goal_.submission || goal_.resign))
            return;
        if (goal_.resign)
            (void)wire_.request("match:resign", in_this_match(), WhenLost::send_again);
        if (!goal_.submission) return;
        const auto problem = problem_id_of(goal_.submission->problem, board_);
        if (!problem) {
            fault_ = problem.error();
            return;
        }
        submit(*problem, goal_.submission->source);
    }

    json in_this_match() const { return {{"match", board_.match}}; }

    void submit(const std::string& problem, const SourceText& source) {
        json data = in_this_match();
        data["problemId"] = problem;
        data["language"] = source.language;
        data["code"] = source.code;
        (void)wire_.request("match:submit", data, WhenLost::send_again);
    }

    void take_ack(const json& message) {
        const json& error = object_in(message, "error");
        const std::string event = wire_.answered(text_in(message, "ack"));
        if (event == "match:join" && error.empty()) wire_.send_again();
        if (event == "queue:join" && error.empty()) take_place(object_in(message, "data"));
        if (event == "match:submit" && error.empty()) {
            submission_ = text_in(object_in(message, "data"), "submission");
            output_.tell("received", {{"submission", submission_}}, "");
            look_for_end();
        }
        if (event == "match:resign" && error.empty() && goal_.resign) done_ = ExitStatus::ok;
        if (error.empty()) return;
        if (event == "match:join") return take_finished(error);
        const bool is_final = event == "queue:join" || goal_.submission || goal_.resign;
        if (is_final && text_in(error, "code") != "restarting") {
            fault_ = Error{ErrorCode::usage, refusal_text(error)};
            return;
        }
        output_.tell("refused", error, "refused: " + refusal_text(error));
    }

    /// A match that is over is kept in memory for a while only; its state is there for ever.
    void take_finished(const json& error) {
        const auto state =
            api_.call({"GET", "/api/matches/" + percent_encoded(board_.match) + "/state"});
        if (!state) {
            const bool gone = state.error().code == ErrorCode::not_found;
            fault_ = gone ? Error{ErrorCode::not_found, "no match '" + board_.match +
                                                            "' (arena client matches lists them)"}
                          : state.error();
            return;
        }
        output_.raw(one_line(*state));
        take_event(*state);
        if (!done_) fault_ = Error{ErrorCode::usage, refusal_text(error)};
    }

    void read_keyboard() {
        if (typed_ready_ && listens_)
            for (std::string& line : keyboard_.read_lines()) typed_.push_back(std::move(line));
        while (!typed_.empty() && !must_wait(typed_.front())) {
            const std::string line = std::move(typed_.front());
            typed_.pop_front();
            obey(line);
        }
        if (typed_ready_ && keyboard_.has_ended() && output_.form() == LiveForm::screen) leave();
    }

    /// A script writes its orders at once: they wait for what they are about. People are answered.
    bool must_wait(const std::string& line) const {
        if (output_.form() == LiveForm::screen || board_.is_over()) return false;
        return !has_state_ || (board_.status == "waiting" && needs_problems(line));
    }

    void obey(const std::string& line) {
        if (line.empty() && output_.turn_page()) return;
        output_.forget_notice();
        const auto order = read_order(line, board_);
        if (!order) return refuse(order.error().message);
        const bool needs_match = !std::holds_alternative<order::Quit>(*order) &&
                                 !std::holds_alternative<order::Help>(*order) &&
                                 !std::holds_alternative<order::Nothing>(*order);
        if (needs_match && !has_state_) return refuse("there is no match yet");
        std::visit([this](const auto& one) { carry_out(one); }, *order);
    }

    void refuse(const std::string& why) {
        output_.tell("refused", {{"code", "order"}, {"message", why}}, why);
    }

    void carry_out(const order::Nothing&) {}
    void carry_out(const order::Submit& one) {
        output_.close_page();  // the verdict shows on the match's
        submit(one.problem, one.source);
        output_.tell("submitting", {{"problemId", one.problem}, {"file", one.path}},
                     one.path + " goes in for " + board_.letter_of(one.problem));
    }
    void carry_out(const order::Say& one) {
        json data = in_this_match();
        data["text"] = one.text;
        (void)wire_.request("match:say", data, WhenLost::forget);
    }
    void carry_out(const order::Statement& one) {
        const auto problem =
            api_.call({"GET", "/api/problems/" + percent_encoded(one.problem), "", true});
        if (!problem) return refuse(problem.error().message);
        output_.page(board_.letter_of(one.problem) + "  " + text_in(*problem, "title"),
                     statement_lines(*problem, output_.screen().columns));
    }
    void carry_out(const order::Save& one) {
        std::ofstream file(one.path, std::ios::binary | std::ios::trunc);
        file << board_.given->source;
        file.close();
        if (!file) return refuse("cannot write '" + one.path + "'");
        output_.tell("saved", {{"file", one.path}, {"problemId", board_.given->problem}},
                     one.path + " is the source for " + board_.letter_of(board_.given->problem) +
                         ", in " + board_.given->language);
    }
    void carry_out(const order::Resign&) {
        (void)wire_.request("match:resign", in_this_match(), WhenLost::send_again);
    }
    void carry_out(const order::Start&) {
        (void)wire_.request("match:start", in_this_match(), WhenLost::forget);
    }
    void carry_out(const order::Help&) { output_.page("orders", order_help()); }
    void carry_out(const order::Quit&) { leave(); }

    void leave() {
        done_ = ExitStatus::ok;
        if (in_match() && board_.plays() && !board_.is_over())
            output_.tell("left", {{"match", board_.match}}, goes_on());
    }

    std::string goes_on() const { return "the match goes on: arena client watch " + board_.match; }

    tl::unexpected<Error> interrupted() const {
        const bool plays = in_match() && board_.plays() && !board_.is_over();
        return fail(ErrorCode::interrupted, plays ? "interrupted; " + goes_on() : "interrupted");
    }

    std::vector<std::string> view(int rows) const {
        const Screen& screen = output_.screen();
        if (!in_match())
            return queue_view(goal_.mode, position_, waiting_, steady_ms() - began_ms_,
                              wire_.is_open(), screen);
        return match_view({board_, output_.events(), output_.notice(), wire_.is_open()}, screen,
                          rows);
    }

    void draw() {
        if (output_.form() == LiveForm::screen)
            output_.draw(view(output_.rows() - 1), keyboard_.typed());
    }

    ApiClient& api_;
    const LiveGoal& goal_;
    const Interrupt interrupt_;
    ServerWire wire_;
    LiveOutput output_;
    Keyboard keyboard_;
    const bool listens_;
    const std::int64_t began_ms_;
    ProgressLine progress_{screen_of(STDERR_FILENO, ColorChoice::automatic)};
    MatchBoard board_;
    std::map<std::string, std::string> titles_;
    std::string submission_;         ///< the last one that the server received
    std::deque<std::string> typed_;  ///< orders that were not obeyed yet
    int position_ = 0, waiting_ = 0;
    bool has_state_ = false, asked_state_ = false, task_begun_ = false, typed_ready_ = false;
    std::optional<Error> fault_;
    std::optional<ExitStatus> done_;
};

}  // namespace

Result<ExitStatus> play_live(ApiClient& api, const LiveGoal& goal, const ClientArgs& args) {
    const auto ready = api.need_account();
    if (!ready) return tl::unexpected<Error>(ready.error());
    Live live(api, goal, args, screen_of(STDOUT_FILENO, args.common.color));
    return live.run();
}

}  // namespace arena::cli
