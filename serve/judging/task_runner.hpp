// Does one task on a lane: what a worker process is for, without the process.
#pragma once

#include <atomic>
#include <functional>

#include "judge/runner.hpp"
#include "serve/judging/outcome.hpp"
#include "serve/judging/package_shelf.hpp"
#include "serve/judging/task.hpp"

namespace arena::serve {

/// Both may be empty.
struct TaskEvents {
    /// A part that takes long was done or begins; each such part lasts at most `part_ms` from now
    /// on, beside compiling (0: as was said before).
    std::function<void(std::int64_t part_ms)> alive;
    std::function<void(const TestProgress&)> progress;
};

class TaskRunner {
public:
    /// REQUIRES: `runner` outlives it.
    TaskRunner(Runner& runner, const CompileSettings& compile, std::size_t packages_max);

    /// Never fails: what is not the player's doing is a JobFault. `stop` ends it as cancelled.
    Outcome run(const Task& task, const TaskEvents& events, const std::atomic<bool>& stop);

private:
    Outcome judge(const JudgeTask& task, const TaskEvents& events, const std::atomic<bool>& stop);
    Outcome run_source(const RunTask& task, const TaskEvents& events,
                       const std::atomic<bool>& stop);
    Outcome check_syntax(const SyntaxTask& task, const std::atomic<bool>& stop);

    Runner& runner_;
    CompileSettings compile_;
    PackageShelf shelf_;
};

}  // namespace arena::serve
