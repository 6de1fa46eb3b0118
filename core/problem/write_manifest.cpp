// problem.yaml of 2025-09. What is not known is not written: the format's defaults are ours.
#include "core/problem/text.hpp"
#include "core/problem/write_kattis.hpp"
#include "core/problem/yaml_text.hpp"

namespace arena::problem {

namespace {

std::uint64_t fnv1a(const std::string& text, std::uint64_t state) {
    for (char c : text) {
        state ^= static_cast<unsigned char>(c);
        state *= 0x100000001b3ULL;
    }
    return state;
}

std::string type_text(const Blueprint& blueprint) {
    std::vector<std::string> types{blueprint.scoring ? "scoring" : "pass-fail"};
    if (blueprint.interactive) types.emplace_back("interactive");
    if (blueprint.multi_pass) types.emplace_back("multi-pass");
    if (blueprint.submit_answer) types.emplace_back("submit-answer");
    return types.size() == 1 ? types.front() : yaml_list(types);
}

std::string name_text(const Blueprint& blueprint) {
    if (blueprint.titles.size() == 1 && blueprint.titles.begin()->first == "en") {
        return " " + yaml_scalar(blueprint.titles.begin()->second) + "\n";
    }
    std::string out = "\n";
    for (const auto& [language, title] : blueprint.titles) {
        out += "  " + yaml_scalar(language) + ": " + yaml_scalar(title) + "\n";
    }
    return blueprint.titles.empty() ? " " + yaml_scalar(blueprint.short_name) + "\n" : out;
}

// A size in the unit that problem.yaml has for it: whole numbers only, rounded up.
std::string units(std::int64_t bytes, std::int64_t unit) {
    return std::to_string((bytes + unit - 1) / unit);
}

std::string limits_text(const Blueprint& blueprint) {
    std::string out;
    const auto add = [&out](const std::string& key, const std::string& value) {
        out += "  " + key + ": " + value + "\n";
    };
    const TimeLimitRule& rule = blueprint.time_limit;
    const TimeLimitRule usual;
    if (rule.limit_s) add("time_limit", yaml_number(*rule.limit_s));
    if (rule.resolution_s != usual.resolution_s) {
        add("time_resolution", yaml_number(rule.resolution_s));
    }
    if (rule.accepted_multiplier != usual.accepted_multiplier ||
        rule.rejected_multiplier != usual.rejected_multiplier) {
        out +=
            "  time_multipliers:\n    ac_to_time_limit: " + yaml_number(rule.accepted_multiplier) +
            "\n    time_limit_to_tle: " + yaml_number(rule.rejected_multiplier) + "\n";
    }
    if (blueprint.memory_bytes) add("memory", units(*blueprint.memory_bytes, mib));
    if (blueprint.output_bytes) add("output", units(*blueprint.output_bytes, mib));
    if (blueprint.code_bytes) add("code", units(*blueprint.code_bytes, kib));
    if (blueprint.compile_s) add("compilation_time", yaml_number(*blueprint.compile_s));
    if (blueprint.compile_memory_bytes) {
        add("compilation_memory", units(*blueprint.compile_memory_bytes, mib));
    }
    if (blueprint.validation_s) add("validation_time", yaml_number(*blueprint.validation_s));
    if (blueprint.validation_memory_bytes) {
        add("validation_memory", units(*blueprint.validation_memory_bytes, mib));
    }
    if (blueprint.validation_output_bytes) {
        add("validation_output", units(*blueprint.validation_output_bytes, mib));
    }
    if (blueprint.multi_pass && blueprint.passes_max != 2) {
        add("validation_passes", std::to_string(blueprint.passes_max));
    }
    return out.empty() ? "" : "limits:\n" + out;
}

// A name with spellings ("N.words") is written as BAPCtools' map of them.
std::string constants_text(const std::map<std::string, std::string>& constants) {
    std::string out = constants.empty() ? "" : "constants:\n";
    for (const auto& [name, value] : constants) {
        const std::size_t dot = name.find('.');
        const auto next = constants.upper_bound(name);
        const bool spelled = next != constants.end() && starts_with(next->first, name + ".");
        if (dot != std::string::npos) {
            const bool first = constants.count(name.substr(0, dot)) == 0;
            if (first) out += "  " + name.substr(0, dot) + ":\n";
            out += "    " + name.substr(dot + 1) + ": " + yaml_scalar(value) + "\n";
        } else if (spelled) {
            out += "  " + name + ":\n";
            if (constants.count(name + ".value") == 0) {
                out += "    value: " + yaml_scalar(value) + "\n";
            }
        } else {
            out += "  " + name + ": " + yaml_scalar(value) + "\n";
        }
    }
    return out;
}

std::string source_text(const Blueprint& blueprint) {
    if (blueprint.source.empty()) return {};
    if (blueprint.source_url.empty()) return "source: " + yaml_scalar(blueprint.source) + "\n";
    return "source:\n  name: " + yaml_scalar(blueprint.source) +
           "\n  url: " + yaml_scalar(blueprint.source_url) + "\n";
}

}  // namespace

std::string uuid_of(const std::string& text) {
    const std::uint64_t high = fnv1a(text, 0xcbf29ce484222325ULL);
    const std::uint64_t low = fnv1a(text, high ^ 0x9e3779b97f4a7c15ULL);
    char out[40];
    std::snprintf(out, sizeof out, "%08x-%04x-8%03x-%04x-%012llx",
                  static_cast<unsigned>(high >> 32), static_cast<unsigned>(high >> 16 & 0xFFFF),
                  static_cast<unsigned>(high & 0xFFF),
                  static_cast<unsigned>(0x8000 | (low >> 48 & 0x3FFF)),
                  static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
    return out;
}

std::string manifest_text(const Blueprint& blueprint) {
    std::string out = "problem_format_version: 2025-09\n";
    out += "type: " + type_text(blueprint) + "\n";
    out += "name:" + name_text(blueprint);
    const std::string identity = blueprint.format + "\n" + blueprint.short_name;
    out += "uuid: " + (blueprint.uuid.empty() ? uuid_of(identity) : blueprint.uuid) + "\n";
    if (!blueprint.credits.empty()) {
        out += "credits:\n  authors: " + yaml_list(blueprint.credits) + "\n";
    }
    if (!blueprint.licence.empty()) out += "license: " + yaml_scalar(blueprint.licence) + "\n";
    if (!blueprint.rights_owner.empty()) {
        out += "rights_owner: " + yaml_scalar(blueprint.rights_owner) + "\n";
    }
    out += source_text(blueprint);
    out += limits_text(blueprint);
    if (!blueprint.languages.empty()) {
        out += "languages: " + yaml_list(blueprint.languages) + "\n";
    }
    if (blueprint.allow_file_writing) out += "allow_file_writing: true\n";
    return out + constants_text(blueprint.constants);
}

}  // namespace arena::problem
