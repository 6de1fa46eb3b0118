// Values of flags, from text: durations, sizes, counts, verdicts, choices.
//
// Each function takes the flag's name for its message, accepts only what it understands whole, and
// refuses zero, negative, endless and absurd values with the range that is accepted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/verdict.hpp"

namespace arena::cli {

/// "2", "0.5", "2s", "500ms": seconds, at least 0.001 and at most 3600.
Result<double> read_duration(std::string_view flag, std::string_view text);

/// "256", "256M", "256MiB", "1G", "64K": bytes; a bare number is MiB. At least 1 KiB, at most 1
/// TiB.
Result<std::int64_t> read_size(std::string_view flag, std::string_view text);

/// A whole number within [least, most].
Result<int> read_count(std::string_view flag, std::string_view text, int least, int most);

/// "WA" or "WA,TLE"; JE is refused, because it is never the submission's.
Result<std::vector<Verdict>> read_verdicts(std::string_view flag, std::string_view text);

/// The index of `text` among `choices`.
Result<std::size_t> read_choice(std::string_view flag, std::string_view text,
                                const std::vector<std::string_view>& choices);

}  // namespace arena::cli
