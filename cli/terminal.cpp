#include "cli/terminal.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "cli/printable.hpp"

namespace arena::cli {
namespace {

constexpr int columns_default = 80;
constexpr int columns_min = 40;  // narrower than this, rows wrap rather than vanish
constexpr std::chrono::milliseconds update_interval{50};

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);  // NOLINT: read before any thread changes it
    return value == nullptr ? std::string_view() : std::string_view(value);
}

int columns_of(int descriptor) {
    winsize size{};
    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
    const int stated = std::atoi(std::string(environment("COLUMNS")).c_str());
    return stated > 0 ? stated : columns_default;
}

bool locale_is_utf8() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const std::string_view value = environment(name);
        if (value.empty()) continue;
        return value.find("UTF-8") != std::string_view::npos ||
               value.find("utf8") != std::string_view::npos ||
               value.find("UTF8") != std::string_view::npos ||
               value.find("utf-8") != std::string_view::npos;
    }
    return false;
}

}  // namespace

Screen screen_of(int descriptor, ColorChoice color) {
    Screen screen;
    screen.terminal = isatty(descriptor) == 1;
    screen.utf8 = locale_is_utf8();
    screen.columns = screen.terminal ? columns_of(descriptor) : columns_default;
    if (screen.columns < columns_min) screen.columns = columns_min;
    switch (color) {
        case ColorChoice::always: screen.color = true; break;
        case ColorChoice::never: screen.color = false; break;
        case ColorChoice::automatic:
            screen.color = screen.terminal && environment("NO_COLOR").empty() &&
                           environment("TERM") != "dumb" && !environment("TERM").empty();
            break;
    }
    return screen;
}

std::string paint(const Screen& screen, Ink ink, std::string_view text) {
    if (!screen.color || text.empty() || ink == Ink::plain) return std::string(text);
    const char* code = "";
    switch (ink) {
        case Ink::plain: break;
        case Ink::good: code = "\033[32m"; break;
        case Ink::bad: code = "\033[1;31m"; break;
        case Ink::warning: code = "\033[33m"; break;
        case Ink::fault: code = "\033[1;35m"; break;
        case Ink::faint: code = "\033[2m"; break;
        case Ink::strong: code = "\033[1m"; break;
    }
    return code + std::string(text) + "\033[0m";
}

Ink ink_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::AC: return Ink::good;
        case Verdict::WA:
        case Verdict::RTE:
        case Verdict::CE: return Ink::bad;
        case Verdict::TLE:
        case Verdict::MLE:
        case Verdict::OLE: return Ink::warning;
        case Verdict::JE: return Ink::fault;
    }
    return Ink::plain;
}

Result<void> write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(descriptor, text.data(), text.size());
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EPIPE) {
            return {};
        } else if (errno == EAGAIN) {
            pollfd ready{descriptor, POLLOUT, 0};
            (void)poll(&ready, 1, -1);
        } else if (errno != EINTR) {
            const char* stream = descriptor == STDOUT_FILENO ? "standard output" : "standard error";
            return fail(ErrorCode::host,
                        std::string("cannot write to ") + stream + ": " + std::strerror(errno));
        }
    }
    return {};
}

void print_error(std::string_view message) {
    // Nowhere is left to report a failure of stderr.
    (void)write_all(STDERR_FILENO, "arena: " + printable(message) + "\n");
}

void ProgressLine::show(std::string_view text) {
    if (!screen_.terminal) return;
    const auto columns = static_cast<std::size_t>(screen_.columns) - 1;
    const std::string line = cut_end(printable(text), columns, screen_.ellipsis());
    (void)write_all(STDERR_FILENO, "\r\033[K" + line);
    shown_ = true;
    last_ = std::chrono::steady_clock::now();
}

void ProgressLine::update(std::string_view text) {
    if (!screen_.terminal) return;
    if (std::chrono::steady_clock::now() - last_ >= update_interval) show(text);
}

void ProgressLine::clear() {
    if (!shown_) return;
    (void)write_all(STDERR_FILENO, "\r\033[K");
    shown_ = false;
}

}  // namespace arena::cli
