#include "judge/stress.hpp"

#include <algorithm>

#include "judge/shrink_input.hpp"
#include "judge/verdict_of.hpp"

namespace arena {
namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
        text.replace(at, what.size(), by);
        at += by.size();
    }
    return text;
}

class Stress {
public:
    explicit Stress(const StressSetting& setting) : setting_(setting) {}

    Result<StressOutcome> run() {
        StressOutcome out;
        for (int round = 1; round <= setting_.rounds_max && !out.found; ++round) {
            if (setting_.progress) {
                setting_.progress("round " + std::to_string(round) + " of " +
                                  std::to_string(setting_.rounds_max));
            }
            // Size 1 at first, and all of size_max at the end.
            const int size = 1 + static_cast<int>(static_cast<std::int64_t>(setting_.size_max - 1) *
                                                  round / setting_.rounds_max);
            auto found = try_arguments(round, size);
            if (!found) return tl::unexpected<Error>(found.error());
            out.rounds = round;
            out.refused = refused_;
            if (!*found) continue;
            auto least = shrink(std::move(**found), round, size);
            if (!least) return tl::unexpected<Error>(least.error());
            out.found = std::move(*least);
        }
        return out;
    }

private:
    Result<std::optional<CounterExample>> try_arguments(int seed, int size);
    Result<std::optional<CounterExample>> try_input(const std::string& input);
    Result<CounterExample> shrink(CounterExample found, int seed, int size);

    const StressSetting& setting_;
    int refused_ = 0;
};

Result<std::optional<CounterExample>> Stress::try_arguments(int seed, int size) {
    std::vector<std::string> args;
    std::string command = setting_.generator_name;
    for (const std::string& arg : setting_.args) {
        args.push_back(replaced(replaced(arg, "{seed}", std::to_string(seed)), "{size}",
                                std::to_string(size)));
        command += " " + args.back();
    }
    auto made = run_generator(*setting_.runner, *setting_.generator, args, NoInput{},
                              "generator '" + command + "'");
    if (!made) return tl::unexpected<Error>(made.error());
    auto found = try_input(made->output);
    if (found && *found) (*found)->args = args;
    return found;
}

Result<std::optional<CounterExample>> Stress::try_input(const std::string& input) {
    using None = std::optional<CounterExample>;
    if (setting_.stop != nullptr && setting_.stop->load()) {
        return fail(ErrorCode::interrupted, "interrupted");
    }
    if (setting_.valid) {
        auto good = setting_.valid(input);
        if (!good) return tl::unexpected<Error>(good.error());
        if (!*good) {
            ++refused_;
            return None();
        }
    }
    auto right = run_generator(*setting_.runner, *setting_.brute, {}, InputBytes{input},
                               "the solution to compare with");
    if (!right) return tl::unexpected<Error>(right.error());
    RunRequest request;
    request.box = setting_.solution->box;
    request.limits.cpu_ns = setting_.time_limit_ns;
    request.limits.wall_ns = 2 * setting_.time_limit_ns + s_in_ns;
    request.limits.memory_bytes = 1024 * mib;
    request.limits.output_bytes = generator_output_bytes;
    request.argv = run_argv(*setting_.solution, request.limits, {}, request.env);
    request.input = InputBytes{input};
    auto report = setting_.runner->run(request);
    if (!report) return tl::unexpected<Error>(report.error());
    if (report->ending == Ending::cancelled) return fail(ErrorCode::interrupted, "interrupted");
    CounterExample found{input, right->output, report->output, "", {}, input.size()};
    const Finding finding = verdict_of(*report, {setting_.time_limit_ns, request.limits});
    if (finding.verdict != Verdict::AC) {
        found.how = std::string(name(finding.verdict)) + ", " + finding.reason;
        return std::optional<CounterExample>(std::move(found));
    }
    auto same = setting_.same(input, right->output, report->output);
    if (!same) return tl::unexpected<Error>(same.error());
    if (*same) return None();
    found.how = "WA";
    return std::optional<CounterExample>(std::move(found));
}

Result<CounterExample> Stress::shrink(CounterExample found, int seed, int size) {
    const std::size_t before = found.bytes_before;
    for (int smaller = size / 2; smaller >= 1; smaller /= 2) {
        auto again = try_arguments(seed, smaller);
        if (!again) return tl::unexpected<Error>(again.error());
        if (!*again) break;
        found = std::move(**again);
    }
    ShrinkTest test;
    test.tries_max = setting_.shrink_tries_max;
    test.keep_counts = !setting_.valid;
    test.holds = [&](const std::string& input) -> Result<bool> {
        if (setting_.progress) {
            setting_.progress("shrinking, " + std::to_string(found.input.size()) + " bytes");
        }
        // A program that only compares may fail on what is no input of the problem.
        auto again = try_input(input);
        if (!again && again.error().code == ErrorCode::interrupted) {
            return tl::unexpected<Error>(again.error());
        }
        // Nobody says what an input is: a failure of another kind may only show that this is none.
        if (!again || !*again || (!setting_.valid && (*again)->how != found.how)) return false;
        (*again)->args = found.args;
        found = std::move(**again);
        return true;
    };
    auto least = shrink_input(found.input, test);
    if (!least) return tl::unexpected<Error>(least.error());
    found.bytes_before = before;
    return found;
}

}  // namespace

Result<StressOutcome> stress(const StressSetting& setting) {
    return Stress(setting).run();
}

}  // namespace arena
