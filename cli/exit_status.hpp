// Exit statuses: the contract with shells and CI jobs. Documented in arena(1), tested in
// tests/cli/cases/exit_status_*.sh.
//
// "Failed" and "could not run" never share a number: 1 is a judged answer that is not the wanted
// one, 2 is the user's to mend, 3 is ours or the machine's.
#pragma once

#include "core/error.hpp"

namespace arena::cli {

/// Wire: scripts compare these numbers.
enum class ExitStatus : int {
    ok = 0,             ///< accepted, or as --expect said
    not_so = 1,         ///< judged, and not so
    bad_input = 2,      ///< usage, or input that cannot be read
    judge_failed = 3,   ///< the judge or the machine failed
    interrupted = 130,  ///< Ctrl-C, SIGTERM or SIGHUP
};

/// The one table from a kind of failure to an exit status.
constexpr ExitStatus exit_status(ErrorCode code) {
    switch (code) {
        case ErrorCode::usage:
        case ErrorCode::not_found:
        case ErrorCode::unreadable:
        case ErrorCode::invalid_package:
        case ErrorCode::unsupported: return ExitStatus::bad_input;
        case ErrorCode::host:
        case ErrorCode::internal: return ExitStatus::judge_failed;
        case ErrorCode::interrupted: return ExitStatus::interrupted;
    }
    return ExitStatus::judge_failed;
}

}  // namespace arena::cli
