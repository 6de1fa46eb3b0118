// Amounts for people: "0.31 s", "256 MiB", "70.5 KiB", in the one-line reasons of the judge.
#pragma once

#include <cstdint>
#include <string>

namespace arena {

/// At most three decimals, none that say nothing: "2 s", "0.31 s", "0.005 s".
std::string seconds_text(std::int64_t ns);

/// In the largest binary unit that keeps the number at 1 or more, one decimal at most.
std::string bytes_text(std::int64_t bytes);

}  // namespace arena
