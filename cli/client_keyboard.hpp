// What a player types below the live view: whole lines from a pipe, edited ones from a terminal,
// where the keys are read one by one so that the view can be redrawn around a half-typed line.
#pragma once

#include <termios.h>

#include <string>
#include <vector>

namespace arena::cli {

inline constexpr std::size_t typed_bytes_max = 4096;

class Keyboard {
public:
    /// `terminal`: stdin is one, and echo and line editing are taken over until the end.
    explicit Keyboard(bool terminal);
    Keyboard(const Keyboard&) = delete;
    Keyboard& operator=(const Keyboard&) = delete;
    ~Keyboard();

    /// -1 once standard input has ended.
    int descriptor() const { return ended_ ? -1 : 0; }
    bool has_ended() const { return ended_; }

    /// Reads what is there: the lines that it completes. Call when the descriptor is readable.
    std::vector<std::string> read_lines();

    /// The line so far.
    const std::string& typed() const { return typed_; }

private:
    void take_key(char key, std::vector<std::string>& lines);

    bool terminal_, ended_ = false, in_escape_ = false;
    std::string typed_;
    termios before_{};
};

}  // namespace arena::cli
