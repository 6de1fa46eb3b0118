// See unjudged.hpp.
#include "serve/unjudged.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "serve/log.hpp"
#include "serve/practice.hpp"
#include "serve/room/rejudge.hpp"

namespace arena::serve {

void judge_unjudged(App& app) {
    auto waiting = std::make_shared<std::vector<SubmissionRecord>>();
    app.read(
        [waiting](Session& session) -> Result<void> {
            auto found = session.unjudged_submissions();
            if (!found) return tl::unexpected<Error>(found.error());
            *waiting = *std::move(found);
            return {};
        },
        [&app, waiting](const Result<void>& read) {
            if (!read)
                return app.log.error("judging is not resumed", {{"why", read.error().message}});
            for (const SubmissionRecord& submission : *waiting) {
                if (submission.match_id.empty()) {
                    judge_practice(app, submission, JobClass::contest, {});
                } else if (submission.epoch != 0) {  // in a match that is played it is 0
                    resume_rejudge(app, submission);
                }
            }
        });
}

}  // namespace arena::serve
