// What a finished match would have come to with another verdict: scores as a pure function.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/verdict.hpp"

namespace arena::serve {

class Room;

/// {"before":[{userId,rank,score}],"after":[...],"changed":bool}: the machine's own decision on
/// command::Rejudge, dropped. Null when the machine refuses it (void, or an aborted match).
/// REQUIRES: the room's match is over.
nlohmann::json rescored_json(const Room& room, const std::string& submission_id, Verdict verdict);

}  // namespace arena::serve
