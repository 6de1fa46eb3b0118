// What several targets of an export have no place for, one line each.
#include <algorithm>

#include "core/problem/export_package.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_text.hpp"

namespace arena::problem {

namespace {

bool any_validator_args(const std::vector<BlueprintTest>& tests) {
    return std::any_of(tests.begin(), tests.end(),
                       [](const BlueprintTest& test) { return !test.validator_args.empty(); });
}

bool any_input_args(const std::vector<BlueprintTest>& tests) {
    return std::any_of(tests.begin(), tests.end(), [](const BlueprintTest& test) {
        return !test.input_validator_args.empty();
    });
}

bool any_input_args(const Blueprint& blueprint) {
    bool any = any_input_args(blueprint.samples);
    for (const BlueprintGroup& group : blueprint.groups) any = any || any_input_args(group.tests);
    return any;
}

std::size_t files_below(const Blueprint& blueprint, const std::string& folder) {
    return static_cast<std::size_t>(
        std::count_if(blueprint.extra_files.begin(), blueprint.extra_files.end(),
                      [&folder](const NamedFile& file) { return starts_with(file.name, folder); }));
}

}  // namespace

void note_lost_parts(const Blueprint& blueprint, const std::string& system, const KeptParts& kept,
                     ExportReport& report) {
    const auto lose = [&](bool given, const std::string& what, const std::string& why) {
        if (given) report.dropped.push_back({what, why});
    };
    const auto counted = [](const std::string& what, std::size_t count) {
        return what + " (" + std::to_string(count) + ")";
    };
    const std::string no_place = system + " has no place for it";
    lose(!kept.titles && !blueprint.titles.empty(), "title", no_place);
    lose(!kept.time_limit && blueprint.time_limit.limit_s,
         "time limit of " + yaml_number(blueprint.time_limit.limit_s.value_or(0)) + " s", no_place);
    lose(!kept.time_limit && !blueprint.time_limit.limit_s, "computed time limit", no_place);
    lose(!kept.memory_limit && blueprint.memory_bytes,
         "memory limit of " + std::to_string(blueprint.memory_bytes.value_or(0) / mib) + " MiB",
         no_place);
    lose(!kept.output_limit && blueprint.output_bytes, "output limit", no_place);
    const std::size_t statement = files_below(blueprint, "statement/");
    lose(!kept.statement && statement > 0, counted("statement", statement), no_place);
    const auto& submissions = blueprint.submissions;
    lose(!kept.submissions && !submissions.empty(), counted("submissions", submissions.size()),
         "they and what is expected of them stay behind");
    const auto entry = std::any_of(submissions.begin(), submissions.end(), [](const auto& one) {
        return one.language || !one.entrypoint.empty();
    });
    lose(kept.submissions && entry, "languages and entry points of submissions", no_place);
    const std::size_t validators = blueprint.input_validators.size();
    lose(!kept.input_validators && validators > 0, counted("input validators", validators),
         "nothing checks inputs there");
    lose(any_input_args(blueprint), "input_validator_args", "validators are called without there");
    const std::size_t generators =
        files_below(blueprint, "generators/") + blueprint.generators.size();
    lose(!kept.generators && generators > 0, "generators/", "the tests are written as they are");
    const bool attached = files_below(blueprint, "attachments/") > 0;
    lose(!kept.attachments && attached, "attachments/", no_place);
    lose(!kept.attachments && files_below(blueprint, "solution/") > 0, "solution/", no_place);
    lose(!kept.include && files_below(blueprint, "include/") > 0, "include/",
         "submissions are compiled by themselves there");
    lose(!kept.languages && !blueprint.languages.empty(), "languages",
         "the contest says them there");
    lose(blueprint.allow_file_writing, "allow_file_writing", system + " has its own rule");
    lose(files_below(blueprint, "data/") > 0 || !blueprint.invalid_inputs.empty(),
         "data for testing validators", no_place);
}

void note_lost_attribution(const Blueprint& blueprint, const std::string& system,
                           ExportReport& report) {
    const auto lose = [&](bool given, const std::string& what) {
        if (given) report.dropped.push_back({what, system + " does not keep it"});
    };
    lose(!blueprint.credits.empty(), "author");
    lose(!blueprint.licence.empty(), "license");
    lose(!blueprint.source.empty() || !blueprint.source_url.empty(), "source");
    lose(!blueprint.rights_owner.empty(), "rights_owner");
}

void note_lost_limits(const Blueprint& blueprint, const std::string& system, ExportReport& report) {
    const auto lose = [&](bool given, const std::string& what) {
        if (given) report.dropped.push_back({what, system + " has its own"});
    };
    lose(blueprint.code_bytes.has_value(), "code limit");
    lose(blueprint.compile_s.has_value(), "compilation time limit");
    lose(blueprint.compile_memory_bytes.has_value(), "compilation memory limit");
    lose(blueprint.validation_s.has_value(), "validation time limit");
    lose(blueprint.validation_memory_bytes.has_value(), "validation memory limit");
    lose(blueprint.validation_output_bytes.has_value(), "validation output limit");
    // Those of 2025-09, and those of the legacy format.
    const TimeLimitRule usual;
    const TimeLimitRule& rule = blueprint.time_limit;
    const bool plain = rule.accepted_multiplier == usual.accepted_multiplier &&
                       rule.rejected_multiplier == usual.rejected_multiplier;
    const bool legacy = rule.accepted_multiplier == 5 && rule.rejected_multiplier == 2;
    if (!plain && !legacy) {
        report.dropped.push_back({"time limit multipliers", system + " does not check its limit"});
    }
}

void note_lost_aggregation(const Blueprint& blueprint, const std::string& system,
                           ExportReport& report) {
    const bool grouped = blueprint.groups.size() > 1;
    if (!blueprint.scoring || !grouped || blueprint.aggregation == GroupScoring::sum) return;
    const bool least = blueprint.aggregation == GroupScoring::min;
    report.changes.push_back({least ? "the least of the groups' scores" : "all groups or nothing",
                              system + " adds up the points of the groups"});
}

void note_validator_args(const Blueprint& blueprint, const std::string& system,
                         ExportReport& report) {
    // An own validator is told as a whole; an adapter's arguments are for the adapter.
    if (blueprint.output_validator) return;
    bool own = any_validator_args(blueprint.samples);
    for (const BlueprintGroup& group : blueprint.groups) {
        own = own || !group.validator_args.empty() || any_validator_args(group.tests);
    }
    if (!own) return;
    report.changes.push_back({"output_validator_args that differ between tests",
                              "one checker of " + system + " judges all of them"});
}

}  // namespace arena::problem
