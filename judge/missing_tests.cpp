#include "judge/missing_tests.hpp"

#include <algorithm>
#include <fstream>
#include <map>

#include "judge/compile_message.hpp"
#include "judge/package_program.hpp"
#include "judge/source_language.hpp"
#include "judge/source_text.hpp"
#include "judge/verdict_of.hpp"

namespace arena {
namespace {

using problem::Blueprint;
using problem::BlueprintTest;
using problem::FileContent;

bool lacks_anything(const BlueprintTest& test) {
    return (!test.input && test.generation) || (!test.answer && test.solve);
}

class Making {
public:
    Making(const TestMaking& how, Blueprint& blueprint) : how_(how), blueprint_(blueprint) {}

    Result<void> all();

private:
    Result<void> one(BlueprintTest& test);
    Result<void> make_input(BlueprintTest& test);
    Result<void> make_answer(BlueprintTest& test);
    Result<const Artifact*> generator(std::size_t index);
    Result<const Artifact*> solution();
    Result<FileContent> keep(const std::string& bytes);
    void say(const std::string& what) const {
        if (how_.progress) how_.progress(what);
    }

    const TestMaking& how_;
    Blueprint& blueprint_;
    std::map<std::size_t, Artifact> generators_;
    std::optional<Artifact> solution_;
    std::string solution_name_;
    std::size_t kept_ = 0;
};

Result<FileContent> Making::keep(const std::string& bytes) {
    const std::string path = how_.scratch + "/made-" + std::to_string(++kept_);
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) return fail(ErrorCode::host, "cannot write " + path);
    return FileContent{path, ""};
}

Result<const Artifact*> Making::generator(std::size_t index) {
    const auto known = generators_.find(index);
    if (known != generators_.end()) return &known->second;
    const auto& program = blueprint_.generators[index];
    say("compiling generator " + program.name);
    auto built = compile_blueprint_program(how_, program, "generator '" + program.name + "'");
    if (!built) return tl::unexpected<Error>(built.error());
    return &generators_.emplace(index, std::move(*built)).first->second;
}

Result<const Artifact*> Making::solution() {
    if (solution_) return &*solution_;
    for (const bool main_only : {true, false}) {
        for (const auto& submission : blueprint_.submissions) {
            if (main_only ? !submission.is_main : submission.directory != "accepted") continue;
            say("compiling solution " + submission.program.name);
            solution_name_ = "solution '" + submission.program.name + "'";
            auto built = compile_blueprint_program(how_, submission.program, solution_name_);
            if (!built) return tl::unexpected<Error>(built.error());
            solution_ = std::move(*built);
            return &*solution_;
        }
    }
    return fail(ErrorCode::invalid_package,
                "answers are missing, and the package has no main solution that could make them");
}

Result<void> Making::make_input(BlueprintTest& test) {
    auto program = generator(test.generation->generator);
    if (!program) return tl::unexpected<Error>(program.error());
    std::string command = blueprint_.generators[test.generation->generator].name;
    for (const std::string& arg : test.generation->args) command += " " + arg;
    say("generating " + test.name);
    auto report = run_generator(*how_.runner, **program, test.generation->args, NoInput{},
                                "test " + test.name + ": generator '" + command + "'");
    if (!report) return tl::unexpected<Error>(report.error());
    auto kept = keep(report->output);
    if (!kept) return tl::unexpected<Error>(kept.error());
    test.input = std::move(*kept);
    if (!test.generation->answer_on_stderr || test.answer) return {};
    auto answer = keep(report->error_output);
    if (!answer) return tl::unexpected<Error>(answer.error());
    test.answer = std::move(*answer);
    return {};
}

Result<void> Making::make_answer(BlueprintTest& test) {
    // The conversation of an interactive problem has no answer that a lone run could print.
    if (blueprint_.interactive) {
        test.answer = FileContent{};
        return {};
    }
    auto program = solution();
    if (!program) return tl::unexpected<Error>(program.error());
    say("solving " + test.name);
    const FileContent& from = *test.input;
    const Input input =
        from.host_path.empty() ? Input(InputBytes{from.text}) : Input(InputFile{from.host_path});
    auto report = run_generator(*how_.runner, **program, test.program_args, input,
                                "test " + test.name + ": " + solution_name_);
    if (!report) return tl::unexpected<Error>(report.error());
    auto kept = keep(report->output);
    if (!kept) return tl::unexpected<Error>(kept.error());
    test.answer = std::move(*kept);
    return {};
}

Result<void> Making::one(BlueprintTest& test) {
    if (!test.input && test.generation) {
        auto made = make_input(test);
        if (!made) return made;
    }
    if (!test.answer && test.solve) return make_answer(test);
    return {};
}

Result<void> Making::all() {
    for (BlueprintTest& test : blueprint_.samples) {
        auto made = one(test);
        if (!made) return made;
    }
    for (problem::BlueprintGroup& group : blueprint_.groups) {
        for (BlueprintTest& test : group.tests) {
            auto made = one(test);
            if (!made) return made;
        }
    }
    return {};
}

}  // namespace

bool lacks_tests(const Blueprint& blueprint) {
    const auto any = [](const std::vector<BlueprintTest>& tests) {
        return std::any_of(tests.begin(), tests.end(), lacks_anything);
    };
    return any(blueprint.samples) ||
           std::any_of(blueprint.groups.begin(), blueprint.groups.end(),
                       [&](const problem::BlueprintGroup& group) { return any(group.tests); });
}

Result<std::vector<SourceFile>> blueprint_sources(const problem::BlueprintProgram& program) {
    std::vector<SourceFile> out;
    for (const problem::NamedFile& file : program.files) {
        if (file.content.host_path.empty()) {
            out.push_back({file.name, file.content.text});
            continue;
        }
        auto text = read_source_text(file.content.host_path,
                                     static_cast<std::size_t>(program_source_bytes_max));
        if (!text) return tl::unexpected<Error>(text.error());
        out.push_back({file.name, std::move(*text)});
    }
    return out;
}

Result<Artifact> compile_blueprint_program(const TestMaking& how,
                                           const problem::BlueprintProgram& program,
                                           const std::string& what) {
    auto sources = blueprint_sources(program);
    if (!sources) return tl::unexpected<Error>(sources.error());
    std::vector<std::string> names;
    for (const SourceFile& source : *sources) names.push_back(source.name);
    auto language = language_of(names);
    if (!language) return fail(ErrorCode::unsupported, what + ": " + language.error().message);
    CompileSettings settings = how.compile;
    settings.time_ns = program_compile_ns;
    settings.memory_bytes = program_compile_memory_bytes;
    settings.source_bytes_max = program_source_bytes_max;
    auto outcome = compile(*how.runner, **language, *sources, settings);
    if (!outcome) return fail(outcome.error().code, what + ": " + outcome.error().message);
    if (!outcome->ok) {
        return fail(ErrorCode::invalid_package,
                    what + " does not compile: " + telling_line(outcome->message));
    }
    return std::move(outcome->artifact);
}

Result<RunReport> run_generator(Runner& runner, const Artifact& program,
                                const std::vector<std::string>& args, const Input& input,
                                const std::string& what) {
    RunRequest request;
    request.box = program.box;
    request.limits.cpu_ns = generator_time_ns;
    request.limits.wall_ns = 2 * generator_time_ns;
    request.limits.memory_bytes = generator_memory_bytes;
    request.limits.output_bytes = generator_output_bytes;
    request.limits.error_bytes = 8 * mib;  // DMOJ's generators write answers there
    request.argv = run_argv(program, request.limits, args, request.env);
    request.input = input;
    auto report = runner.run(request);
    if (!report) return tl::unexpected<Error>(report.error());
    if (report->ending == Ending::cancelled) return fail(ErrorCode::interrupted, "interrupted");
    if (report->ending == Ending::exited && report->exit_code == 0) return report;
    return fail(ErrorCode::invalid_package,
                what + " failed: " + ending_text(*report, request.limits));
}

Result<void> make_missing_tests(const TestMaking& how, Blueprint& blueprint) {
    return Making(how, blueprint).all();
}

}  // namespace arena
