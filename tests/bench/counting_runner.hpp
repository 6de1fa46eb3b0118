// A lane that adds up the CPU time of all that ran on it: compilers, programs, validators.
#pragma once

#include <atomic>
#include <cstdint>

#include "judge/runner.hpp"

namespace arena::bench {

class CountingRunner final : public Runner {
public:
    CountingRunner(Runner& inner, std::atomic<std::int64_t>& cpu_ns)
        : inner_(inner), cpu_ns_(cpu_ns) {}

    Result<RunReport> run(const RunRequest& request) override {
        auto report = inner_.run(request);
        if (report) cpu_ns_ += report->cpu_ns;
        return report;
    }

    Result<PairReport> run_pair(const RunRequest& program, const RunRequest& interactor) override {
        auto report = inner_.run_pair(program, interactor);
        if (report) cpu_ns_ += report->program.cpu_ns + report->interactor.cpu_ns;
        return report;
    }

private:
    Runner& inner_;
    std::atomic<std::int64_t>& cpu_ns_;
};

}  // namespace arena::bench
