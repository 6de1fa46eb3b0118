#include "judge/test_selection.hpp"

#include <fnmatch.h>

namespace arena {
namespace {

bool matches(const std::string& glob, const std::string& name) {
    if (fnmatch(glob.c_str(), name.c_str(), 0) == 0) return true;
    const std::size_t slash = name.rfind('/');
    if (slash == std::string::npos) return false;
    return fnmatch(glob.c_str(), name.c_str() + slash + 1, 0) == 0;
}

}  // namespace

Result<std::vector<bool>> select_tests(const problem::Package& package,
                                       const std::vector<std::string>& globs) {
    if (package.cases.empty()) {
        return fail(ErrorCode::invalid_package,
                    "'" + package.path + "' has no test cases: nothing would be judged");
    }
    std::vector<bool> selected(package.cases.size(), globs.empty());
    for (const std::string& glob : globs) {
        bool any = false;
        for (std::size_t i = 0; i < package.cases.size(); ++i) {
            if (!matches(glob, package.cases[i].name)) continue;
            selected[i] = true;
            any = true;
        }
        if (!any) {
            return fail(ErrorCode::usage, "no test matches '" + glob + "' (the first is '" +
                                              package.cases.front().name + "')");
        }
    }
    return selected;
}

}  // namespace arena
