// Judging a submission again, and what follows for its match and for ratings.
//
// Scores are a pure function of the verdicts by order of receipt (core/match). For a submission of
// a finished match the new verdict is one event in the match's journal, the claims and results that
// follow are the next ones, and the ratings are folded again from there (refold.hpp): all in the
// transaction that stores the result under (submission, epoch), so it happens once or not at all. A
// preview goes the same way up to that transaction and tells the same answer.
// Strand: the reactor's.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "serve/app.hpp"
#include "serve/store/records.hpp"

namespace arena::serve {

struct RejudgeFault {
    enum class Kind {
        store,
        judge,      ///< it could not judge, or has too much to do
        superseded  ///< another rejudge of the submission was started meanwhile
    };
    Kind kind = Kind::store;
    std::string message;
};

/// {id, preview, before, after, changed, match}: verdicts, and for a submission of a finished match
/// {before, after, changed, ratings}: rankings [{userId, rank, score}], and what moves today's
/// ratings [{userId, dimension, before, after}]. `match` is null for others.
using TellRejudged = std::function<void(const tl::expected<nlohmann::json, RejudgeFault>&)>;

/// A preview stores nothing. REQUIRES: the submission's match, if any, is over.
void rejudge(App& app, const SubmissionRecord& submission, bool preview, TellRejudged told);

/// Goes on with a rejudge that the server fell in. REQUIRES: as for one that is no preview.
void resume_rejudge(App& app, const SubmissionRecord& submission);

}  // namespace arena::serve
