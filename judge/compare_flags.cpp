// Reading the arguments of the default output validator. The format calls a tolerance given twice
// an error; a flag said twice changes nothing and passes.
#include <cmath>

#include "judge/checker_default.hpp"
#include "judge/decimal.hpp"
#include "judge/excerpt.hpp"

namespace arena {

namespace {

constexpr std::size_t argument_bytes_max = 80;

std::string quoted(const std::string& argument) {
    return "'" + excerpt(argument, 0, argument_bytes_max) + "'";
}

Result<double> read_tolerance(const std::string& flag, const std::vector<std::string>& args,
                              std::size_t at) {
    const std::string wanted =
        "default output validator: '" + flag + "' needs a number >= 0 after it, such as 1e-6";
    if (at >= args.size()) return fail(ErrorCode::usage, wanted);
    if (!is_decimal(args[at])) {
        return fail(ErrorCode::usage, wanted + ", not " + quoted(args[at]));
    }
    const double value = decimal_value(args[at]);
    if (!(value >= 0) || !std::isfinite(value)) {
        return fail(ErrorCode::usage, wanted + ", not " + quoted(args[at]));
    }
    return value;
}

}  // namespace

Result<CompareFlags> parse_compare_flags(const std::vector<std::string>& args) {
    CompareFlags flags;
    for (std::size_t at = 0; at < args.size(); ++at) {
        const std::string& arg = args[at];
        if (arg == "case_sensitive") {
            flags.case_sensitive = true;
            continue;
        }
        if (arg == "space_change_sensitive") {
            flags.space_change_sensitive = true;
            continue;
        }
        const bool both = arg == "float_tolerance";
        const bool absolute = both || arg == "float_absolute_tolerance";
        const bool relative = both || arg == "float_relative_tolerance";
        if (!absolute && !relative) {
            return fail(ErrorCode::usage,
                        "default output validator: unknown argument " + quoted(arg) +
                            " (expected case_sensitive, space_change_sensitive, float_tolerance E, "
                            "float_absolute_tolerance E or float_relative_tolerance E)");
        }
        if ((absolute && flags.absolute_tolerance) || (relative && flags.relative_tolerance)) {
            return fail(ErrorCode::usage, "default output validator: '" + arg +
                                              "' sets a tolerance that is already set; keep one");
        }
        auto tolerance = read_tolerance(arg, args, ++at);
        if (!tolerance) return tl::unexpected<Error>(std::move(tolerance.error()));
        if (absolute) flags.absolute_tolerance = *tolerance;
        if (relative) flags.relative_tolerance = *tolerance;
    }
    return flags;
}

}  // namespace arena
