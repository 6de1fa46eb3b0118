// What a finished match would have come to with another verdict: scores as a pure function.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "core/verdict.hpp"

namespace arena::serve {

class Room;

/// {"before":[{userId,rank,score}],"after":[...],"changed":bool}. The match's submissions and
/// verdicts are played again in their order of receipt, this one's verdict replaced; whatever the
/// time of judging was does not matter. REQUIRES: the room's match is over.
nlohmann::json rescored_json(const Room& room, const std::string& submission_id, Verdict verdict);

}  // namespace arena::serve
