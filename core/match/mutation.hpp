// Small faults for a source whose author planted none: one changed operator, bound or number.
//
// The three kinds are the rules' own: an operator (+ for -), a boundary (< for <=), an off-by-one
// (n + 1 for n). They are placed on the text, outside of literals, comments and preprocessor lines,
// for the C family and for Python; a candidate may fail to compile or to fail, so the server judges
// them in this order until one compiles and fails a secret test.
// The order is a pure function of seed and source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace arena::match {

enum class MutationKind { operator_, off_by_one, boundary };

struct Mutation {
    MutationKind kind = MutationKind::operator_;
    std::string source;    ///< all of it, one token changed
    std::size_t line = 0;  ///< from 1
    std::string before, after;
    bool operator==(const Mutation&) const = default;
};

inline constexpr std::size_t mutations_max = 64;

enum class CommentStyle { c_family, python };

/// "python3", "pypy3", ... are python; everything else is read as C family.
CommentStyle comment_style(std::string_view language);

/// Up to `max` different one-token faults in an order shuffled by `seed`, none equal to `source`.
std::vector<Mutation> mutations(std::string_view source, CommentStyle style, std::uint64_t seed,
                                std::size_t max = mutations_max);

}  // namespace arena::match
