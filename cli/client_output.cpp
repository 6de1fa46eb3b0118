// See client_output.hpp. The screen is the terminal's alternate one (xterm's 1049), so that what
// was there before comes back.
#include "cli/client_output.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cli/client_json.hpp"
#include "cli/printable.hpp"

namespace arena::cli {
namespace {

constexpr std::size_t events_kept = 200;
constexpr int rows_default = 24;

}  // namespace

LiveForm live_form(bool json, const Screen& screen) {
    if (json) return LiveForm::json;
    const char* const terminal = std::getenv("TERM");
    const bool moves =
        terminal != nullptr && *terminal != '\0' && std::string_view(terminal) != "dumb";
    return screen.terminal && moves ? LiveForm::screen : LiveForm::lines;
}

LiveOutput::LiveOutput(LiveForm form, const Screen& screen) : form_(form), screen_(screen) {
    if (form_ != LiveForm::screen) return;
    on_screen_ = true;
    write("\033[?1049h\033[2J\033[H");
}

LiveOutput::~LiveOutput() {
    leave_screen();
}

void LiveOutput::leave_screen() {
    if (!on_screen_) return;
    on_screen_ = false;
    write("\033[?1049l");
}

void LiveOutput::write(const std::string& text) {
    if (!failure_) return;
    failure_ = write_all(STDOUT_FILENO, text);
}

void LiveOutput::raw(std::string_view message) {
    if (form_ == LiveForm::json) write(std::string(message) + "\n");
}

void LiveOutput::event(const std::string& clock, const std::string& text) {
    if (form_ == LiveForm::lines) write(clock + "  " + text + "\n");
    events_.push_back({clock, text});
    if (events_.size() > events_kept) events_.erase(events_.begin());
}

void LiveOutput::tell(const std::string& event, const nlohmann::json& data,
                      const std::string& text) {
    notice_ = text;
    if (form_ == LiveForm::json)
        write(one_line({{"event", "client:" + event}, {"data", data}}) + "\n");
    if (form_ == LiveForm::lines && !text.empty()) write("--:--  " + printable(text) + "\n");
}

void LiveOutput::page(const std::string& title, const std::vector<std::string>& lines) {
    if (form_ == LiveForm::screen) {
        page_ = lines;
        page_.insert(page_.begin(), paint(screen_, Ink::strong, title));
        page_at_ = 0;
        return;
    }
    std::string text = title + "\n";
    for (const std::string& line : lines) text += line + "\n";
    if (form_ == LiveForm::lines) write(text);
    if (form_ == LiveForm::json)
        write(one_line({{"event", "client:text"}, {"data", {{"text", text}}}}) + "\n");
}

bool LiveOutput::turn_page() {
    if (page_.empty()) return false;
    page_at_ += static_cast<std::size_t>(rows() - 2);
    if (page_at_ >= page_.size()) page_.clear();
    return true;
}

int LiveOutput::rows() const {
    winsize size{};
    const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0;
    return std::max(known ? size.ws_row : rows_default, rows_least);
}

void LiveOutput::draw(const std::vector<std::string>& lines, const std::string& typed) {
    if (!on_screen_) return;
    const auto height = static_cast<std::size_t>(rows()) - 1;
    std::vector<std::string> shown = lines;
    if (!page_.empty()) {
        const std::size_t end = std::min(page_.size(), page_at_ + height - 1);
        shown.assign(page_.begin() + static_cast<std::ptrdiff_t>(page_at_),
                     page_.begin() + static_cast<std::ptrdiff_t>(end));
        shown.push_back(paint(screen_, Ink::faint,
                              end < page_.size() ? "Enter: more" : "Enter: back to the match"));
    }
    std::string text = "\033[?25l\033[H";
    for (std::size_t i = 0; i < shown.size() && i < height; ++i) text += shown[i] + "\033[K\r\n";
    const auto columns = static_cast<std::size_t>(screen_.columns);
    text += "\033[J" + paint(screen_, Ink::strong, "> ") +
            cut_start(printable(typed), columns - 3, screen_.ellipsis()) + "\033[?25h";
    write(text);
}

void LiveOutput::finish(const std::vector<std::string>& lines) {
    if (form_ != LiveForm::screen) return;
    leave_screen();
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    write(text);
}

}  // namespace arena::cli
