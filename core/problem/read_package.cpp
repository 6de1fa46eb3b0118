// read_package: which format a folder is in, and the order in which its parts are read.
//
// problem.yaml makes it a Kattis-family package, anything else is a plain folder of tests. No
// exception leaves: what the standard library throws (memory, a path it cannot hold) becomes an
// Error.
#include <algorithm>
#include <exception>
#include <filesystem>

#include "core/problem/manifest.hpp"
#include "core/problem/package.hpp"
#include "core/problem/package_folder.hpp"
#include "core/problem/plain_folder.hpp"
#include "core/problem/program.hpp"
#include "core/problem/submission.hpp"
#include "core/problem/test_data.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

std::string last_part(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

// 2025-09 says custom by the presence of a program, legacy by `validation`.
void settle_validator(const Manifest& manifest, Package& package) {
    const bool legacy = package.format == Format::legacy || package.format == Format::legacy_icpc;
    if (package.output_validator && !manifest.custom_validation && !legacy) {
        package.validator = ValidatorKind::custom;
    }
    if (package.validator == ValidatorKind::custom && !package.output_validator) {
        package.notes.emplace_back(
            "no output validator: a custom one is asked for, but output_validator/ has no "
            "program; nothing can be judged until it is there");
    }
    if (package.validator == ValidatorKind::default_compare && package.output_validator) {
        package.notes.emplace_back(
            "the output validator is not used: problem.yaml does not say validation: custom");
        package.output_validator.reset();
    }
}

// One that no group asks for decides nothing.
void settle_static_validator(Package& package) {
    if (!package.static_validator) return;
    for (const Case& test : package.cases) {
        if (test.is_static) return;
    }
    package.notes.emplace_back(
        "the static validator is not used: no test_group.yaml has static_validation_score");
    package.static_validator.reset();
}

void settle_grader(Package& package) {
    if (!package.grader) return;
    for (const Group& group : package.groups) {
        if (group.scoring == GroupScoring::custom_grader) return;
    }
    package.notes.emplace_back("the grader is not used: no testdata.yaml says grading: custom");
    package.grader.reset();
}

Result<void> read_kattis(const PackageFolder& folder, Package& package) {
    auto manifest = read_manifest(folder, package);
    if (!manifest) return tl::unexpected<Error>(manifest.error());
    auto validator = read_output_validator(folder, package);
    if (!validator) return validator;
    settle_validator(*manifest, package);
    auto looks = read_static_validator(folder, package);
    if (!looks) return looks;
    auto grader = read_grader(folder, package);
    if (!grader) return grader;
    auto data = read_test_data(folder, *manifest, package);
    if (!data) return data;
    settle_grader(package);
    settle_static_validator(package);
    auto input_validators = read_input_validators(folder, package);
    if (!input_validators) return input_validators;
    auto included = read_include_files(folder, package);
    if (!included) return included;
    return read_submissions(folder, package);
}

bool is_kattis(const PackageFolder& folder, const std::string& below) {
    const auto at = [&](const char* name) { return below.empty() ? name : below + "/" + name; };
    return folder.has_file(at("problem.yaml")) ||
           (folder.has_file(at("domjudge-problem.ini")) && folder.has_directory(at("data")));
}

// Their tests are no tests of one plain problem.
Result<void> refuse_packages(const std::string& path) {
    const std::vector<std::string> below = packages_below(path);
    if (below.empty()) return {};
    std::string names;
    for (std::size_t i = 0; i < std::min<std::size_t>(below.size(), 3); ++i) {
        names += (i == 0 ? "" : ", ") + last_part(below[i]);
    }
    if (below.size() > 3) names += " and " + std::to_string(below.size() - 3) + " more";
    return fail(ErrorCode::invalid_package,
                shown(path) + " holds packages (" + names +
                    ") and is none itself: name one of them (arena problem verify takes them all)");
}

Result<Package> read_folder(const std::string& path) {
    auto folder = PackageFolder::open(path);
    if (!folder) return tl::unexpected<Error>(folder.error());
    Package package;
    package.path = folder->root();
    package.short_name = last_part(folder->root());
    const bool kattis = is_kattis(*folder, "");
    if (!kattis) {
        // A link that does not count as a file is told apart from no file at all.
        auto head = folder->read_head("problem.yaml", 1);
        if (!head && head.error().code != ErrorCode::not_found) {
            return tl::unexpected<Error>(head.error());
        }
    }
    if (!kattis && (folder->has_directory("data/secret") || folder->has_directory("data/sample") ||
                    folder->has_directory("submissions"))) {
        return fail(ErrorCode::invalid_package, "problem.yaml is missing in " +
                                                    shown(folder->root()) +
                                                    ": add one (name: ... is enough)");
    }
    if (!kattis) {
        for (const auto& refusal : {refuse_foreign_package(*folder), refuse_packages(path)}) {
            if (!refusal) return tl::unexpected<Error>(refusal.error());
        }
    }
    auto read = kattis ? read_kattis(*folder, package) : read_plain_folder(*folder, package);
    if (!read) return tl::unexpected<Error>(read.error());
    return package;
}

}  // namespace

std::string_view name(Format format) {
    switch (format) {
        case Format::legacy_icpc: return "legacy-icpc";
        case Format::legacy: return "legacy";
        case Format::draft_2023_07: return "2023-07-draft";
        case Format::kattis_2025_09: return "2025-09";
        case Format::plain: return "plain";
    }
    return "plain";
}

Result<Package> read_package(const std::string& path) {
    try {
        return read_folder(path);
    } catch (const std::exception& problem) {
        return fail(ErrorCode::unreadable,
                    "cannot read problem " + shown(path) + ": " + problem.what());
    }
}

std::vector<std::string> packages_below(const std::string& path) {
    std::vector<std::string> out;
    const auto folder = PackageFolder::open(path);
    if (!folder || is_kattis(*folder, "")) return out;
    const auto entries = folder->list("");
    if (!entries) return out;
    for (const PackageFolder::Entry& entry : *entries) {
        // Who keeps tests beside a package means the tests.
        if (!entry.is_directory && ends_with(entry.name, ".in")) return {};
        if (!entry.is_directory || !is_kattis(*folder, entry.name)) continue;
        out.push_back(path + (ends_with(path, "/") ? "" : "/") + entry.name);
    }
    return out;
}

std::optional<std::string> find_package_above(const std::string& start) {
    namespace fs = std::filesystem;
    try {
        std::error_code code;
        // The folder is resolved, the file in it is not: a linked solution belongs where it lies.
        fs::path at = fs::absolute(start, code);
        if (!code && !fs::is_directory(at, code)) at = at.parent_path();
        at = fs::canonical(at, code);
        if (code) return std::nullopt;
        while (true) {
            if (fs::is_regular_file(at / "problem.yaml", code) &&
                fs::is_directory(at / "data", code)) {
                return at.string();
            }
            if (!at.has_relative_path()) return std::nullopt;
            at = at.parent_path();
        }
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

}  // namespace arena::problem
