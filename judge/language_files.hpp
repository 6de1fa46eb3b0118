// The text of judge/languages/*.json, as the build embeds it.
#pragma once

#include <string>
#include <vector>

namespace arena {

struct LanguageFile {
    std::string name;  ///< "cpp20.json"
    std::string text;
};

/// Sorted by name.
const std::vector<LanguageFile>& built_in_language_files();

}  // namespace arena
