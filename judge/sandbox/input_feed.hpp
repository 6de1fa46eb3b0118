// What a program reads on stdin, as a descriptor that gives away nothing of the host.
//
// Small input is a sealed memfd: seekable, re-openable as /dev/stdin, no path, no way to write it.
// Large input comes through a pipe that the supervisor fills, so memory stays small.
#pragma once

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

    /// The end to fill, or -1 when there is nothing to pump (any more).
    int pump_fd() const { return pump_.get(); }

    /// Call when pump_fd() is writable.
    void pump();

private:
    Descriptor guest_, pump_, file_;
};

}  // namespace arena::sandbox
