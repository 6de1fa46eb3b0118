// Small programs in every built-in language, one for each way that a submission can end.
#pragma once

#include <map>
#include <string>

namespace arena::testing {

struct LanguagePrograms {
    std::string adds;     ///< prints the sum of all integers on stdin
    std::string broken;   ///< does not compile
    std::string endless;  ///< never ends, on the CPU
    std::string hog;      ///< takes and touches memory without end
    std::string crash;    ///< ends with a signal or a status that is not 0
};

/// By language id.
const std::map<std::string, LanguagePrograms>& language_programs();

}  // namespace arena::testing
