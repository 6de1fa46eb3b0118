// The live view of a match, from the lobby's queue to the result: what `queue`, `create`, `join`,
// `rematch` and `watch` end in, and what `submit` and `resign` do a part of.
//
// One loop: messages of the server, lines of the player, a clock. A connection that breaks is made
// anew and the match goes on behind the last event that was seen.
#pragma once

#include <optional>

#include "cli/client_args.hpp"
#include "cli/client_order.hpp"

namespace arena::cli {

class ApiClient;

struct LiveGoal {
    std::string mode;         ///< not empty: find a match of it in the lobby first
    std::string match, code;  ///< else this one
    struct Submission {
        std::string problem;  ///< letter or id
        SourceText source;
    };
    std::optional<Submission> submission;  ///< hand it in, await its verdict, and leave
    bool resign = false;                   ///< do that, and leave
};

/// ok: the match was won or drawn, looked on at, or left by the player; the submission accepted.
/// not_so: lost, called off, not accepted. Errors: usage (refused), host, interrupted.
Result<ExitStatus> play_live(ApiClient& api, const LiveGoal& goal, const ClientArgs& args);

}  // namespace arena::cli
