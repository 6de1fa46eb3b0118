// `arena judge SOLUTION... [-p FOLDER]`: everything that can be wrong with the input is found
// before the first program runs; then each solution is judged, reported, and the worst status
// returned.
//
// The table goes to stdout unless a machine's format does; with --output the report goes to the
// file and the table stays. A file appears whole at the end, or not at all.
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>

#include "cli/commands.hpp"
#include "cli/host_session.hpp"
#include "cli/judge_report.hpp"
#include "cli/output_file.hpp"
#include "cli/printable.hpp"
#include "cli/solution_language.hpp"
#include "core/problem/constants.hpp"
#include "judge/answer_submission.hpp"
#include "judge/judge.hpp"
#include "judge/test_selection.hpp"

namespace arena::cli {
namespace {

/// No language: answers of a submit-answer problem.
struct Solution {
    SubmissionSources sources;
    const Language* language = nullptr;
};

/// All that was read before judging. `table` owns the languages.
struct Work {
    LanguageTable table;
    problem::Package package;
    std::vector<Solution> solutions;
    std::size_t tests_selected = 0;
    int lanes = 1;
    CompileSettings compile;
};

/// A path as a word of a command line, never to be taken for a flag.
std::string path_word(const std::string& path) {
    return shell_word(printable(path.starts_with('-') ? "./" + path : path));
}

Result<std::string> find_problem(const JudgeArgs& args) {
    if (!args.problem.empty()) return args.problem;
    for (const std::string& start : {args.solutions.front(), std::string(".")}) {
        if (auto found = problem::find_package_above(start)) return *found;
    }
    return fail(ErrorCode::not_found,
                "no problem around " + args.solutions.front() +
                    " or the current folder; name one with -p FOLDER, or just run the program: "
                    "arena run " +
                    path_word(args.solutions.front()));
}

/// Files; a folder waits until the problem says whether it is one program.
Result<void> read_files(const JudgeArgs& args, Work& work) {
    for (const std::string& path : args.solutions) {
        work.solutions.push_back({{path, {}}});
        std::error_code absent;
        if (std::filesystem::is_directory(path, absent)) continue;
        auto sources = read_solution(path);
        if (!sources) return tl::unexpected<Error>(sources.error());
        work.solutions.back().sources = *std::move(sources);
    }
    return {};
}

/// The submissions of the package that lie right in `folder`, named by way of it.
std::vector<std::string> submissions_in(const std::string& folder,
                                        const problem::Package& package) {
    namespace fs = std::filesystem;
    std::vector<std::string> paths;
    for (const problem::Submission& submission : package.submissions) {
        const fs::path path = submission.program.path;
        std::error_code absent;
        if (!fs::equivalent(path.parent_path(), folder, absent)) continue;
        paths.push_back((fs::path(folder) / path.filename()).string());
    }
    return paths;
}

/// `submissions/accepted` of the package is no program: it stands for all that lie in it.
Result<void> read_folders(const JudgeArgs&, Work& work) {
    std::vector<Solution> solutions;
    for (Solution& solution : work.solutions) {
        if (!solution.sources.files.empty()) {
            solutions.push_back(std::move(solution));
            continue;
        }
        std::vector<std::string> paths = submissions_in(solution.sources.path, work.package);
        if (paths.empty()) paths = {solution.sources.path};
        for (const std::string& path : paths) {
            auto sources = read_solution(path);
            if (!sources) return tl::unexpected<Error>(sources.error());
            solutions.push_back({*std::move(sources)});
        }
    }
    work.solutions = std::move(solutions);
    return {};
}

Result<void> read_problem(const JudgeArgs& args, Work& work) {
    const auto path = find_problem(args);
    if (!path) return tl::unexpected<Error>(path.error());
    auto package = problem::read_package(*path);
    if (!package) return tl::unexpected<Error>(package.error());
    work.package = *std::move(package);
    for (const std::string& glob : args.test_globs) {
        if (work.package.cases.empty() || select_tests(work.package, {glob})) continue;
        return fail(ErrorCode::usage, "--tests '" + glob + "' matches none of the " +
                                          std::to_string(work.package.cases.size()) +
                                          " tests (the first is '" +
                                          work.package.cases.front().name + "')");
    }
    const auto selected = select_tests(work.package, args.test_globs);
    if (!selected) return tl::unexpected<Error>(selected.error());
    for (std::size_t i = 0; i < selected->size(); ++i) {
        if (!(*selected)[i]) continue;
        ++work.tests_selected;
        const problem::Case& test = work.package.cases[i];
        for (const std::string& file : {test.input_path, test.answer_path}) {
            if (file.empty() || access(file.c_str(), R_OK) == 0) continue;
            return fail(ErrorCode::unreadable,
                        "cannot read '" + file + "': " + std::strerror(errno));
        }
    }
    return {};
}

/// What the package says of a solution that is one of its own submissions; nullptr for others.
const problem::Submission* own_submission(const problem::Package& package,
                                          const std::string& path) {
    std::error_code absent;
    for (const problem::Submission& submission : package.submissions) {
        if (std::filesystem::equivalent(submission.program.path, path, absent)) return &submission;
    }
    return nullptr;
}

Result<void> choose_languages(const JudgeArgs& args, Work& work) {
    if (work.package.submit_answer) return {};
    for (Solution& solution : work.solutions) {
        std::string named = args.language;
        if (const auto* own = own_submission(work.package, solution.sources.path)) {
            solution.sources.entry = own->entrypoint;
            for (SourceFile& file : solution.sources.files)
                file.content = problem::substitute_constants(file.content, work.package.constants);
            if (named.empty()) named = own->language.value_or("");
        }
        const auto language = solution_language(work.table, named, solution.sources);
        if (!language) return tl::unexpected<Error>(language.error());
        solution.language = *language;
    }
    return {};
}

/// The report must not take the place of what is judged.
Result<void> keep_inputs(const JudgeArgs& args, Work& work) {
    if (args.output.empty()) return {};
    std::vector<NamedPath> inputs{{"the package's", work.package.path + "/problem.yaml"}};
    for (const Solution& solution : work.solutions) {
        const std::string& path = solution.sources.path;
        const bool folder = std::filesystem::is_directory(path);
        for (const SourceFile& file : solution.sources.files) {
            inputs.push_back({"the source", folder ? path + "/" + file.name : path});
        }
    }
    for (const problem::Case& test : work.package.cases) {
        inputs.push_back({"the test's", test.input_path});
        inputs.push_back({"the test's", test.answer_path});
    }
    return refuse_overwriting({{"--output", args.output}}, inputs);
}

/// Reads and checks all input, so that a mistake costs no time.
Result<Work> prepare(const JudgeArgs& args) {
    auto table = language_table(args.languages_folder);
    if (!table) return tl::unexpected<Error>(table.error());
    Work work{*std::move(table), {}, {}, 0, 1, {}};
    for (auto* step : {read_files, read_problem, read_folders, choose_languages, keep_inputs}) {
        const auto done = step(args, work);
        if (!done) return tl::unexpected<Error>(done.error());
    }
    const auto lanes = lane_count(args.jobs);
    if (!lanes) return tl::unexpected<Error>(lanes.error());
    // A lane without a test would only cost its start.
    work.lanes = static_cast<int>(
        std::min(static_cast<std::size_t>(*lanes), std::max<std::size_t>(work.tests_selected, 1)));
    auto cache = cache_folder(args.cache);
    if (!cache) return tl::unexpected<Error>(cache.error());
    work.compile.cache_directory = *std::move(cache);
    return work;
}

JudgeOptions judge_options(const JudgeArgs& args, const Work& work, const Language* language) {
    JudgeOptions options;
    options.time_limit_s = args.limits.time_s;
    options.time_limit_mend += " or give --time-limit";
    options.memory_bytes = args.limits.memory_bytes;
    options.output_bytes = args.limits.output_bytes;
    options.test_globs = args.test_globs;
    options.stop_at_first = args.stop_at_first;
    options.repeat = args.repeat;
    options.language = language;
    options.compile = work.compile;
    options.keep_output = args.explain;
    return options;
}

/// What judges this solution again, without --tests and report flags.
std::string again_command(const JudgeArgs& args, const std::string& solution) {
    std::string out = "arena judge " + path_word(solution);
    const auto add = [&](const std::string& flag, const std::string& value) {
        if (!value.empty()) out += " " + flag + " " + shell_word(printable(value));
    };
    add("-p", args.problem);
    add("--language", args.language);
    add("--languages", args.languages_folder);
    if (args.limits.time_s) add("--time-limit", score_text(*args.limits.time_s));
    const auto add_size = [&](const std::string& flag, const std::optional<std::int64_t>& bytes) {
        if (bytes) add(flag, std::to_string(*bytes / kib) + "K");
    };
    add_size("--memory-limit", args.limits.memory_bytes);
    add_size("--output-limit", args.limits.output_bytes);
    if (args.sandbox.allow_restricted) out += " --allow-tier restricted";
    if (args.sandbox.tier) add("--tier", std::string(name(*args.sandbox.tier)));
    return out;
}

/// One line a submission: a misspelt name would only show as an answer that is missing.
std::vector<std::string> answer_notes(const Work& work) {
    std::vector<std::string> notes;
    if (!work.package.submit_answer) return notes;
    for (const Solution& solution : work.solutions) {
        const auto names = answers_to_nothing(work.package, solution.sources.files);
        if (names.empty()) continue;
        std::string note = solution.sources.path + ": ";
        for (std::size_t i = 0; i < std::min<std::size_t>(names.size(), 3); ++i) {
            note += (i == 0 ? "" : ", ") + names[i];
        }
        if (names.size() > 3) note += " and " + std::to_string(names.size() - 3) + " more";
        notes.push_back(note + (names.size() == 1 ? " is" : " are") + " the answer to no test");
    }
    return notes;
}

Result<ExitStatus> judge_all(const JudgeArgs& args, Work& work, HostSession& session,
                             JudgeReport& report) {
    // One judge a language: it compiles the validator and finds the time limit once.
    std::map<const Language*, Judge> judges;
    ExitStatus status = ExitStatus::ok;
    for (const Solution& solution : work.solutions) {
        auto judge = judges.find(solution.language);
        if (judge == judges.end()) {
            judge = judges
                        .try_emplace(solution.language, work.package, session.lanes(),
                                     judge_options(args, work, solution.language))
                        .first;
        }
        auto judgement = judge->second.judge(solution.sources,
                                             report.observe(solution.sources.path), session.stop());
        if (session.stop().load()) return fail(ErrorCode::interrupted, "interrupted");
        if (!judgement) return tl::unexpected<Error>(judgement.error());
        const Verdict verdict = judgement->verdict;
        const auto added =
            report.add(*std::move(judgement), again_command(args, solution.sources.path));
        if (!added) return tl::unexpected<Error>(added.error());
        const bool expected =
            std::find(args.expected.begin(), args.expected.end(), verdict) != args.expected.end();
        if (verdict == Verdict::JE) {
            status = ExitStatus::judge_failed;
        } else if (!expected && status == ExitStatus::ok) {
            status = ExitStatus::not_so;
        }
    }
    const auto finished = report.finish();
    if (!finished) return tl::unexpected<Error>(finished.error());
    return status;
}

}  // namespace

Result<ExitStatus> judge_command(const JudgeArgs& args) {
    auto work = prepare(args);
    if (!work) return tl::unexpected<Error>(work.error());
    auto report = JudgeReport::open(args);
    if (!report) return tl::unexpected<Error>(report.error());
    if (args.common.verbose) report->show_notes(work->package.notes);
    if (!args.common.quiet) report->show_notes(answer_notes(*work));
    auto session = HostSession::open(args.sandbox, work->lanes);
    if (!session) return tl::unexpected<Error>(session.error());
    return judge_all(args, *work, **session, *report);
}

}  // namespace arena::cli
