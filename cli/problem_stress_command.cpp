// `arena problem stress SOLUTION --against BRUTE --gen GENERATOR`
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cli/commands.hpp"
#include "cli/host_session.hpp"
#include "cli/printable.hpp"
#include "cli/problem_args.hpp"
#include "cli/solution_language.hpp"
#include "cli/terminal.hpp"
#include "judge/case_limits.hpp"
#include "judge/case_run.hpp"
#include "judge/checker_default.hpp"
#include "judge/checker_external.hpp"
#include "judge/content_hash.hpp"
#include "judge/package_program.hpp"
#include "judge/stress.hpp"

namespace arena::cli {
namespace {

namespace fs = std::filesystem;

/// The programs of one call. Artifacts stay where they are: the setting points to them.
class Stressing {
public:
    explicit Stressing(const ProblemStressArgs& args)
        : args_(args), line_(screen_of(STDERR_FILENO, args.common.color)) {}

    Result<ExitStatus> run();

private:
    Result<void> open();
    Result<void> read_problem();
    Result<Artifact> compile_file(const std::string& path);
    Result<bool> same(const std::string& input, const std::string& answer,
                      const std::string& output);
    Result<bool> valid(const std::string& input);
    Result<std::string> save(const CounterExample& found);
    std::string report(const StressOutcome& outcome, const std::string& saved) const;

    const ProblemStressArgs& args_;
    ProgressLine line_;
    std::unique_ptr<HostSession> session_;
    Runner* runner_ = nullptr;
    CompileSettings compile_;
    std::optional<problem::Package> package_;
    std::optional<Artifact> solution_, brute_, generator_, validator_;
    std::vector<Artifact> input_validators_;
};

Result<Artifact> Stressing::compile_file(const std::string& path) {
    auto sources = read_solution(path);
    if (!sources) return tl::unexpected<Error>(sources.error());
    auto language = solution_language(LanguageTable::built_in(), "", *sources);
    if (!language) return tl::unexpected<Error>(language.error());
    line_.show("compiling " + path);
    auto compiled = arena::compile(*runner_, **language, sources->files, compile_);
    if (!compiled) return tl::unexpected<Error>(compiled.error());
    if (compiled->ok) return std::move(compiled->artifact);
    const std::string& said = compiled->message;
    return fail(ErrorCode::usage,
                printable(path) + " does not compile: " + said.substr(0, said.find('\n')));
}

Result<void> Stressing::read_problem() {
    std::string path = args_.package;
    if (path.empty()) {
        const auto found = problem::find_package_above(args_.solution);
        if (!found) return {};
        path = *found;
    }
    auto package = problem::read_package(path);
    if (!package) return tl::unexpected<Error>(package.error());
    if (package->interactive || package->multi_pass) {
        return fail(ErrorCode::unsupported, "problem '" + package->short_name +
                                                "' is interactive: two solutions alone cannot be "
                                                "compared");
    }
    package_ = *std::move(package);
    if (package_->output_validator && package_->validator == problem::ValidatorKind::custom) {
        auto built = build_package_program(*runner_, *package_, *package_->output_validator,
                                           compile_, "output validator");
        if (!built) return tl::unexpected<Error>(built.error());
        validator_ = *std::move(built);
    }
    for (const problem::Program& program : package_->input_validators) {
        auto built =
            build_package_program(*runner_, *package_, program, compile_, "input validator");
        if (built) input_validators_.push_back(*std::move(built));
    }
    return {};
}

Result<void> Stressing::open() {
    auto cache = cache_folder(args_.cache);
    if (!cache) return tl::unexpected<Error>(cache.error());
    compile_.cache_directory = *std::move(cache);
    auto session = HostSession::open(args_.sandbox, 1);
    if (!session) return tl::unexpected<Error>(session.error());
    session_ = *std::move(session);
    runner_ = session_->lanes().front();
    for (const auto& [path, into] :
         {std::pair{&args_.solution, &solution_}, std::pair{&args_.against, &brute_},
          std::pair{&args_.generator, &generator_}}) {
        auto compiled = compile_file(*path);
        if (!compiled) return tl::unexpected<Error>(compiled.error());
        *into = *std::move(compiled);
    }
    return read_problem();
}

Result<bool> Stressing::valid(const std::string& input) {
    for (const Artifact& validator : input_validators_) {
        RunRequest request;
        request.box = validator.box;
        request.argv = run_argv(validator, request.limits, {}, request.env);
        request.input = InputBytes{input};
        auto report = runner_->run(request);
        if (!report) return tl::unexpected<Error>(report.error());
        if (report->ending != Ending::exited || report->exit_code != exit_accepted) return false;
    }
    return true;
}

Result<bool> Stressing::same(const std::string& input, const std::string& answer,
                             const std::string& output) {
    std::vector<std::string> args;
    if (package_) {
        for (const problem::Case& test : package_->cases) args = test.validator_args;
    }
    if (!validator_) {
        auto flags = parse_compare_flags(args);
        if (!flags) return tl::unexpected<Error>(flags.error());
        return !compare_output(answer, output, *flags).has_value();
    }
    RunRequest request;
    request.box = validator_->box;
    request.limits = validator_limits(*package_, validator_->language);
    std::vector<std::string> words{"{work}/input", "{work}/answer", "{work}/feedback/"};
    words.insert(words.end(), args.begin(), args.end());
    request.argv = run_argv(*validator_, request.limits, words, request.env);
    request.work_files = feedback_box_files({});
    request.work_files.push_back({"input", "", input, false});
    request.work_files.push_back({"answer", "", answer, false});
    request.input = InputBytes{output};
    auto report = runner_->run(request);
    if (!report) return tl::unexpected<Error>(report.error());
    const Finding finding = validator_finding(*report, request.limits);
    if (finding.verdict == Verdict::JE) return fail(ErrorCode::internal, finding.reason);
    return finding.verdict == Verdict::AC;
}

// data/secret of the problem, or the current folder; the name tells the content.
Result<std::string> Stressing::save(const CounterExample& found) {
    if (!args_.save) return std::string();
    std::string folder = ".";
    if (package_ && package_->format != problem::Format::plain) {
        folder = package_->path + "/data/secret";
    }
    const std::string stem = folder + "/stress-" + sha256_hex(found.input).substr(0, 8);
    for (const auto& [tail, text] :
         {std::pair{".in", &found.input}, std::pair{".ans", &found.answer}}) {
        std::ofstream out(stem + tail, std::ios::binary);
        out << *text;
        out.close();
        if (!out) return fail(ErrorCode::host, "cannot write " + printable(stem + tail));
    }
    return stem + ".in";
}

std::string Stressing::report(const StressOutcome& outcome, const std::string& saved) const {
    const Screen screen = screen_of(STDOUT_FILENO, args_.common.color);
    if (!outcome.found) {
        std::string out = paint(screen, Ink::good, "no difference") + " in " +
                          std::to_string(outcome.rounds - outcome.refused) + " inputs";
        if (outcome.refused > 0) {
            out += ", " + std::to_string(outcome.refused) +
                   " more were refused by the input validators";
        }
        return out + "\n";
    }
    constexpr std::size_t shown_bytes_max = 600;
    const CounterExample& found = *outcome.found;
    const auto part = [&](const std::string& title, const std::string& text) {
        std::string out = paint(screen, Ink::strong, title) + "\n" +
                          printable(text.substr(0, shown_bytes_max), Lines::keep);
        if (out.back() != '\n') out += "\n";
        return out;
    };
    std::string command;
    for (const std::string& arg : found.args) command += " " + shell_word(printable(arg));
    std::string out =
        paint(screen, Ink::bad, found.how) + "  in round " + std::to_string(outcome.rounds) +
        ", shrunk from " + std::to_string(found.bytes_before) + " to " +
        std::to_string(found.input.size()) + " bytes (generator" + command + ")\n" +
        part("input", found.input) + part("expected", found.answer) + part("found", found.output);
    if (!saved.empty()) out += "saved as " + printable(saved) + "\n";
    return out;
}

Result<ExitStatus> Stressing::run() {
    auto opened = open();
    if (!opened) return tl::unexpected<Error>(opened.error());
    StressSetting setting;
    setting.runner = runner_;
    setting.solution = &*solution_;
    setting.brute = &*brute_;
    setting.generator = &*generator_;
    setting.generator_name = printable(args_.generator);
    if (!args_.args.empty()) setting.args = args_.args;
    setting.rounds_max = args_.rounds;
    setting.size_max = args_.size;
    if (package_ && package_->time_limit.limit_s) {
        setting.time_limit_ns = static_cast<std::int64_t>(*package_->time_limit.limit_s * 1e9);
    }
    setting.same = [this](const std::string& input, const std::string& answer,
                          const std::string& output) { return same(input, answer, output); };
    if (!input_validators_.empty()) {
        setting.valid = [this](const std::string& input) { return valid(input); };
    }
    setting.progress = [this](const std::string& what) { line_.update(what); };
    setting.stop = &session_->stop();
    auto outcome = stress(setting);
    line_.clear();
    if (!outcome) return tl::unexpected<Error>(outcome.error());
    if (!outcome->found && outcome->refused == outcome->rounds) {
        return fail(ErrorCode::usage, "nothing was compared: the input validators refuse all " +
                                          std::to_string(outcome->rounds) + " inputs of " +
                                          printable(args_.generator));
    }
    std::string saved;
    if (outcome->found) {
        auto path = save(*outcome->found);
        if (!path) return tl::unexpected<Error>(path.error());
        saved = *path;
    }
    auto written = write_all(STDOUT_FILENO, report(*outcome, saved));
    if (!written) return tl::unexpected<Error>(written.error());
    return outcome->found ? ExitStatus::not_so : ExitStatus::ok;
}

}  // namespace

Result<ExitStatus> problem_stress_command(const ProblemStressArgs& args) {
    return Stressing(args).run();
}

}  // namespace arena::cli
