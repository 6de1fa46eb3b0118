#include "cli/package_inputs.hpp"

#include "core/problem/package_folder.hpp"

namespace arena::cli {

std::vector<NamedPath> package_inputs(const problem::Package& package) {
    std::vector<NamedPath> out;
    for (const char* name : {"problem.yaml", "domjudge-problem.ini", ".timelimit"}) {
        out.push_back({"the package's", package.path + "/" + name});
    }
    for (const problem::Case& test : package.cases) {
        out.push_back({"the test's", test.input_path});
        out.push_back({"the test's", test.answer_path});
    }
    const auto folder = problem::PackageFolder::open(package.path);
    // What cannot be listed is told by whoever reads it.
    const auto entries =
        folder ? folder->list("") : Result<std::vector<problem::PackageFolder::Entry>>();
    if (!entries) return out;
    for (const problem::PackageFolder::Entry& entry : *entries) {
        if (!entry.is_directory) continue;
        const auto files = folder->list_files_below(entry.relative);
        if (!files) continue;
        for (const auto& file : *files) {
            out.push_back({"the package's", folder->absolute(file.relative)});
        }
    }
    return out;
}

}  // namespace arena::cli
