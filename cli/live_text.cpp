// See live_text.hpp.
#include "cli/live_text.hpp"

#include <poll.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include "cli/printable.hpp"

namespace arena::cli {
namespace {

constexpr int look_at_stop_ms = 100;

/// Bytes at the end of `text` that may be the start of a longer UTF-8 character.
std::size_t unfinished_bytes(std::string_view text) {
    const std::size_t most = std::min<std::size_t>(3, text.size());
    for (std::size_t back = 1; back <= most; ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if ((byte & 0xC0U) == 0x80U) continue;
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return length > back ? back : 0;
    }
    return 0;
}

}  // namespace

LiveText::LiveText(int descriptor, const Screen& screen, const std::atomic<bool>& stop)
    : descriptor_(descriptor), terminal_(screen.terminal), stop_(stop) {}

bool LiveText::write(std::string_view text) {
    if (text.empty()) return true;
    last_ = text.back();
    if (!terminal_) return put(text);
    held_ += text;
    const std::size_t whole = held_.size() - unfinished_bytes(held_);
    const std::string shown = printable(std::string_view(held_).substr(0, whole), Lines::keep);
    held_.erase(0, whole);
    return put(shown);
}

void LiveText::end() {
    (void)put(printable(held_, Lines::keep));
    held_.clear();
}

// A pipe that poll() calls writable takes PIPE_BUF bytes without waiting.
bool LiveText::put(std::string_view text) {
    while (!text.empty() && !gone_ && failure_) {
        if (stop_.load()) return false;
        pollfd ready{descriptor_, POLLOUT, 0};
        if (poll(&ready, 1, look_at_stop_ms) <= 0) continue;
        const ssize_t written =
            ::write(descriptor_, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno == EPIPE) {
            gone_ = true;
        } else if (errno != EINTR && errno != EAGAIN) {
            failure_ = fail(ErrorCode::host, std::string("cannot write the program's output: ") +
                                                 std::strerror(errno));
        }
    }
    return !gone_ && failure_.has_value();
}

}  // namespace arena::cli
