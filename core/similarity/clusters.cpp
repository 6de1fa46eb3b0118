#include "core/similarity/clusters.hpp"

#include <algorithm>
#include <numeric>

namespace arena::similarity {
namespace {

/// The root of a tree of the union-find forest, whose paths are halved on the way.
std::uint32_t root(std::vector<std::uint32_t>& parents, std::uint32_t one) {
    while (parents[one] != one) one = parents[one] = parents[parents[one]];
    return one;
}

}  // namespace

std::vector<Cluster> clusters(const std::vector<PairScore>& pairs, std::size_t submissions,
                              double least) {
    std::vector<std::uint32_t> parents(submissions);
    std::iota(parents.begin(), parents.end(), 0U);
    for (const PairScore& pair : pairs) {
        if (pair.score < least) continue;
        const std::uint32_t a = root(parents, pair.a), b = root(parents, pair.b);
        parents[std::max(a, b)] = std::min(a, b);
    }
    std::vector<Cluster> by_root(submissions);
    for (std::uint32_t i = 0; i < submissions; ++i) by_root[root(parents, i)].members.push_back(i);
    for (const PairScore& pair : pairs) {
        if (pair.score < least) continue;
        Cluster& cluster = by_root[root(parents, pair.a)];
        cluster.least = std::min(cluster.least, pair.score);
        cluster.most = std::max(cluster.most, pair.score);
    }
    std::vector<Cluster> found;
    for (Cluster& cluster : by_root) {
        if (cluster.members.size() > 1) found.push_back(std::move(cluster));
    }
    std::stable_sort(found.begin(), found.end(), [](const Cluster& x, const Cluster& y) {
        return x.members.size() > y.members.size();
    });
    return found;
}

}  // namespace arena::similarity
