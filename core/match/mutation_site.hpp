// One change of a source, before the text is written out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/match/mutation.hpp"

namespace arena::match {

struct MutationSite {
    MutationKind kind;
    std::size_t at, line;
    std::string before, after;
};

/// Whole statements: a condition that is negated, a statement that is taken out.
std::vector<MutationSite> statement_sites(std::string_view source, CommentStyle style);

}  // namespace arena::match
