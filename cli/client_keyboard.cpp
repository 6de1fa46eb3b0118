// See client_keyboard.hpp. Keys as every line discipline has them: backspace, Ctrl-U, Ctrl-W,
// Ctrl-D on an empty line; escape sequences (arrows) are passed over.
#include "cli/client_keyboard.hpp"

#include <unistd.h>

#include <cctype>
#include <cerrno>

namespace arena::cli {
namespace {

constexpr char end_of_input = 4, erase_line = 21, erase_word = 23, escape = 27, backspace = 8,
               rubout = 127;

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

}  // namespace

Keyboard::Keyboard(bool terminal) : terminal_(terminal) {
    if (!terminal_) return;
    (void)tcgetattr(STDIN_FILENO, &before_);
    termios keys = before_;
    keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    keys.c_cc[VMIN] = 1;
    keys.c_cc[VTIME] = 0;
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &keys);
}

Keyboard::~Keyboard() {
    if (terminal_) (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
}

std::vector<std::string> Keyboard::read_lines() {
    char bytes[1024];
    std::vector<std::string> lines;
    const ssize_t got = read(STDIN_FILENO, bytes, sizeof bytes);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return lines;
    if (got <= 0) {
        ended_ = true;
        if (!typed_.empty()) lines.push_back(typed_);
        typed_.clear();
        return lines;
    }
    for (ssize_t i = 0; i < got; ++i) take_key(bytes[i], lines);
    return lines;
}

void Keyboard::take_key(char key, std::vector<std::string>& lines) {
    if (key == '\n' || key == '\r') {
        lines.push_back(typed_);
        typed_.clear();
        return;
    }
    if (!terminal_) {
        if (typed_.size() < typed_bytes_max) typed_ += key;
        return;
    }
    if (in_escape_) {  // ESC [ ... letter
        in_escape_ = key == '[' || key == 'O' ||
                     std::isdigit(static_cast<unsigned char>(key)) != 0 || key == ';';
        return;
    }
    if (key == escape) {
        in_escape_ = true;
    } else if (key == backspace || key == rubout) {
        while (!typed_.empty() && continues_character(typed_.back())) typed_.pop_back();
        if (!typed_.empty()) typed_.pop_back();
    } else if (key == erase_line) {
        typed_.clear();
    } else if (key == erase_word) {
        while (!typed_.empty() && typed_.back() == ' ') typed_.pop_back();
        while (!typed_.empty() && typed_.back() != ' ') typed_.pop_back();
    } else if (key == end_of_input) {
        ended_ = ended_ || typed_.empty();
    } else if (static_cast<unsigned char>(key) >= ' ' && typed_.size() < typed_bytes_max) {
        typed_ += key;
    }
}

}  // namespace arena::cli
