// A test only keeps its arguments; the file that gave them is the nearest above it that holds the
// argument which is not understood.
#include "judge/validator_args.hpp"

#include <algorithm>

#include "core/problem/package_folder.hpp"
#include "judge/checker_default.hpp"

namespace arena {
namespace {

constexpr std::size_t settings_bytes_max = std::size_t{1} << 20;

/// The first argument behind the longest part that is understood.
std::string culprit(const std::vector<std::string>& args) {
    for (std::size_t length = args.size(); length-- > 0;) {
        const auto end = args.begin() + static_cast<std::ptrdiff_t>(length);
        if (parse_compare_flags({args.begin(), end})) return args[length];
    }
    return args.front();
}

/// The files that may give arguments to the test, the nearest first.
std::vector<std::string> settings_files(const problem::Case& test) {
    std::string place = "data/" + test.name;
    std::vector<std::string> out{place + ".yaml"};
    for (std::size_t cut = place.rfind('/'); cut != std::string::npos; cut = place.rfind('/')) {
        place.resize(cut);
        out.push_back(place + "/testdata.yaml");
        out.push_back(place + "/test_group.yaml");
    }
    out.emplace_back("problem.yaml");
    return out;
}

/// "data/secret/testdata.yaml line 3"; problem.yaml alone when no file shows the word as it is.
std::string place_of(const problem::Package& package, const problem::Case& test,
                     const std::string& word) {
    const auto folder = problem::PackageFolder::open(package.path);
    if (!folder) return "problem.yaml";
    for (const std::string& file : settings_files(test)) {
        if (!folder->has_file(file)) continue;
        const auto text = folder->read(file, settings_bytes_max);
        const std::size_t key = text ? text->find("validator_") : std::string::npos;
        const std::size_t at = key == std::string::npos ? key : text->find(word, key);
        if (at == std::string::npos) continue;
        const auto end = text->begin() + static_cast<std::ptrdiff_t>(at);
        return file + " line " + std::to_string(1 + std::count(text->begin(), end, '\n'));
    }
    return "problem.yaml";
}

}  // namespace

Result<void> check_validator_args(const problem::Package& package) {
    const bool ours = package.validator == problem::ValidatorKind::default_compare &&
                      !package.interactive && !package.multi_pass;
    if (!ours) return {};
    const std::vector<std::string>* known = nullptr;  // neighbours mostly have the same
    for (const problem::Case& test : package.cases) {
        if (test.is_static || (known && *known == test.validator_args)) continue;
        const auto flags = parse_compare_flags(test.validator_args);
        if (!flags) {
            return fail(ErrorCode::invalid_package,
                        place_of(package, test, culprit(test.validator_args)) + ": " +
                            flags.error().message);
        }
        known = &test.validator_args;
    }
    return {};
}

}  // namespace arena
