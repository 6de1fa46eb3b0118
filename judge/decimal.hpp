// Decimal numbers as the output validator of problem package format 2025-09 reads them:
//   [+-]? ( digit* "." digit+ | digit+ "." | digit+ ) ( [Ee] [+-]? digit+ )?
// inf, nan, hexadecimal and anything with a tail are not numbers.
//
// Whether two numbers agree is decided in binary where that is certain, and in exact decimal
// arithmetic at the border of a tolerance, so that 1.1 is within 0.1 of 1.0 on every machine.
#pragma once

#include <optional>
#include <string_view>

namespace arena {

bool is_decimal(std::string_view token);

/// The closest double; infinite or zero where the number is out of range.
/// REQUIRES: is_decimal(token). Cost: linear, also for a million digits.
double decimal_value(std::string_view token);

/// |output - answer| <= absolute, or <= relative * |answer|.
/// Numbers too long or too far apart for exact arithmetic (2^22 digits) are compared as doubles;
/// where those overflow, they do not agree.
/// REQUIRES: both are decimals; tolerances, where given, are finite and not negative.
bool decimals_agree(std::string_view answer, std::string_view output,
                    std::optional<double> absolute, std::optional<double> relative);

}  // namespace arena
