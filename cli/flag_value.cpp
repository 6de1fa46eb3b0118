// See flag_value.hpp. Numbers are read by hand or from_chars, so that no locale changes them.
#include "cli/flag_value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "cli/command_table.hpp"
#include "core/limits.hpp"

namespace arena::cli {
namespace {

constexpr double duration_s_min = 0.001;
constexpr double duration_s_max = 3600;
constexpr std::int64_t size_bytes_min = kib;
constexpr std::int64_t size_bytes_max = 1024 * 1024 * mib;

/// Splits "1.5GiB" into 1.5 and "GiB". nullopt when it does not start with a plain decimal number.
struct Quantity {
    double number;
    std::string_view unit;
};
std::optional<Quantity> read_quantity(std::string_view text) {
    // No exponent, hex, inf or nan: only what people write.
    const std::size_t end = std::min(text.find_first_not_of("-0123456789."), text.size());
    double number = 0;
    const char* stop = text.data() + end;
    const auto read = std::from_chars(text.data(), stop, number, std::chars_format::fixed);
    if (end == 0 || read.ec != std::errc() || read.ptr != stop) return std::nullopt;
    return Quantity{number, text.substr(end)};
}

tl::unexpected<Error> refuse(std::string_view flag, std::string_view text,
                             std::string_view expected) {
    return fail(ErrorCode::usage,
                std::string(flag) + " '" + std::string(text) + "' is not " + std::string(expected));
}

}  // namespace

Result<double> read_duration(std::string_view flag, std::string_view text) {
    constexpr std::string_view expected = "a time above zero (2, 0.5, 500ms; at most 3600)";
    const auto quantity = read_quantity(text);
    if (!quantity) return refuse(flag, text, expected);
    double seconds = quantity->number;
    if (quantity->unit == "ms") {
        seconds /= 1000;
    } else if (!quantity->unit.empty() && quantity->unit != "s") {
        return refuse(flag, text, expected);
    }
    if (!(seconds > 0) || seconds > duration_s_max) return refuse(flag, text, expected);
    if (seconds < duration_s_min) return refuse(flag, text, "at least 1 ms");
    return seconds;
}

Result<std::int64_t> read_size(std::string_view flag, std::string_view text) {
    constexpr std::string_view expected = "a size above zero (256 for MiB, 512K, 64M, 1G)";
    const auto quantity = read_quantity(text);
    if (!quantity) return refuse(flag, text, expected);
    std::string unit(quantity->unit);
    std::transform(unit.begin(), unit.end(), unit.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    std::int64_t scale = 0;
    if (unit.empty() || unit == "m" || unit == "mb" || unit == "mib") {
        scale = mib;
    } else if (unit == "k" || unit == "kb" || unit == "kib") {
        scale = kib;
    } else if (unit == "g" || unit == "gb" || unit == "gib") {
        scale = 1024 * mib;
    } else {
        return refuse(flag, text, expected);
    }
    const double bytes = quantity->number * static_cast<double>(scale);
    if (!(bytes > 0)) return refuse(flag, text, expected);
    if (bytes < static_cast<double>(size_bytes_min)) return refuse(flag, text, "at least 1K");
    if (bytes > static_cast<double>(size_bytes_max)) return refuse(flag, text, "at most 1024G");
    return static_cast<std::int64_t>(std::llround(bytes));
}

Result<int> read_count(std::string_view flag, std::string_view text, int least, int most) {
    int number = 0;
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (text.empty() || read.ec != std::errc() || read.ptr != end || number < least ||
        number > most) {
        return refuse(
            flag, text,
            "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return number;
}

Result<std::vector<Verdict>> read_verdicts(std::string_view flag, std::string_view text) {
    std::vector<Verdict> verdicts;
    std::string_view rest = text;
    while (true) {
        const std::size_t comma = std::min(rest.find_first_of(",|"), rest.size());
        const auto verdict = parse_verdict(rest.substr(0, comma));
        if (!verdict) return refuse(flag, text, "a verdict (AC, WA, TLE, MLE, OLE, RTE or CE)");
        if (*verdict == Verdict::JE) {
            return fail(ErrorCode::usage, std::string(flag) +
                                              " JE cannot be asked for: a judge error is never the "
                                              "submission's");
        }
        verdicts.push_back(*verdict);
        if (comma == rest.size()) return verdicts;
        rest.remove_prefix(comma + 1);
    }
}

Result<std::size_t> read_choice(std::string_view flag, std::string_view text,
                                const std::vector<std::string_view>& choices) {
    const auto found = std::find(choices.begin(), choices.end(), text);
    if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
    std::string expected = "known (";
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i > 0) expected += i + 1 == choices.size() ? " or " : ", ";
        expected += choices[i];
    }
    return refuse(flag, text, expected + ")");
}

}  // namespace arena::cli
