// Static validators: programs of the package that look at a submission's source.
//
// Protocol of format 2025-09: `validator language entry_point feedback_dir/ [args]`, the sources in
// its working directory; exit statuses and feedback files as of an output validator.
#pragma once

#include <string>
#include <vector>

#include "judge/case_setting.hpp"

namespace arena {

/// A submission as its static validator gets it.
struct StaticSubject {
    std::string language;     ///< code of the format's language table: "cpp", "python3"
    std::string entry_point;  ///< a file, or a class where the language starts one
    std::vector<SourceFile> sources;
};

/// `entry` as plan_sources has it. Error: usage, when the sources are none of `language`; the
/// compiler says so, too.
Result<StaticSubject> static_subject(const Language& language,
                                     const std::vector<SourceFile>& sources,
                                     const std::string& entry);

/// One static validation test case. Its attempt has no CPU time: nothing of the submission ran.
/// REQUIRES: test.is_static, setting.static_validator and setting.static_subject are set.
Result<Attempt> run_static_case(Runner& runner, const CaseSetting& setting,
                                const problem::Case& test);

}  // namespace arena
