// File rules: what may be submitted, what the files are called for the compiler, where it all
// starts.
//
// A single file gets the language's fixed name whatever the person called it, so that equal
// programs have equal cache keys and javac is content. Several files keep their names. Names become
// words of a compiler's argv: none may look like an option or a response file, or leave the folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "judge/compile.hpp"
#include "judge/language.hpp"

namespace arena {

struct SourcePlan {
    std::vector<SourceFile> files;  ///< everything, under the names used in {work}, sorted
    std::vector<std::string>
        sources;             ///< the names handed to the compiler: main first, then sorted
    std::string main;        ///< the entry source
    std::string class_name;  ///< {class}, empty if the language has no class rule
};

/// `entry` is what the package says of where the program starts: a class, or a file with or without
/// its extension; empty = found by the rules. Languages that link all sources into one pay no heed.
/// Errors: usage, whose message is what the person reads as compile error.
Result<SourcePlan> plan_sources(const Language& language, const std::vector<SourceFile>& sources,
                                std::int64_t bytes_max, const std::string& entry = "");

/// Why the sources are too large, naming the file; empty when all together fit.
std::string source_size_fault(const std::vector<SourceFile>& sources, std::int64_t bytes_max);

/// A relative name without "..", empty parts, control characters or invalid UTF-8.
bool is_safe_relative_name(std::string_view name);

/// True if a line of `text` includes `header`, in either kind of quotes.
bool includes_header(std::string_view text, std::string_view header);

}  // namespace arena
