// Detection: by the files that only one format has, the surest first.
//
// A zip often holds one folder that holds the package; that folder is then the package.
#include "core/problem/foreign_format.hpp"

#include <exception>

#include "core/problem/archive.hpp"
#include "core/problem/odd_inputs.hpp"
#include "core/problem/side_files.hpp"
#include "core/problem/text.hpp"
#include "core/problem/yaml_node.hpp"

namespace arena::problem {

namespace {

bool has_any_key(const PackageFolder& folder, const std::string& file,
                 std::initializer_list<const char*> keys) {
    if (!folder.has_file(file)) return false;
    const auto text = folder.read(file, yaml_bytes_max);
    if (!text) return false;
    const auto root = parse_yaml(*text, file);
    if (!root) return true;  // the format's reader says what is wrong with it
    for (const char* key : keys) {
        if (root->find(key) != nullptr) return true;
    }
    return false;
}

constexpr auto hydro_keys = {
    "subtasks",   "cases",           "checker_type",     "checker",      "time",     "memory",
    "timeLimit",  "memoryLimit",     "interactor",       "type",         "filename", "langs",
    "multi_pass", "time_limit_rate", "user_extra_files", "num_processes"};

bool is_hydro(const PackageFolder& folder) {
    for (const char* file : {"testdata/config.yaml", "testdata/config.yml", "config.yaml"}) {
        if (has_any_key(folder, file, hydro_keys)) return true;
    }
    for (const char* file : {"testdata/data.yml", "data.yml"}) {
        if (has_any_key(folder, file, {"subtasks", "inputFile", "specialJudge"})) return true;
    }
    if (!folder.has_directory("testdata") || folder.has_directory("data")) return false;
    if (has_any_key(folder, "problem.yaml", {"pid", "owner", "tag", "title"})) return true;
    // A listing may say next to nothing; a package of Kattis has no testdata/.
    const bool kattis = has_any_key(folder, "problem.yaml",
                                    {"problem_format_version", "name", "uuid", "validation"});
    return folder.has_file("problem.yaml") && !kattis;
}

bool is_sinolpack(const PackageFolder& folder) {
    if (!folder.has_file("config.yml")) return false;
    return folder.has_directory("prog") || folder.has_directory("in") ||
           folder.has_directory("out") ||
           has_any_key(folder, "config.yml", {"sinol_expected_scores", "sinol_task_id", "scores"});
}

// Files of formats that are none of ours, or too little of one that is: nobody guesses.
Result<void> refuse_unread(const PackageFolder& folder) {
    const auto refuse = [&folder](const std::string& why) {
        return fail(ErrorCode::unsupported, shown(folder.root()) + ": " + why);
    };
    if (folder.has_file("problem.json")) {
        return refuse(
            "problem.json is of a package of tps, which is not read here: let tps export it");
    }
    if (folder.has_file("config.yml")) {
        return refuse(
            "config.yml alone is no sinolpack, which has prog/, in/ or out/ beside it: add them, "
            "or "
            "remove it to import the tests as they are");
    }
    if (folder.has_file("config.yaml")) {
        return refuse(
            "config.yaml has no key of Hydro's (subtasks, cases, time, type ...): add some, or "
            "remove it to import the tests as they are");
    }
    return {};
}

// The only entry of a folder when that is a folder, too.
std::optional<std::string> only_folder(const PackageFolder& folder) {
    const auto entries = folder.list("");
    if (!entries || entries->size() != 1 || !entries->front().is_directory) return std::nullopt;
    return entries->front().name;
}

// What a reader of a foreign format reads itself; empty for the formats that are read in place.
std::vector<std::string> settings_of(ForeignFormat format, const PackageFolder& folder) {
    switch (format) {
        case ForeignFormat::polygon: {
            std::vector<std::string> out{"problem.xml"};
            // Its sections are put together to a statement, and its examples are tests.
            const auto sections = folder.list_files_below("statement-sections");
            for (const auto& file : sections ? *sections : std::vector<PackageFolder::Entry>()) {
                out.push_back(file.relative);
            }
            return out;
        }
        case ForeignFormat::dmoj: {
            std::vector<std::string> out{"init.yml"};
            const auto entries = folder.list("");
            for (const auto& entry : entries ? *entries : std::vector<PackageFolder::Entry>()) {
                if (is_archive_name(entry.name)) out.push_back(entry.name);
            }
            return out;
        }
        case ForeignFormat::sinolpack: return {"config.yml"};
        case ForeignFormat::italian: return {"task.yaml", "gen/GEN"};
        case ForeignFormat::hydro:
            return {"problem.yaml",         "config.yaml",         "config.yml",
                    "testdata/config.yaml", "testdata/config.yml", "data.yml",
                    "testdata/data.yml"};
        case ForeignFormat::kattis:
        case ForeignFormat::domjudge:
        case ForeignFormat::plain: break;
    }
    return {};
}

Result<Blueprint> read_as(ForeignFormat format, const PackageFolder& folder,
                          const ImportOptions& options) {
    switch (format) {
        case ForeignFormat::polygon: return read_polygon(folder, options);
        case ForeignFormat::dmoj: return read_dmoj(folder, options);
        case ForeignFormat::sinolpack: return read_sinolpack(folder, options);
        case ForeignFormat::italian: return read_italian(folder, options);
        case ForeignFormat::hydro: return read_hydro(folder, options);
        case ForeignFormat::kattis:
        case ForeignFormat::domjudge:
        case ForeignFormat::plain: break;
    }
    auto package = read_package(folder.root());
    if (!package) return tl::unexpected<Error>(package.error());
    auto blueprint = blueprint_of(folder, *package);
    if (blueprint && format == ForeignFormat::domjudge) blueprint->format = "DOMjudge";
    return blueprint;
}

}  // namespace

std::string_view name(ForeignFormat format) {
    switch (format) {
        case ForeignFormat::kattis: return "Kattis";
        case ForeignFormat::domjudge: return "DOMjudge";
        case ForeignFormat::polygon: return "Polygon";
        case ForeignFormat::dmoj: return "DMOJ";
        case ForeignFormat::sinolpack: return "sinolpack";
        case ForeignFormat::italian: return "Italian (CMS)";
        case ForeignFormat::hydro: return "Hydro/SYZOJ";
        case ForeignFormat::plain: return "plain folder";
    }
    return "plain folder";
}

Result<ForeignFormat> detect_format(const PackageFolder& folder) {
    std::vector<ForeignFormat> found;
    if (folder.has_file("problem.xml")) found.push_back(ForeignFormat::polygon);
    if (folder.has_file("init.yml")) found.push_back(ForeignFormat::dmoj);
    if (folder.has_file("task.yaml")) found.push_back(ForeignFormat::italian);
    if (is_sinolpack(folder)) found.push_back(ForeignFormat::sinolpack);
    if (is_hydro(folder)) {
        found.push_back(ForeignFormat::hydro);
    } else if (folder.has_file("domjudge-problem.ini")) {
        found.push_back(ForeignFormat::domjudge);
    } else if (folder.has_file("problem.yaml")) {
        found.push_back(ForeignFormat::kattis);
    }
    if (found.size() > 1) {
        return fail(ErrorCode::invalid_package, shown(folder.root()) + " looks like a package of " +
                                                    std::string(name(found[0])) + " and of " +
                                                    std::string(name(found[1])) +
                                                    ": remove what belongs to one of them");
    }
    return found.empty() ? ForeignFormat::plain : found.front();
}

Result<Blueprint> read_foreign(const std::string& path, const std::string& called,
                               const ImportOptions& options) {
    try {
        auto folder = PackageFolder::open(path);
        if (!folder) return tl::unexpected<Error>(folder.error());
        auto format = detect_format(*folder);
        if (!format) return tl::unexpected<Error>(format.error());
        std::string inner;
        if (const auto only = only_folder(*folder); *format == ForeignFormat::plain && only) {
            auto below = PackageFolder::open(folder->absolute(*only));
            if (!below) return tl::unexpected<Error>(below.error());
            format = detect_format(*below);
            if (!format) return tl::unexpected<Error>(format.error());
            folder = std::move(below);
            inner = *only;
        }
        auto foreign = *format == ForeignFormat::plain ? refuse_unread(*folder) : Result<void>();
        if (!foreign) return tl::unexpected<Error>(foreign.error());
        auto blueprint = read_as(*format, *folder, options);
        if (!blueprint) return blueprint;
        if (blueprint->format.empty()) blueprint->format = std::string(name(*format));
        if (blueprint->short_name.empty()) {
            blueprint->short_name = short_name_of(inner.empty() ? called : inner);
        }
        settle_scores(*blueprint, *format == ForeignFormat::dmoj);
        note_odd_inputs(*blueprint);
        const auto settings = settings_of(*format, *folder);
        if (!settings.empty()) note_side_files(*folder, settings, *blueprint);
        if (blueprint->titles.empty()) blueprint->titles["en"] = blueprint->short_name;
        return blueprint;
    } catch (const std::exception& problem) {
        return fail(ErrorCode::unreadable,
                    "cannot read problem " + shown(path) + ": " + problem.what());
    }
}

}  // namespace arena::problem
