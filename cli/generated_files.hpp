// What a generator wrote below data/, compared with the package and put there: all of it or
// nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/problem/package_folder.hpp"

namespace arena::cli {

using GeneratedFiles = std::map<std::string, std::string>;  ///< name below data/ -> bytes

struct GeneratedDifference {
    std::vector<std::string> fresh, changed;  ///< names, sorted
};

/// Whether the reader of packages would take every file. Errors: invalid_package, naming one whose
/// name is no name of a test (not UTF-8, a control character, a leading '-'), or an input of sample
/// or secret that has no answer where the default validator compares with one.
Result<void> check_generated(const GeneratedFiles& made, const problem::PackageFolder& folder);

/// `data` need not exist. What cannot be read counts as changed.
GeneratedDifference compare_generated(const GeneratedFiles& made, const std::string& data);

/// Writes the files `names` of `made` below `data`. First all are written aside, then each takes
/// its place by a rename, so a full disk leaves the package as it was, and a link that stood there
/// is replaced, never written through. Errors: host, usage (no place to write).
Result<void> put_generated(const GeneratedFiles& made, const GeneratedDifference& names,
                           const std::string& data);

}  // namespace arena::cli
