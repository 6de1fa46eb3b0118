// Reads one languages/*.json into a Language. Format: man arena-languages(5).
//
// Every refusal names the file, the line and the key: "java.json line 7: unknown key 'rn' (did you
// mean 'run'?)". What a language may not do is refused here, not met later: an unknown placeholder,
// a shell, a compiler without an artifact.
#pragma once

#include <string>
#include <vector>

#include "core/error.hpp"
#include "judge/language.hpp"
#include "judge/language_files.hpp"

namespace arena {

struct LanguageReader {
    /// Errors: usage.
    static Result<Language> read(const LanguageFile& file);

    /// Later files replace earlier ones of the same id. Errors: usage.
    static Result<LanguageTable> table(const std::vector<LanguageFile>& files);
};

/// The `count` entries of `known` that are nearest to `text` by edit distance, near ones only.
std::vector<std::string> nearest_names(const std::string& text,
                                       const std::vector<std::string>& known, std::size_t count);

}  // namespace arena
