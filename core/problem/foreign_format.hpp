// Formats other than Kattis': how each is recognised, and its reader.
//
// A reader fills a Blueprint from a folder and runs nothing. It refuses what it cannot read without
// guessing; what it leaves out it says in `ignored`, what would change a verdict in `changes`.
#pragma once

#include <optional>
#include <string>

#include "core/problem/blueprint.hpp"
#include "core/problem/package_folder.hpp"

namespace arena::problem {

enum class ForeignFormat { kattis, domjudge, polygon, dmoj, sinolpack, italian, hydro, plain };
std::string_view name(ForeignFormat format);

struct ImportOptions {
    std::string testlib;  ///< --testlib, absolute; may be empty
    std::string scratch;  ///< an empty folder for archives inside the package; lives on
};

/// By the files that only that format has. `plain` when there is no sign of any.
/// Errors: those of the folder; invalid_package when two formats claim it.
Result<ForeignFormat> detect_format(const PackageFolder& folder);

/// Codeforces Polygon: problem.xml.
Result<Blueprint> read_polygon(const PackageFolder& folder, const ImportOptions& options);
/// DMOJ: init.yml.
Result<Blueprint> read_dmoj(const PackageFolder& folder, const ImportOptions& options);
/// sinolpack (SIO2, sinol-make): config.yml beside in/, out/ and prog/.
Result<Blueprint> read_sinolpack(const PackageFolder& folder, const ImportOptions& options);
/// Italian format of CMS: task.yaml.
Result<Blueprint> read_italian(const PackageFolder& folder, const ImportOptions& options);
/// Hydro and SYZOJ: config.yaml of the test data.
Result<Blueprint> read_hydro(const PackageFolder& folder, const ImportOptions& options);

/// Any package that read_package understands (Kattis, DOMjudge, plain folders), with the files
/// beside its programs and tests. Legacy grading that 2025-09 cannot say lands in `changes`.
Result<Blueprint> blueprint_of(const PackageFolder& folder, const Package& package);

/// Detects and reads. `name` is what the package is called when it does not say itself.
Result<Blueprint> read_foreign(const std::string& path, const std::string& name,
                               const ImportOptions& options);

}  // namespace arena::problem
