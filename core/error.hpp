// Expected failures: the user's file is missing, the package is malformed, the host lacks a
// feature.
//
// A verdict is never an Error, and a bug is never an Error (that is ARENA_ASSERT). The message is a
// lowercase fragment that fits after "arena: ", names the thing, and tells the mend.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace arena {

/// What kind of failure it is. cli/exit_status.hpp maps each to one exit status.
enum class ErrorCode {
    usage,            ///< the command line or a setting makes no sense
    not_found,        ///< a named file, problem, language or test does not exist
    unreadable,       ///< it exists but cannot be read (permission, not UTF-8, too large)
    invalid_package,  ///< a problem package that breaks its format's rules
    unsupported,  ///< understood, but this build or host cannot do it without changing a verdict
    host,         ///< the machine failed us: no namespaces, disk full, out of descriptors
    internal,     ///< the judge itself failed (a validator crashed, a slot misbehaved)
    interrupted,  ///< the user asked to stop
};

struct Error {
    ErrorCode code;
    std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message) {
    return tl::unexpected<Error>(Error{code, std::move(message)});
}

}  // namespace arena
