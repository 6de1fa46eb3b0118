// Limits: `limits` of problem.yaml, and the files in which other tools keep a time limit.
//
// Where several places state a time limit, problem.yaml goes before domjudge-problem.ini, and that
// before .timelimit, as in DOMjudge; a contradiction is noted. Without any, the limit follows from
// the submissions: legacy 5 x the slowest accepted with margin 2, 2025-09 2.0 and 1.5, rounded up
// to a multiple of the resolution. The keys of both families are understood in every version, since
// drafts mix them.
#include "core/problem/manifest.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

constexpr double time_s_max = 24 * 3600;
// Of one test: below, no process even starts; above, nobody waits. As --time-limit.
constexpr double time_limit_s_min = 0.001, time_limit_s_max = 3600;
constexpr std::int64_t mib_max = std::int64_t{1} << 20;  // 1 TiB

void read_multiplier(YamlMap& map, const std::string& key, double least, double& out) {
    const YamlNode* node = map.take(key);
    if (node == nullptr) return;
    const auto value = node->as_number();
    if (!value || !(*value >= least) || !(*value > 0) || *value > 1000) {
        return map.fail(*node, key + " must be a number " +
                                   (least > 0 ? "from 1 to 1000" : "above 0 and at most 1000") +
                                   ", not '" + shown(node->text) + "'");
    }
    out = *value;
}

void read_time_multipliers(YamlMap& limits, TimeLimitRule& rule) {
    const YamlNode* node = limits.take("time_multipliers");
    if (node == nullptr) return;
    YamlMap map(*node, "time_multipliers");
    read_multiplier(map, "ac_to_time_limit", 1, rule.accepted_multiplier);
    read_multiplier(map, "time_limit_to_tle", 1, rule.rejected_multiplier);
    auto read = map.finish_strict();
    if (!read) limits.fail(read.error());
}

void read_passes(YamlMap& limits, Package& package) {
    const YamlNode* node = limits.take("validation_passes");
    if (node == nullptr) return;
    const auto passes = node->as_integer();
    if (!passes || *passes < 2 || *passes > 1'000'000) {
        return limits.fail(*node,
                           "validation_passes must be a whole number from 2 to 1000000, not '" +
                               shown(node->text) + "'");
    }
    package.passes_max = static_cast<int>(*passes);
}

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

// The value of `key` in an ini file, quotes taken off.
std::optional<std::string> ini_value(std::string_view text, const std::string& key) {
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) continue;
        if (lower(std::string(trimmed(line.substr(0, equals)))) != key) continue;
        std::string_view value = trimmed(line.substr(equals + 1));
        if (value.size() >= 2 && (value.front() == '\'' || value.front() == '"') &&
            value.back() == value.front()) {
            value = trimmed(value.substr(1, value.size() - 2));
        }
        return std::string(value);
    }
    return std::nullopt;
}

Result<void> adopt(const std::string& source, std::string_view text, Package& package) {
    const auto value = parse_decimal(trimmed(text));
    if (!value || !(*value >= time_limit_s_min) || *value > time_limit_s_max) {
        return fail(ErrorCode::invalid_package,
                    source + ": the time limit must be from 0.001 to 3600 seconds, not '" +
                        shown(trimmed(text)) + "'");
    }
    TimeLimitRule& rule = package.time_limit;
    if (!rule.limit_s) {
        rule.limit_s = *value;
        rule.limit_source = source;
    } else if (*rule.limit_s != *value) {
        package.notes.push_back(source + " states another time limit than " + rule.limit_source +
                                ", which is used");
    }
    return {};
}

}  // namespace

void read_limits(YamlMap& manifest, Package& package) {
    TimeLimitRule& rule = package.time_limit;
    const bool legacy = package.format == Format::legacy || package.format == Format::legacy_icpc;
    if (legacy) {
        rule.accepted_multiplier = 5;
        rule.rejected_multiplier = 2;
    }
    const YamlNode* node = manifest.take("limits");
    if (node == nullptr) return;
    YamlMap map(*node, "limits");
    const YamlNode* const limit = node->find("time_limit");
    map.positive("time_limit", time_s_max, rule.limit_s);
    if (rule.limit_s) rule.limit_source = "problem.yaml";
    if (rule.limit_s && (*rule.limit_s < time_limit_s_min || *rule.limit_s > time_limit_s_max)) {
        map.fail(*limit,
                 "time_limit must be from 0.001 to 3600 seconds, not '" + shown(limit->text) + "'");
    }
    std::optional<double> resolution;
    map.positive("time_resolution", time_s_max, resolution);
    rule.resolution_s = resolution.value_or(1);
    read_time_multipliers(map, rule);
    if (package.format != Format::kattis_2025_09) {
        read_multiplier(map, "time_multiplier", 0, rule.accepted_multiplier);
        read_multiplier(map, "time_safety_margin", 0, rule.rejected_multiplier);
    }
    map.positive("memory", mib_max, mib, package.memory_bytes);
    map.positive("output", mib_max, mib, package.output_bytes);
    map.positive("code", mib_max, kib, package.code_bytes);
    map.positive("compilation_time", time_s_max, package.compile_s);
    map.positive("compilation_memory", mib_max, mib, package.compile_memory_bytes);
    map.positive("validation_time", time_s_max, package.validation_s);
    map.positive("validation_memory", mib_max, mib, package.validation_memory_bytes);
    map.positive("validation_output", mib_max, mib, package.validation_output_bytes);
    read_passes(map, package);
    auto read = map.finish_strict();
    if (!read) manifest.fail(read.error());
}

Result<void> read_time_limit_files(const PackageFolder& folder, Package& package) {
    constexpr std::size_t bytes_max = std::size_t{64} * 1024;
    const char* ini = "domjudge-problem.ini";
    if (folder.has_file(ini)) {
        auto text = folder.read(ini, bytes_max);
        if (!text) return tl::unexpected<Error>(text.error());
        if (const auto value = ini_value(*text, "timelimit")) {
            auto adopted = adopt(ini, *value, package);
            if (!adopted) return adopted;
        }
        const auto title = ini_value(*text, "name");
        if (title && package.names.empty()) package.names["en"] = *title;
        for (const char* key : {"special_run", "special_compare"}) {
            const auto program = ini_value(*text, key);
            if (!program || program->empty()) continue;
            return fail(ErrorCode::unsupported,
                        std::string(ini) + ": " + key + " '" + shown(*program) +
                            "' names a program that only that DOMjudge has: put it into "
                            "output_validators/");
        }
    }
    if (!folder.has_file(".timelimit")) return {};
    if (package.format == Format::kattis_2025_09) {
        package.notes.push_back(
            "ignored .timelimit: 2025-09 passes over names that begin with a point; state "
            "limits.time_limit in problem.yaml");
        return {};
    }
    auto text = folder.read(".timelimit", bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    return adopt(".timelimit", *text, package);
}

}  // namespace arena::problem
