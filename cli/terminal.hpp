// Where output goes: a terminal of some width, or a pipe; with colour or without.
//
// Colour: --color always|never decides; otherwise only on a terminal, never under NO_COLOR
// (no-color.org) or TERM=dumb. A pipe gets 80 columns and nothing is cut for it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "cli/args.hpp"
#include "core/error.hpp"
#include "core/verdict.hpp"

namespace arena::cli {

struct Screen {
    bool terminal = false;  ///< rows are cut to `columns` only here
    bool color = false;
    bool utf8 = false;  ///< the locale's character set; decides "…" or "..."
    int columns = 80;

    std::string_view ellipsis() const { return utf8 ? "…" : "..."; }
};

/// Asks the descriptor and the environment (NO_COLOR, TERM, COLUMNS, LC_ALL, LC_CTYPE, LANG).
Screen screen_of(int descriptor, ColorChoice color);

enum class Ink { plain, good, bad, warning, fault, faint, strong };

/// `text` in a colour, or as it is when the screen has none.
std::string paint(const Screen& screen, Ink ink, std::string_view text);

Ink ink_of(Verdict verdict);

/// Writes everything or says why not. A reader that went away (EPIPE) is not an error: it had
/// what it wanted. Error: host, "cannot write to standard output: No space left on device".
Result<void> write_all(int descriptor, std::string_view text);

/// "arena: MESSAGE" on stderr, one line, made printable.
void print_error(std::string_view message);

/// One line at the bottom of a terminal that is rewritten in place and leaves no trace.
/// Strand: one thread at a time. Silent unless stderr is a terminal.
class ProgressLine {
public:
    explicit ProgressLine(const Screen& screen) : screen_(screen) {}
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine() { clear(); }

    /// Shown at once; cut to the width.
    void show(std::string_view text);

    /// The same, but at most 20 times a second: for what changes with every test.
    void update(std::string_view text);

    void clear();

private:
    Screen screen_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point last_{};
};

}  // namespace arena::cli
