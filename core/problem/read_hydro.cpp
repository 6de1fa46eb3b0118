// Hydro and SYZOJ: config.yaml beside the test data.
//
// Without settings, Hydro's own limits hold and the files' names say which tests there are
// (hydro_tests.hpp). Facts: hydro-dev/Hydro packages/common/types.ts and its default comparison.
#include <algorithm>
#include <map>

#include "core/problem/foreign_checker.hpp"
#include "core/problem/foreign_format.hpp"
#include "core/problem/hydro_checker.hpp"
#include "core/problem/hydro_tests.hpp"
#include "core/problem/side_files.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_map.hpp"

namespace arena::problem {

namespace {

// What Hydro takes where a package says nothing (packages/common/cases.ts).
constexpr double time_limit_s = 1;
constexpr std::int64_t memory_limit_bytes = 256 * mib;

class HydroReader {
public:
    HydroReader(const PackageFolder& folder, const ImportOptions& options)
        : folder_(folder), options_(options) {}

    Result<Blueprint> read();

private:
    Result<void> find_config();
    Result<void> read_listing();
    Result<void> read_type(YamlMap& map);
    Result<void> read_limit_keys(YamlMap& map);

    const PackageFolder& folder_;
    const ImportOptions& options_;
    HydroData data_;
    std::string config_;         ///< name of the settings file; empty when there is none
    bool tells_points_ = false;  ///< the checker counts in points of its test
    Blueprint out_;
};

// "1s", "500ms", "2"; nullopt for anything else.
std::optional<double> seconds(const std::string& text) {
    const bool ms = ends_with(text, "ms");
    std::string number = text.substr(0, text.size() - (ms ? 2 : ends_with(text, "s") ? 1 : 0));
    const auto value = parse_decimal(trimmed(number));
    if (!value || !(*value > 0)) return std::nullopt;
    // SYZOJ's bare timeLimit is in ms, Hydro's `time` says its unit.
    return ms ? *value / 1000 : *value;
}

// "256m", "512MB", "1g", "65536k".
std::optional<std::int64_t> bytes(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    if (ends_with(text, "b")) text.pop_back();
    if (ends_with(text, "i")) text.pop_back();
    std::int64_t unit = mib;
    if (!text.empty() && std::string("kmg").find(text.back()) != std::string::npos) {
        unit = text.back() == 'k' ? kib : text.back() == 'm' ? mib : 1024 * mib;
        text.pop_back();
    }
    const auto value = parse_decimal(trimmed(text));
    if (!value || !(*value > 0) || *value > 1e9) return std::nullopt;
    return static_cast<std::int64_t>(*value * static_cast<double>(unit));
}

Result<void> HydroReader::find_config() {
    data_.folder = folder_.has_directory("testdata") ? "testdata" : "";
    for (const char* name : {"config.yaml", "config.yml", "data.yml"}) {
        if (folder_.has_file(data_.at(name))) config_ = data_.at(name);
        if (!config_.empty()) break;
    }
    return {};
}

// "problem_zh.md" and "problem_zh_TW.md" are Chinese, "problem.md" is taken for English; empty for
// what is no statement.
std::string statement_language(const std::string& name) {
    if (name == "problem.md") return "en";
    if (!starts_with(name, "problem_") || !ends_with(name, ".md")) return "";
    const std::string code = name.substr(8, name.find_first_of("_.-", 8) - 8);
    const bool plain = code.size() == 2 && std::all_of(code.begin(), code.end(),
                                                       [](char c) { return c >= 'a' && c <= 'z'; });
    return plain ? code : "";
}

Result<void> HydroReader::read_listing() {
    if (!folder_.has_file("problem.yaml")) return {};
    auto text = folder_.read("problem.yaml", yaml_bytes_max);
    if (!text) return tl::unexpected<Error>(text.error());
    auto root = parse_yaml(*text, "problem.yaml");
    if (!root) return tl::unexpected<Error>(root.error());
    const YamlNode* title = root->find("title");
    if (const YamlNode* pid = root->find("pid")) out_.short_name = short_name_of(pid->text);
    auto entries = folder_.list("");
    if (!entries) return tl::unexpected<Error>(entries.error());
    for (const PackageFolder::Entry& entry : *entries) {
        const std::string language = statement_language(entry.name);
        const std::string name = "statement/problem." + language + ".md";
        const auto same = [&name](const NamedFile& file) { return file.name == name; };
        if (entry.is_directory || language.empty() ||
            std::any_of(out_.extra_files.begin(), out_.extra_files.end(), same)) {
            continue;
        }
        out_.extra_files.push_back({name, {folder_.absolute(entry.relative), ""}, false});
        if (title != nullptr) out_.titles[language] = title->text;
    }
    if (title != nullptr && out_.titles.empty()) out_.titles["en"] = title->text;
    auto attached = take_attachments(folder_, "additional_file", out_);
    if (!attached) return attached;
    return {};
}

Result<void> HydroReader::read_limit_keys(YamlMap& map) {
    for (const char* key : {"time", "timeLimit"}) {
        const YamlNode* node = map.take(key);
        if (node == nullptr) continue;
        auto value = seconds(node->text);
        if (value && std::string(key) == "timeLimit" && !ends_with(node->text, "s")) {
            value = *value / 1000;
        }
        if (!value) return node->error("cannot read the time '" + shown(node->text) + "'");
        out_.time_limit.limit_s = value;
    }
    for (const char* key : {"memory", "memoryLimit"}) {
        const YamlNode* node = map.take(key);
        if (node == nullptr) continue;
        out_.memory_bytes = bytes(node->text);
        if (!out_.memory_bytes) {
            return node->error("cannot read the memory '" + shown(node->text) + "'");
        }
    }
    if (map.take("filename") != nullptr) {
        out_.changes.push_back({"filename",
                                "programs use files there, standard input and output "
                                "here"});
    }
    map.string("inputFile", data_.input_pattern);
    map.string("outputFile", data_.answer_pattern);
    map.skip({"userOutput"});
    for (const char* key : {"time_limit_rate", "memory_limit_rate"}) {
        if (map.take(key) == nullptr) continue;
        out_.changes.push_back({key, "2025-09 has one limit for all languages"});
    }
    for (const char* key : {"user_extra_files"}) {
        if (map.take(key) == nullptr) continue;
        out_.changes.push_back({key, "submissions are compiled with these files there"});
    }
    if (map.take("langs") != nullptr) {
        out_.ignored.push_back(
            {"langs", "Hydro's list of languages: add languages to problem.yaml"});
    }
    if (!out_.time_limit.limit_s) {
        out_.time_limit.limit_s = time_limit_s;
        out_.understood.emplace_back("time limit: none is given, Hydro's own of 1 s");
    }
    if (!out_.memory_bytes) {
        out_.memory_bytes = memory_limit_bytes;
        out_.understood.emplace_back("memory limit: none is given, Hydro's own of 256 MiB");
    }
    map.skip(
        {"judge_extra_files", "detail", "template", "redirect", "key", "score", "num_processes"});
    return {};
}

Result<void> HydroReader::read_type(YamlMap& map) {
    std::string type = "default";
    map.string("type", type);
    if (type == "interactive") {
        const YamlNode* node = map.take("interactor");
        if (node == nullptr) {
            return fail(ErrorCode::invalid_package, config_ + ": interactive without interactor");
        }
        out_.interactive = true;
        AdaptedChecker how;
        how.interacts = true;
        how.partial = PartialPoints::share;
        return use_adapted_checker(folder_, {data_.at(node->text)}, how, options_.testlib, out_);
    }
    if (type == "submit_answer") {
        out_.submit_answer = true;
    } else if (type != "default" && type != "fileio") {
        return fail(ErrorCode::unsupported,
                    config_ + ": problems of type '" + shown(type) +
                        "' are not read (default, interactive and submit_answer are)");
    }
    HydroChecking how{data_.folder, config_, "default", false};
    map.string("checker_type", how.type);
    map.string("checkerType", how.type);
    auto read = read_hydro_checker(map, folder_, options_, how, out_);
    tells_points_ = how.tells_points;
    return read;
}

Result<Blueprint> HydroReader::read() {
    out_.format = "Hydro/SYZOJ";
    for (const auto& step : {find_config(), read_listing()}) {
        if (!step) return tl::unexpected<Error>(step.error());
    }
    std::string text;
    if (!config_.empty()) {
        auto file = folder_.read(config_, yaml_bytes_max);
        if (!file) return tl::unexpected<Error>(file.error());
        text = std::move(*file);
    }
    auto root = parse_yaml(text, config_.empty() ? "config.yaml" : config_);
    if (!root) return tl::unexpected<Error>(root.error());
    YamlMap map(*root, "config");
    auto limits = read_limit_keys(map);
    if (!limits) return tl::unexpected<Error>(limits.error());
    auto typed = read_type(map);
    if (!typed) return tl::unexpected<Error>(typed.error());
    auto tests = read_hydro_tests(folder_, data_, map.take("subtasks"), map.take("cases"), out_);
    if (!tests) return tl::unexpected<Error>(tests.error());
    if (tells_points_) tell_points(out_);
    for (const std::string& key : map.unknown()) {
        out_.changes.push_back({"key '" + shown(key) + "'", "it is not known here"});
    }
    auto read = map.finish();
    if (!read) return tl::unexpected<Error>(read.error());
    return std::move(out_);
}

}  // namespace

Result<Blueprint> read_hydro(const PackageFolder& folder, const ImportOptions& options) {
    return HydroReader(folder, options).read();
}

}  // namespace arena::problem
