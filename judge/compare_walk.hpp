// One walk over answer and output, token by token, as far as two windows of them reach.
//
// It runs over equal bytes eight at a time and looks closer only where they differ. Where a window
// ends before the file does, the walk says how far both were walked, and goes on from there: it
// remembers nothing but whether it stands inside a token.
#pragma once

#include <cstddef>
#include <string_view>

#include "judge/checker_default.hpp"

namespace arena {

struct CompareWindow {
    std::string_view bytes;
    bool last = true;  ///< nothing comes after it
};

struct CompareStep {
    enum class Found {
        agree,        ///< to the end of both
        more,         ///< so far; the next windows begin at `answer` and `output`
        white_space,  ///< differs
        token,        ///< differs
        ends_early,   ///< the output has no token for the answer's
        goes_on,      ///< the answer has no token for the output's
    };
    Found found = Found::more;
    std::size_t answer = 0, answer_end = 0;  ///< offsets in the windows
    std::size_t output = 0, output_end = 0;
    bool inside_token = false;  ///< `more` within a token that is longer than a window
};

/// `inside_token` as the step before left it. `more` without any progress asks for larger windows:
/// a number has to be seen whole. Cost: one pass over equal bytes at memory speed.
CompareStep compare_step(const CompareWindow& answer, const CompareWindow& output,
                         const CompareFlags& flags, bool inside_token);

/// Whether `expected` is compared as a number under `flags`.
bool compared_as_numbers(std::string_view expected, const CompareFlags& flags);

bool equal_but_for_case(std::string_view a, std::string_view b);

/// How many bytes from the front agree, upper and lower case aside.
std::size_t common_prefix(std::string_view a, std::string_view b);

/// The format's white space, whatever the locale.
bool is_white(char c);

}  // namespace arena
