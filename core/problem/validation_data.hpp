// data/invalid_input, data/invalid_output, data/valid_output: what tests the validators.
//
// Source: problem package format 2025-09, "Invalid test cases", "Valid output". Never judged.
#pragma once

#include <string>
#include <vector>

#include "core/problem/package.hpp"

namespace arena::problem {

struct ValidationFile {
    std::string name;         ///< "invalid_output/one-cent-short"
    Case test;                ///< input, answer (may be empty) and arguments
    std::string output_path;  ///< empty in invalid_input
};

struct ValidationData {
    std::vector<ValidationFile> invalid_input, invalid_output, valid_output;
};

/// Arguments come from test_group.yaml of the folder, or else from the first secret case: what
/// judges there judges here. Errors: invalid_package (a file is missing), those of YAML.
Result<ValidationData> read_validation_data(const Package& package);

}  // namespace arena::problem
