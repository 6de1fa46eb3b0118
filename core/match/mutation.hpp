// Small faults for a source whose author planted none: one changed operator, bound or number.
//
// The kinds of the rules come first: an operator (+ for -, min for max), a boundary (< for <=), an
// off-by-one (n + 1 for n), and a narrower integer type. Where none of those fails, a condition is
// negated or a statement taken out, and at last one that prints, which fails for certain. They are
// placed on the text, outside of literals, comments and preprocessor lines, for the C family and
// for Python; a candidate may fail to compile or to fail, so the server judges them in this order
// until one compiles and fails a secret test.
// The order is a pure function of seed and source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace arena::match {

enum class MutationKind {
    operator_,
    off_by_one,
    boundary,
    type,
    condition,  ///< negated
    removal,    ///< of a statement
    silence     ///< of a statement that prints
};

/// One of the first four: a fault as people make them.
bool is_subtle(MutationKind kind);

struct Mutation {
    MutationKind kind = MutationKind::operator_;
    std::string source;    ///< all of it, one place changed
    std::size_t line = 0;  ///< from 1
    std::string before, after;
    bool operator==(const Mutation&) const = default;
};

inline constexpr std::size_t mutations_max = 64;  ///< of the subtle, of the blunt, of the certain

enum class CommentStyle { c_family, python };

/// "python3", "pypy3", ... are python; everything else is read as C family.
CommentStyle comment_style(std::string_view language);

/// Up to `max` each of the subtle, the blunt and the certain ones, in this order; within each
/// shuffled by `seed`. All differ, none equals `source`.
std::vector<Mutation> mutations(std::string_view source, CommentStyle style, std::uint64_t seed,
                                std::size_t max = mutations_max);

}  // namespace arena::match
