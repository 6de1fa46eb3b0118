// Programs of a package: a file, or a folder of files, with the name that the package gives it.
#pragma once

#include <string>
#include <vector>

#include "core/problem/package.hpp"
#include "core/problem/package_folder.hpp"

namespace arena::problem {

/// The program that `entry` is. Errors: of PackageFolder::list.
Result<Program> read_program(const PackageFolder& folder, const PackageFolder::Entry& entry);

/// Every entry of `directory` as a program; what editors and compilers leave behind is passed over.
Result<std::vector<Program>> read_programs(const PackageFolder& folder,
                                           const std::string& directory);

/// True for what is no source of anybody's: __pycache__, *.class, *.pyc, *.o, *~, *.disabled,
/// README*, *.md.
bool is_left_over(const std::string& name);

/// output_validator/ (one program, the folder itself may be it) or output_validators/ (programs,
/// of which there must be one). Sets Package::output_validator and notes; leaves it empty when
/// there is none. Errors: two programs, both folders.
Result<void> read_output_validator(const PackageFolder& folder, Package& package);

/// 2025-09 static_validator/. Error: a submit-answer problem has one.
Result<void> read_static_validator(const PackageFolder& folder, Package& package);

/// graders/ of the legacy formats: one program. Error: several.
Result<void> read_grader(const PackageFolder& folder, Package& package);

/// input_validators/ and its older names.
Result<void> read_input_validators(const PackageFolder& folder, Package& package);

/// include/<language>/ and include/default/.
Result<void> read_include_files(const PackageFolder& folder, Package& package);

}  // namespace arena::problem
