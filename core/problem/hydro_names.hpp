// Which tests Hydro sees in a folder without `cases`: by the digits in the names of its files.
//
// Source: hydro-dev/Hydro packages/common/cases.ts (SubtaskMatcher), rule by rule.
#pragma once

#include <string>
#include <vector>

namespace arena::problem {

struct HydroNamedTest {
    std::string input, output;  ///< names of files
    std::string stem;           ///< what the test is called
    long subtask = 1;
    bool whole = false;  ///< its subtask gives points for all of its tests together ("2-1.in")
};

/// In the order of `files`; an input without its output is none.
std::vector<HydroNamedTest> hydro_named_tests(const std::vector<std::string>& files);

}  // namespace arena::problem
