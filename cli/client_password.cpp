// See client_password.hpp.
#include "cli/client_password.hpp"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/interrupt.hpp"
#include "cli/terminal.hpp"

namespace arena::cli {
namespace {

constexpr int look_around_ms = 200;  // a signal between the test of `stop` and poll() waits so long

/// A line, without its newline, byte by byte: what follows is not ours to read.
Result<std::string> first_line(int descriptor, const std::atomic<bool>* stop) {
    std::string line;
    char letter = 0;
    while (true) {
        pollfd ready{descriptor, POLLIN, 0};
        if (stop && poll(&ready, 1, look_around_ms) <= 0) {
            if (stop->load()) return fail(ErrorCode::interrupted, "interrupted");
            continue;
        }
        const ssize_t got = read(descriptor, &letter, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0)
            return fail(ErrorCode::unreadable,
                        std::string("the password cannot be read: ") + std::strerror(errno));
        if (got == 0 || letter == '\n') break;
        line += letter;
        if (line.size() > password_line_bytes_max)
            return fail(ErrorCode::usage, "the password is longer than 1024 bytes");
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty())
        return fail(ErrorCode::usage,
                    "no password given (type one, or --password-file FILE, or a line on stdin)");
    return line;
}

/// Without echo while it lives; typed signals still work.
class Silence {
public:
    Silence() {
        tcgetattr(STDIN_FILENO, &before_);
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() {
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        (void)write_all(STDERR_FILENO, "\n");
    }

private:
    termios before_{};
};

Result<std::string> prompted(const std::string& prompt, const Interrupt& interrupt) {
    (void)write_all(STDERR_FILENO, prompt);
    const Silence silence;
    return first_line(STDIN_FILENO, &interrupt.stop());
}

}  // namespace

Result<std::string> read_password(const std::string& file, const std::string& name, bool is_new) {
    if (!file.empty() && file != "-") {
        const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0)
            return fail(errno == ENOENT ? ErrorCode::not_found : ErrorCode::unreadable,
                        "--password-file: cannot read '" + file + "': " + std::strerror(errno));
        auto line = first_line(descriptor, nullptr);
        close(descriptor);
        return line;
    }
    if (!file.empty() || isatty(STDIN_FILENO) == 0) return first_line(STDIN_FILENO, nullptr);
    const Interrupt interrupt;
    auto first =
        prompted((is_new ? "new password for " : "password for ") + name + ": ", interrupt);
    if (!first || !is_new) return first;
    const auto second = prompted("once more: ", interrupt);
    if (!second) return second;
    if (*first != *second) return fail(ErrorCode::usage, "the two passwords are not the same");
    return first;
}

}  // namespace arena::cli
