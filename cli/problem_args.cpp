// From words to the arguments of `arena problem ...`.
#include "cli/problem_args.hpp"

#include "cli/value_reader.hpp"

namespace arena::cli {
namespace {

void want_words(ValueReader& reader, const CommandLine& line, std::size_t least, std::size_t most,
                const std::string& usage) {
    if (line.words.size() < least || line.words.size() > most) {
        reader.refuse("the arguments are: arena problem " + usage);
    }
}

std::string word(const CommandLine& line, std::size_t index) {
    return index < line.words.size() ? line.words[index] : "";
}

/// "[PACKAGE]": the only word, else the current folder.
std::string package_word(ValueReader& reader, const CommandLine& line, const std::string& command) {
    want_words(reader, line, 0, 1, command + " [PACKAGE]");
    return line.words.empty() ? "." : line.words.front();
}

/// Where programs run and where they are kept: of every command that runs some.
template <class Args>
void read_machine(ValueReader& reader, const CommandLine& line, Args& args) {
    args.sandbox = read_sandbox(reader, line);
    args.cache = read_cache(reader, line);
}

// "2/3"
Result<std::pair<int, int>> read_partition(std::string_view flag, std::string_view text) {
    const std::size_t slash = text.find('/');
    const auto parts =
        read_count(flag, slash == std::string_view::npos ? text : text.substr(slash + 1), 1, 1000);
    if (!parts || slash == std::string_view::npos) {
        return fail(ErrorCode::usage,
                    std::string(flag) + " must be like 1/3, not '" + std::string(text) + "'");
    }
    const auto part = read_count(flag, text.substr(0, slash), 1, *parts);
    if (!part) return tl::unexpected<Error>(part.error());
    return std::pair{*part, *parts};
}

}  // namespace

Result<ProblemVerifyArgs> read_problem_verify_args(const CommandLine& line) {
    ValueReader reader(line);
    ProblemVerifyArgs args;
    args.common = read_common(reader, line);
    args.packages = line.words;
    if (args.packages.empty()) args.packages = {"."};
    reader.take("--jobs", args.jobs, as_count(1, 4096));
    args.strict = line.has("--strict");
    std::pair<int, int> partition{1, 1};
    reader.take("--partition", partition, read_partition);
    args.part = partition.first;
    args.parts = partition.second;
    reader.take("--format", args.format,
                as_choice<Format>({{"table", Format::table},
                                   {"json", Format::json},
                                   {"junit", Format::junit},
                                   {"github", Format::github},
                                   {"sarif", Format::sarif}}));
    reader.take("--output", args.output, as_text);
    read_machine(reader, line, args);
    return reader.finish(std::move(args));
}

Result<ProblemNewArgs> read_problem_new_args(const CommandLine& line) {
    ValueReader reader(line);
    ProblemNewArgs args;
    args.common = read_common(reader, line);
    want_words(reader, line, 1, 1, "new NAME");
    args.name = word(line, 0);
    reader.take("--type", args.type,
                as_choice<NewProblemType>({{"pass-fail", NewProblemType::pass_fail},
                                           {"scoring", NewProblemType::scoring},
                                           {"interactive", NewProblemType::interactive},
                                           {"multi-pass", NewProblemType::multi_pass}}));
    return reader.finish(std::move(args));
}

Result<ProblemShowArgs> read_problem_show_args(const CommandLine& line) {
    ValueReader reader(line);
    ProblemShowArgs args;
    args.common = read_common(reader, line);
    args.package = package_word(reader, line, "show");
    return reader.finish(std::move(args));
}

Result<ProblemLimitsArgs> read_problem_limits_args(const CommandLine& line) {
    ValueReader reader(line);
    ProblemLimitsArgs args;
    args.common = read_common(reader, line);
    args.package = package_word(reader, line, "limits");
    reader.take("--jobs", args.jobs, as_count(1, 4096));
    read_machine(reader, line, args);
    return reader.finish(std::move(args));
}

Result<ProblemGenerateArgs> read_problem_generate_args(const CommandLine& line) {
    ValueReader reader(line);
    ProblemGenerateArgs args;
    args.common = read_common(reader, line);
    args.package = package_word(reader, line, "generate");
    args.check = line.has("--check");
    reader.take("--time-limit", args.time_s, read_duration);
    read_machine(reader, line, args);
    return reader.finish(std::move(args));
}

Result<ProblemStressArgs> read_problem_stress_args(const CommandLine& line) {
    ValueReader reader(line);
    ProblemStressArgs args;
    args.common = read_common(reader, line);
    want_words(reader, line, 1, 1, "stress SOLUTION --against BRUTE --gen GENERATOR");
    args.solution = word(line, 0);
    reader.take("--against", args.against, as_text);
    reader.take("--gen", args.generator, as_text);
    reader.take("--problem", args.package, as_text);
    if (line.has("--arg")) args.args = line.values.find("--arg")->second;
    reader.take("--rounds", args.rounds, as_count(1, 1'000'000));
    reader.take("--size", args.size, as_count(1, 1'000'000'000));
    args.save = !line.has("--no-save");
    if (args.against.empty() || args.generator.empty()) {
        reader.refuse("stress needs --against BRUTE and --gen GENERATOR");
    }
    read_machine(reader, line, args);
    return reader.finish(std::move(args));
}

Result<ProblemExportArgs> read_problem_export_args(const CommandLine& line) {
    using F = problem::ExportFormat;
    ValueReader reader(line);
    ProblemExportArgs args;
    args.common = read_common(reader, line);
    want_words(reader, line, 2, 2, "export PACKAGE DEST --to FORMAT");
    args.package = word(line, 0);
    args.destination = word(line, 1);
    reader.take("--to", args.format,
                as_choice<F>({{"kattis", F::kattis},
                              {"domjudge", F::domjudge},
                              {"polygon", F::polygon},
                              {"dmoj", F::dmoj},
                              {"plain", F::plain}}));
    args.accept_changes = line.has("--accept-changes");
    if (!line.has("--to")) reader.refuse("export needs --to kattis|domjudge|polygon|dmoj|plain");
    return reader.finish(std::move(args));
}

Result<ProblemStatementArgs> read_problem_statement_args(const CommandLine& line) {
    ValueReader reader(line);
    ProblemStatementArgs args;
    args.common = read_common(reader, line);
    args.package = package_word(reader, line, "statement");
    reader.take("--language", args.language, as_text);
    args.strict = line.has("--strict");
    reader.take("--output", args.output, as_text);
    return reader.finish(std::move(args));
}

Result<ProblemImportArgs> read_problem_import_args(const CommandLine& line) {
    ValueReader reader(line);
    ProblemImportArgs args;
    args.common = read_common(reader, line);
    want_words(reader, line, 1, 2, "import SOURCE [DEST]");
    args.source = word(line, 0);
    args.destination = word(line, 1);
    reader.take("--testlib", args.testlib, as_text);
    args.accept_changes = line.has("--accept-changes");
    read_machine(reader, line, args);
    return reader.finish(std::move(args));
}

}  // namespace arena::cli
