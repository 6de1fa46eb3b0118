// The default output validator: windows of answer and output are walked (judge/compare_walk.hpp)
// until they disagree. Positions and texts for people are worked out after the verdict is known, by
// looking at the output again.
#include "judge/checker_default.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>

#include "core/assert.hpp"
#include "judge/compare_walk.hpp"
#include "judge/decimal.hpp"
#include "judge/excerpt.hpp"

namespace arena {

namespace {

using Found = CompareStep::Found;

constexpr std::size_t token_bytes_max = 200;
constexpr std::size_t context_bytes_max = 200;
constexpr std::int64_t context_reach = 1024;  // on both sides; more than an excerpt shows
constexpr std::size_t scan_bytes = std::size_t{1} << 20;

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.7g", value);
    return text;
}

std::string why_numbers_disagree(std::string_view expected, std::string_view found,
                                 const CompareFlags& flags) {
    if (!is_decimal(found)) return "a number is expected";
    const double answer = decimal_value(expected);
    const double off = std::fabs(decimal_value(found) - answer);
    std::string reason = "off by " + number(off);
    if (flags.absolute_tolerance) reason += " (allowed: " + number(*flags.absolute_tolerance) + ")";
    if (!flags.relative_tolerance) return reason;
    if (answer == 0) return reason + "; no relative error, as the answer is 0";
    reason += ", relative error " + number(off / std::fabs(answer));
    reason += " (allowed: " + number(*flags.relative_tolerance) + ")";
    return reason;
}

std::string why_tokens_differ(std::string_view expected, std::string_view found,
                              const CompareFlags& flags, std::int64_t first) {
    if (compared_as_numbers(expected, flags)) {
        return why_numbers_disagree(expected, found, flags);
    }
    if (equal_but_for_case(expected, found)) return "upper and lower case differ";
    if (first < std::int64_t{token_bytes_max} / 2) return "tokens differ";
    return "tokens differ from byte " + std::to_string(first + 1) + " on";
}

/// Line and column of `at`, and the text around it.
Result<Difference> place(ByteSource& output, std::int64_t at) {
    Difference out;
    std::int64_t begin = 0;
    out.line = 1;
    for (std::int64_t from = 0; from < at;) {
        const auto window = output.window(from, scan_bytes);
        if (!window) return tl::unexpected<Error>(window.error());
        const std::string_view before = window->substr(0, static_cast<std::size_t>(at - from));
        out.line += std::count(before.begin(), before.end(), '\n');
        const std::size_t newline = before.rfind('\n');
        if (newline != std::string_view::npos)
            begin = from + static_cast<std::int64_t>(newline) + 1;
        from += static_cast<std::int64_t>(before.size());
    }
    out.column = 1 + (at - begin);
    const std::int64_t from = std::max(begin, at - context_reach);
    const auto around = output.window(from, 2 * context_reach);
    if (!around) return tl::unexpected<Error>(around.error());
    const auto focus = static_cast<std::size_t>(at - from);
    std::string_view line = around->substr(0, 2 * context_reach);
    line = line.substr(0, line.find('\n', focus));
    out.context = excerpt(line, focus, context_bytes_max);
    return out;
}

/// Behind the last byte that is no white space; 0 when there is none.
Result<std::int64_t> text_end(ByteSource& output) {
    for (std::int64_t end = output.size(); end > 0;) {
        const std::int64_t from = std::max<std::int64_t>(0, end - std::int64_t{scan_bytes});
        const auto window = output.window(from, scan_bytes);
        if (!window) return tl::unexpected<Error>(window.error());
        auto at = static_cast<std::size_t>(end - from);
        while (at > 0 && is_white((*window)[at - 1])) --at;
        if (at > 0) return from + static_cast<std::int64_t>(at);
        end = from;
    }
    return 0;
}

/// The output has no token where the answer has one.
Result<Difference> ends_early(ByteSource& output) {
    auto out = place(output, output.size());
    if (!out) return out;
    const auto end = text_end(output);
    if (!end) return tl::unexpected<Error>(end.error());
    if (*end == 0) {
        out->reason = output.size() == 0 ? "output is empty" : "output is only white space";
        return out;
    }
    // The last line that says something tells more than an empty one after it.
    const auto last = place(output, *end);
    if (!last) return last;
    out->context = last->context;
    out->reason = "output ends early";
    return out;
}

/// What a step found, before the windows go: the texts for people.
struct Disagreement {
    std::string expected, found, reason;
    std::int64_t shift = 0;  ///< the place is so far behind the step's
};

Disagreement disagreement(const CompareStep& step, std::string_view answer, std::string_view output,
                          const CompareFlags& flags, std::int64_t compared_before) {
    const std::string_view expected = answer.substr(step.answer, step.answer_end - step.answer);
    const std::string_view found = output.substr(step.output, step.output_end - step.output);
    Disagreement out;
    std::size_t first = 0;
    CompareFlags own = flags;
    if (compared_before > 0) {  // the end of a longer token is no number of its own
        own.absolute_tolerance.reset();
        own.relative_tolerance.reset();
    }
    if (step.found == Found::white_space) {
        first = common_prefix(expected, found);
        out.shift = static_cast<std::int64_t>(first);
        out.reason = "white space differs";
    } else if (step.found == Found::token) {
        first = common_prefix(expected, found);
        out.reason = why_tokens_differ(expected, found, own,
                                       compared_before + static_cast<std::int64_t>(first));
    } else if (step.found == Found::goes_on) {
        out.reason = "output goes on after the end of the answer";
    }
    out.expected = excerpt(expected, first, token_bytes_max);
    out.found = excerpt(found, first, token_bytes_max);
    return out;
}

Result<Difference> difference_at(ByteSource& output, std::int64_t at, Found found,
                                 Disagreement texts) {
    auto out = found == Found::ends_early ? ends_early(output) : place(output, at + texts.shift);
    if (!out) return out;
    if (found != Found::ends_early) out->reason = std::move(texts.reason);
    out->expected = std::move(texts.expected);
    out->found = std::move(texts.found);
    return out;
}

}  // namespace

Result<std::optional<Difference>> compare_output(ByteSource& answer, ByteSource& output,
                                                 const CompareFlags& flags,
                                                 std::size_t window_bytes) {
    ARENA_ASSERT(window_bytes > 0);
    std::int64_t a = 0, o = 0;
    std::int64_t compared_before = 0;  // of the token that both stand in
    std::size_t wanted = window_bytes;
    for (;;) {
        const auto expected = answer.window(a, wanted);
        if (!expected) return tl::unexpected<Error>(expected.error());
        const auto found = output.window(o, wanted);
        if (!found) return tl::unexpected<Error>(found.error());
        const auto is_last = [](const ByteSource& source, std::int64_t at, std::string_view bytes) {
            return at + static_cast<std::int64_t>(bytes.size()) == source.size();
        };
        const CompareStep step =
            compare_step({*expected, is_last(answer, a, *expected)},
                         {*found, is_last(output, o, *found)}, flags, compared_before > 0);
        if (step.found == Found::agree) return std::optional<Difference>();
        if (step.found != Found::more) {
            auto texts = disagreement(step, *expected, *found, flags, compared_before);
            // A token begins where its first window did.
            const std::int64_t at = o + static_cast<std::int64_t>(step.output) -
                                    (step.output == 0 ? compared_before : 0);
            auto out = difference_at(output, at, step.found, std::move(texts));
            if (!out) return tl::unexpected<Error>(out.error());
            return std::optional<Difference>(std::move(*out));
        }
        const bool stuck = step.answer == 0 && step.output == 0;
        wanted = stuck ? 2 * wanted : window_bytes;
        if (stuck) continue;
        const auto walked = static_cast<std::int64_t>(step.answer);
        compared_before = step.inside_token ? compared_before + walked : 0;
        a += walked;
        o += static_cast<std::int64_t>(step.output);
    }
}

std::optional<Difference> compare_output(std::string_view answer, std::string_view output,
                                         const CompareFlags& flags) {
    ByteSource expected(answer);
    ByteSource found(output);
    auto out = compare_output(expected, found, flags, 1);
    ARENA_ASSERT(out.has_value());  // memory can always be read
    return std::move(*out);
}

}  // namespace arena
