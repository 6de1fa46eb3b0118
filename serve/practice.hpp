// Submissions outside of matches, and judging them again.
//
// A practice submission is durable before it is acknowledged and is judged even if the server falls
// in between. Strand: the reactor's.
#pragma once

#include <functional>
#include <string>

#include "serve/app.hpp"
#include "serve/judging/judge_pool.hpp"

namespace arena::serve {

/// Queues a stored submission under its epoch; the result is stored once. `done` may be empty.
void judge_practice(App& app, const SubmissionRecord& submission, JobClass job_class,
                    const std::function<void(const JobDone&)>& done);

}  // namespace arena::serve
