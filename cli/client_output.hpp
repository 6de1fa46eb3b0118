// Where a live match is shown: a screen that is redrawn in place, plain lines for a pipe, or every
// message as one JSON line.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/client_view.hpp"

namespace arena::cli {

enum class LiveForm { screen, lines, json };

/// JSON when asked; a screen on a terminal that can move its cursor; else lines.
LiveForm live_form(bool json, const Screen& screen);

/// Errors of writing are kept and told by failure(): a reader may go away at any time.
class LiveOutput {
public:
    LiveOutput(LiveForm form, const Screen& screen);
    LiveOutput(const LiveOutput&) = delete;
    LiveOutput& operator=(const LiveOutput&) = delete;
    ~LiveOutput();  ///< gives the terminal back

    LiveForm form() const { return form_; }
    const Screen& screen() const { return screen_; }
    const std::vector<ViewEvent>& events() const { return events_; }
    const std::string& notice() const { return notice_; }

    /// A message of the server, as it came: for json alone.
    void raw(std::string_view message);
    /// An event of the match in words.
    void event(const std::string& clock, const std::string& text);
    /// An answer to the player: a refusal, what was received. {"event":"client:EVENT","data":...}.
    void tell(const std::string& event, const nlohmann::json& data, const std::string& text);
    /// What was told last is settled.
    void forget_notice() { notice_.clear(); }
    /// A text to be read, page by page on a screen.
    void page(const std::string& title, const std::vector<std::string>& lines);
    /// On a screen with a page: turns it and says so.
    bool turn_page();
    void close_page() { page_.clear(); }

    /// Screen only: the lines, or the page, and what has been typed.
    void draw(const std::vector<std::string>& lines, const std::string& typed);
    int rows() const;

    /// Ends the screen and leaves `lines` on the terminal.
    void finish(const std::vector<std::string>& lines);

    const Result<void>& failure() const { return failure_; }

private:
    void write(const std::string& text);
    void leave_screen();

    LiveForm form_;
    Screen screen_;
    bool on_screen_ = false;
    std::vector<ViewEvent> events_;
    std::string notice_;
    std::vector<std::string> page_;
    std::size_t page_at_ = 0;
    Result<void> failure_;
};

}  // namespace arena::cli
