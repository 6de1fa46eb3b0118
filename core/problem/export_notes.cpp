// What several targets of an export have no place for, one line each.
#include <algorithm>

#include "core/problem/export_package.hpp"

namespace arena::problem {

namespace {

bool any_validator_args(const std::vector<BlueprintTest>& tests) {
    return std::any_of(tests.begin(), tests.end(),
                       [](const BlueprintTest& test) { return !test.validator_args.empty(); });
}

}  // namespace

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
