// What the store does when a match begins, ends and is corrected: problems seen, results, ratings.
#pragma once

#include <string>
#include <vector>

#include "core/match/event.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {

/// In the transaction that appends `event`. For Started: each of `users`, who play, has seen the
/// problems. For Ended: results, and the ratings of all players in the match's mode and overall,
/// whose changes are put into the event (rule 6 of the rules of play: exactly once, however often
/// it is retried). For Corrected: results and ratings as they are with the new verdicts, those of
/// later matches too (refold.hpp). Other events: nothing. Error: the store's.
Result<void> finish_in_store(Session& session, const match::Settings& settings,
                             const std::vector<std::string>& users, match::Event& event);

}  // namespace arena::serve
