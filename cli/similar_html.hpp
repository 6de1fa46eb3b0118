// The report of `arena similar` as one HTML file that asks nothing of any other: styles are in it,
// there is no script, and every byte of the sources is escaped.
#pragma once

#include <string>
#include <vector>

#include "cli/similar_input.hpp"
#include "core/similarity/clusters.hpp"

namespace arena::cli {

std::string similar_html(const SimilarInput& input, const std::vector<similarity::PairScore>& pairs,
                         const std::vector<similarity::Cluster>& clusters, const SimilarArgs& args);

}  // namespace arena::cli
