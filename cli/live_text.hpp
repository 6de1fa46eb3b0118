// What a program writes, shown while it runs.
//
// On a terminal its control characters are shown, not obeyed; a pipe or file gets the bytes as they
// are. A slow reader is waited for, but an interrupt is not kept waiting.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "cli/terminal.hpp"
#include "core/error.hpp"

namespace arena::cli {

class LiveText {
public:
    /// REQUIRES: `stop` outlives this.
    LiveText(int descriptor, const Screen& screen, const std::atomic<bool>& stop);

    /// False: nobody reads any more, writing failed (see failure()), or `stop` was set.
    bool write(std::string_view text);

    /// Shows the start of a character whose rest never came.
    void end();

    bool line_is_open() const { return last_ != '\n'; }
    bool reader_is_gone() const { return gone_; }
    const Result<void>& failure() const { return failure_; }

private:
    bool put(std::string_view text);

    int descriptor_;
    bool terminal_;
    const std::atomic<bool>& stop_;
    std::string held_;  ///< a character that is not whole yet
    char last_ = '\n';
    bool gone_ = false;
    Result<void> failure_;
};

}  // namespace arena::cli
