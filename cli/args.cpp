// From what was typed to what is meant. Every refusal names the flag, the value and the mend.
#include "cli/args.hpp"

#include <algorithm>

#include "cli/value_reader.hpp"

namespace arena::cli {
namespace {

constexpr int jobs_max = 4096;  // the command compares it with the machine's cores
constexpr int repeat_max = 1000;
constexpr int hostile_runs_max = 10'000'000;

LimitArgs read_limits(ValueReader& reader) {
    LimitArgs limits;
    reader.take("--time-limit", limits.time_s, read_duration);
    reader.take("--memory-limit", limits.memory_bytes, read_size);
    reader.take("--output-limit", limits.output_bytes, read_size);
    return limits;
}

Format read_format(ValueReader& reader, bool for_judge) {
    Format format = Format::table;
    std::vector<std::pair<std::string_view, Format>> choices{{"table", Format::table},
                                                             {"json", Format::json}};
    if (for_judge) {
        choices.insert(
            choices.end(),
            {{"jsonl", Format::jsonl}, {"junit", Format::junit}, {"github", Format::github}});
    }
    reader.take("--format", format, as_choice<Format>(std::move(choices)));
    return format;
}

}  // namespace

SandboxArgs read_sandbox(ValueReader& reader, const CommandLine& line) {
    SandboxArgs sandbox;
    reader.take("--tier", sandbox.tier,
                as_choice<Tier>({{"default", Tier::standard},
                                 {"rootless", Tier::rootless},
                                 {"restricted", Tier::restricted}}));
    std::string allowed;
    reader.take("--allow-tier", allowed, as_choice<std::string>({{"restricted", "restricted"}}));
    sandbox.allow_restricted = line.has("--allow-tier");
    if (sandbox.tier == Tier::restricted && !sandbox.allow_restricted) {
        reader.refuse(
            "--tier restricted has no namespaces around the program; say --allow-tier restricted "
            "too if you mean it");
    }
    return sandbox;
}

CacheArgs read_cache(ValueReader& reader, const CommandLine& line) {
    CacheArgs cache;
    reader.take("--cache", cache.folder, as_text);
    cache.off = line.has("--no-cache");
    if (cache.off && line.has("--cache")) {
        reader.refuse("--cache and --no-cache contradict each other");
    }
    return cache;
}

CommonArgs read_common(ValueReader& reader, const CommandLine& line) {
    CommonArgs common;
    reader.take("--color", common.color,
                as_choice<ColorChoice>({{"auto", ColorChoice::automatic},
                                        {"always", ColorChoice::always},
                                        {"never", ColorChoice::never}}));
    common.quiet = line.has("--quiet");
    common.verbose = line.has("--verbose");
    if (common.quiet && common.verbose)
        reader.refuse("--quiet and --verbose contradict each other");
    return common;
}

void refuse_words(ValueReader& reader, const CommandLine& line, std::string_view command) {
    if (line.words.empty()) return;
    reader.refuse("arena " + std::string(command) + " takes no arguments, but got '" +
                  line.words.front() + "'");
}

std::optional<std::string> CommandLine::last(std::string_view flag) const {
    const auto found = values.find(flag);
    if (found == values.end() || found->second.empty()) return std::nullopt;
    return found->second.back();
}

Result<CommonArgs> read_common_args(const CommandLine& line) {
    ValueReader reader(line);
    return reader.finish(read_common(reader, line));
}

Result<JudgeArgs> read_judge_args(const CommandLine& line) {
    ValueReader reader(line);
    JudgeArgs args;
    args.common = read_common(reader, line);
    args.solutions = line.words;
    reader.take("--problem", args.problem, as_text);
    if (line.has("--tests")) args.test_globs = line.values.find("--tests")->second;
    if (std::find(args.test_globs.begin(), args.test_globs.end(), "") != args.test_globs.end()) {
        reader.refuse("--tests needs a value");
    }
    reader.take("--language", args.language, as_text);
    reader.take("--languages", args.languages_folder, as_text);
    reader.take("--expect", args.expected, read_verdicts);
    args.limits = read_limits(reader);
    reader.take("--jobs", args.jobs, as_count(1, jobs_max));
    args.stop_at_first = line.has("--stop-at-first");
    if (args.stop_at_first && line.has("--all")) {
        reader.refuse("--all and --stop-at-first contradict each other");
    }
    reader.take("--repeat", args.repeat, as_count(1, repeat_max));
    args.explain = line.has("--explain");
    args.format = read_format(reader, true);
    reader.take("--output", args.output, as_text);
    args.sandbox = read_sandbox(reader, line);
    args.cache = read_cache(reader, line);
    for (const char* flag : {"--filter", "--hostile-runs"}) {
        if (line.has(flag)) reader.refuse(std::string(flag) + " belongs to --selftest");
    }
    if (args.solutions.empty()) {
        reader.refuse("judge needs a SOLUTION: arena judge sol.cpp -p FOLDER");
    }
    return reader.finish(std::move(args));
}

Result<SelftestArgs> read_selftest_args(const CommandLine& line) {
    ValueReader reader(line);
    SelftestArgs args;
    args.common = read_common(reader, line);
    reader.take("--filter", args.filter, as_text);
    reader.take("--hostile-runs", args.hostile_runs, as_count(0, hostile_runs_max));
    reader.take("--jobs", args.jobs, as_count(1, jobs_max));
    args.sandbox = read_sandbox(reader, line);
    if (!line.words.empty()) {
        reader.refuse("--selftest judges no solution, but got '" + line.words.front() + "'");
    }
    constexpr std::string_view known[] = {"--selftest", "--filter", "--hostile-runs",
                                          "--jobs",     "--tier",   "--allow-tier",
                                          "--color",    "--quiet",  "--verbose"};
    for (const auto& [flag, value] : line.values) {
        if (std::find(std::begin(known), std::end(known), flag) == std::end(known)) {
            reader.refuse(flag + " means nothing to --selftest");
        }
    }
    return reader.finish(std::move(args));
}

Result<RunArgs> read_run_args(const CommandLine& line) {
    ValueReader reader(line);
    RunArgs args;
    args.common = read_common(reader, line);
    if (line.words.empty()) {
        reader.refuse("run needs a SOLUTION: arena run sol.cpp < input");
    } else {
        args.solution = line.words.front();
        args.program_args.assign(line.words.begin() + 1, line.words.end());
    }
    reader.take("--language", args.language, as_text);
    reader.take("--languages", args.languages_folder, as_text);
    args.limits = read_limits(reader);
    args.sandbox = read_sandbox(reader, line);
    args.cache = read_cache(reader, line);
    return reader.finish(std::move(args));
}

Result<LanguagesArgs> read_languages_args(const CommandLine& line) {
    ValueReader reader(line);
    LanguagesArgs args;
    args.common = read_common(reader, line);
    args.format = read_format(reader, false);
    reader.take("--languages", args.languages_folder, as_text);
    refuse_words(reader, line, "languages");
    return reader.finish(std::move(args));
}

Result<DoctorArgs> read_doctor_args(const CommandLine& line) {
    ValueReader reader(line);
    DoctorArgs args;
    args.common = read_common(reader, line);
    args.format = read_format(reader, false);
    refuse_words(reader, line, "doctor");
    return reader.finish(std::move(args));
}

Result<CompletionArgs> read_completion_args(const CommandLine& line) {
    ValueReader reader(line);
    CompletionArgs args;
    const auto& shells = spec_of("completion").word_choices;
    if (line.words.size() != 1) {
        reader.refuse("completion needs one SHELL: bash, zsh or fish");
    } else if (const auto shell = read_choice("SHELL", line.words.front(), shells); !shell) {
        reader.refuse(shell.error().message);
    } else {
        args.shell = line.words.front();
    }
    return reader.finish(std::move(args));
}

}  // namespace arena::cli
