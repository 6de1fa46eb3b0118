// `arena rate --system NAME -v`: what --set takes.
#include <cstdio>

#include "cli/help.hpp"
#include "cli/printable.hpp"
#include "cli/rate_args.hpp"
#include "core/rating/number_text.hpp"

namespace arena::cli {
namespace {

/// Short enough for a column: 8.33333, 1e+06.
std::string short_text(double value) {
    char text[32];
    (void)std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

}  // namespace

std::string parameters_text(const rating::SystemSpec& spec) {
    std::string out = std::string(spec.name) + ": " + std::string(spec.about) + "\n\n  " +
                      pad_right("parameter", 16) + pad_left("default", 9) + "  " +
                      pad_right("range", 17) + "meaning\n";
    for (const rating::Parameter& one : spec.parameters) {
        out += "  " + pad_right(std::string(one.name), 16) + pad_left(short_text(one.initial), 9) +
               "  " + pad_right(short_text(one.least) + " to " + short_text(one.most), 17) +
               wrapped(one.about, 46) + "\n";
    }
    return out + "\nGive them as --set NAME=NUMBER, or several with commas between.\n";
}

}  // namespace arena::cli
