#include "core/problem/export_package.hpp"

#include <algorithm>
#include <fstream>

#include "core/problem/constants.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

const Expectation* verdict_rule(const BlueprintSubmission& submission) {
    const Expectation* out = nullptr;
    for (const Expectation& rule : submission.expectations) {
        if (!rule.cases.empty() || !rule.message.empty()) return nullptr;
        if (rule.permitted.empty() && rule.required.empty() && rule.overall.empty()) continue;
        if (out != nullptr) return nullptr;
        out = &rule;
    }
    return out;
}

bool expects_score(const BlueprintSubmission& submission) {
    const auto& rules = submission.expectations;
    return std::any_of(rules.begin(), rules.end(), [](const Expectation& rule) {
        return rule.score_min.has_value() || rule.less_than_full_score;
    });
}

namespace {

constexpr std::size_t source_bytes_max = std::size_t{1} << 20;

// Other systems know no {{names}}: who reads these files there reads the values.
Result<void> fill_in(const std::map<std::string, std::string>& constants, NamedFile& file) {
    if (file.content.host_path.empty()) {
        file.content.text = substitute_constants(file.content.text, constants);
        return {};
    }
    std::ifstream in(file.content.host_path, std::ios::binary);
    std::string text(source_bytes_max + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad() || in.gcount() == 0) return {};
    text.resize(static_cast<std::size_t>(in.gcount()));
    std::string filled = substitute_constants(text, constants);
    if (filled == text) return {};
    if (text.size() > source_bytes_max) {
        return fail(ErrorCode::unsupported,
                    shown(file.name) + " is too large to fill its constants in");
    }
    file.content = FileContent{"", std::move(filled)};
    return {};
}

Result<Blueprint> with_constants(Blueprint blueprint) {
    std::vector<NamedFile*> files;
    const auto add = [&files](BlueprintProgram& program) {
        for (NamedFile& file : program.files) files.push_back(&file);
    };
    if (blueprint.output_validator) add(*blueprint.output_validator);
    for (BlueprintProgram& program : blueprint.input_validators) add(program);
    for (BlueprintSubmission& submission : blueprint.submissions) add(submission.program);
    for (NamedFile& file : blueprint.extra_files) {
        const bool named = starts_with(file.name, "include/") ||
                           (starts_with(file.name, "statement/") && ends_with(file.name, ".md"));
        if (named) files.push_back(&file);
    }
    for (NamedFile* file : files) {
        auto done = fill_in(blueprint.constants, *file);
        if (!done) return tl::unexpected<Error>(done.error());
    }
    return blueprint;
}

Result<ExportReport> write_as(const Blueprint& blueprint, ExportFormat format,
                              const std::string& destination) {
    switch (format) {
        case ExportFormat::kattis: break;
        case ExportFormat::domjudge: return write_domjudge(blueprint, destination);
        case ExportFormat::polygon: return write_polygon(blueprint, destination);
        case ExportFormat::dmoj: return write_dmoj(blueprint, destination);
        case ExportFormat::plain: return write_plain(blueprint, destination);
    }
    return ExportReport{};
}

// A plain folder is pass-fail, and each output is compared by words.
void note_plain_changes(const Blueprint& blueprint, ExportReport& report) {
    const auto change = [&](const std::string& what, const std::string& why) {
        report.changes.push_back({what, why});
    };
    if (blueprint.scoring) change("points", "a plain folder is pass-fail");
    if (blueprint.interactive) change("interaction", "a plain folder has tests only");
    if (blueprint.multi_pass) change("multi-pass", "a program runs once a test there");
    if (blueprint.submit_answer) change("submit-answer", "submissions are programs there");
    if (blueprint.output_validator && !blueprint.interactive && !blueprint.multi_pass) {
        change("output validator", "a plain folder is compared by words");
    }
    if (!blueprint.output_validator && !blueprint.validator_args.empty()) {
        change("the default validator's flags", "a plain folder is compared by words");
    }
}

}  // namespace

Result<ExportReport> write_plain(const Blueprint& blueprint, const std::string& destination) {
    ExportReport report;
    const auto write = [&](const std::string& stem, const BlueprintTest& test) -> Result<void> {
        const bool own = !blueprint.output_validator && !test.validator_args.empty();
        if (own || !test.program_args.empty() || !test.files.empty()) {
            report.changes.push_back(
                {"arguments and files of " + stem, "a plain folder's tests are input and output"});
        }
        for (const auto& [content, tail] :
             {std::pair{&test.input, ".in"}, std::pair{&test.answer, ".out"}}) {
            if (!*content) continue;
            auto written = write_file(destination, {stem + tail, **content, false}, {});
            if (!written) return written;
        }
        return {};
    };
    note_plain_changes(blueprint, report);
    for (const BlueprintTest& test : blueprint.samples) {
        auto written = write("sample" + test.name, test);
        if (!written) return tl::unexpected<Error>(written.error());
    }
    for (const BlueprintGroup& group : blueprint.groups) {
        for (const BlueprintTest& test : group.tests) {
            auto written = write((group.name.empty() ? "" : group.name + "/") + test.name, test);
            if (!written) return tl::unexpected<Error>(written.error());
        }
    }
    const std::string system = "a plain folder";
    note_lost_parts(blueprint, system, KeptParts(), report);
    note_lost_attribution(blueprint, system, report);
    note_lost_limits(blueprint, system, report);
    return report;
}

Result<ExportReport> export_package(const Blueprint& blueprint, ExportFormat format,
                                    const std::string& destination) {
    if (format == ExportFormat::kattis) {
        auto written = write_kattis(blueprint, destination, {});
        if (!written) return tl::unexpected<Error>(written.error());
        return ExportReport{};
    }
    auto filled = blueprint.constants.empty() ? blueprint : with_constants(blueprint);
    if (!filled) return tl::unexpected<Error>(filled.error());
    auto report = write_as(*filled, format, destination);
    if (report && !blueprint.constants.empty()) {
        report->dropped.push_back(
            {"constants", "their values are written where programs and statements name them"});
    }
    return report;
}

}  // namespace arena::problem
