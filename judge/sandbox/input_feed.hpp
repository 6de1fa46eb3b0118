// What a program reads on stdin, as a descriptor that gives away nothing of the host.
//
// Small input is a sealed memfd: seekable, re-openable as /dev/stdin, no path, no way to write it.
// Large input comes through a pipe that the supervisor fills, so memory stays small. So does a
// stream (a terminal, another program's pipe), whose descriptor is never the program's: it would
// let it type into the terminal.
#pragma once

#include <poll.h>

#include <cstdint>
#include <string>

#include "core/error.hpp"
#include "judge/runner.hpp"
#include "judge/sandbox/descriptor.hpp"

namespace arena::sandbox {

class InputFeed {
public:
    /// Errors: not_found or unreadable (the input file), host.
    static Result<InputFeed> open(const Input& input);

    int guest_fd() const { return guest_.get(); }
    void close_guest_end() { guest_.reset(); }

    /// The descriptors to poll, -1 where there is nothing to wait for (any more).
    pollfd watch_pump() const;
    pollfd watch_source() const;

    /// Call with what poll() found; 0 is fine.
    void on_pump(short events);
    void on_source(short events);

    /// The program has read all there was, and more may come.
    bool awaited() const;

private:
    Result<void> open_pipe();
    void fill_from_file();
    void fill_from_stream();

    Descriptor guest_, pump_, file_;
    int source_ = -1;      ///< of a stream; borrowed
    std::string pending_;  ///< read from the stream, not yet in the pipe
};

}  // namespace arena::sandbox
