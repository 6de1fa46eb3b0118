// Numbers as text that every locale and every compiler writes alike.
#pragma once

#include <string>

namespace arena::rating {

/// The shortest text that reads back as the same double: "1500", "0.25", "1e-09".
std::string number_text(double value);

/// With a fixed number of decimals: "1500.00". "-0.00" is written "0.00".
std::string fixed_text(double value, int decimals);

}  // namespace arena::rating
