// A compiler's words, made fit for people, terminals and reports.
//
// Kept: the first lines, where the first error is. Changed: paths of this host and of the sandbox
// shrink to their last part, save in a quotation of the source, invalid UTF-8 becomes U+FFFD,
// control characters become visible escapes (a terminal or a log must not obey a source file), and
// the whole is bounded.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace arena {

std::string clean_compile_message(std::string_view text, std::int64_t bytes_max);

/// `used` is the name that a lone source was compiled under, `own` the one that its author knows:
/// places are told under `own`. Quotations of the source stay as they are.
std::string with_own_name(std::string_view message, const std::string& used,
                          const std::string& own);

/// The line that names the error, or the first: for a report of one line. Bounded. Indented lines
/// are quotations of the source, which may hold any word.
std::string telling_line(std::string_view compiler_text);

}  // namespace arena
