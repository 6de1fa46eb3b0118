#include "core/pairing/completion.hpp"

#include <numeric>

namespace arena::pairing {
namespace {

using Vertex = std::uint32_t;
using Edge = std::function<bool(Vertex, Vertex)>;

/// One alternating tree from one unmatched root; blossoms are shrunk by giving their vertices one
/// base.
class Search {
public:
    Search(std::vector<Vertex>& mate, const Edge& edge)
        : mate_(mate), edge_(edge), parent_(mate.size(), unmatched), base_(mate.size()) {}

    bool augment(Vertex root) {
        std::iota(base_.begin(), base_.end(), 0);
        parent_.assign(mate_.size(), unmatched);
        even_.assign(mate_.size(), false);
        queue_.assign(1, root);
        even_[root] = true;
        for (std::size_t head = 0; head < queue_.size(); ++head) {
            const Vertex from = queue_[head];
            for (Vertex to = 0; to < mate_.size(); ++to) {
                if (to == from || base_[from] == base_[to] || mate_[from] == to) continue;
                if (!even_[to] && parent_[to] != unmatched) continue;
                if (!edge_(from, to)) continue;
                if (even_[to]) {
                    shrink(from, to);
                } else {
                    parent_[to] = from;
                    if (mate_[to] == unmatched) return flip(to);
                    make_even(mate_[to]);
                }
            }
        }
        return false;
    }

private:
    void make_even(Vertex vertex) {
        even_[vertex] = true;
        queue_.push_back(vertex);
    }

    bool flip(Vertex end) {
        while (end != unmatched) {
            const Vertex before = parent_[end];
            const Vertex next = mate_[before];
            mate_[end] = before;
            mate_[before] = end;
            end = next;
        }
        return true;
    }

    Vertex common_base(Vertex a, Vertex b) const {
        std::vector<bool> seen(mate_.size());
        for (;;) {
            a = base_[a];
            seen[a] = true;
            if (mate_[a] == unmatched) break;
            a = parent_[mate_[a]];
        }
        for (b = base_[b]; !seen[b]; b = base_[parent_[mate_[b]]]) {
        }
        return b;
    }

    void mark(Vertex from, Vertex base, Vertex child, std::vector<bool>& in_blossom) {
        while (base_[from] != base) {
            in_blossom[base_[from]] = in_blossom[base_[mate_[from]]] = true;
            parent_[from] = child;
            child = mate_[from];
            from = parent_[child];
        }
    }

    void shrink(Vertex a, Vertex b) {
        const Vertex base = common_base(a, b);
        std::vector<bool> in_blossom(mate_.size());
        mark(a, base, b, in_blossom);
        mark(b, base, a, in_blossom);
        for (Vertex vertex = 0; vertex < mate_.size(); ++vertex) {
            if (!in_blossom[base_[vertex]]) continue;
            base_[vertex] = base;
            if (!even_[vertex]) make_even(vertex);
        }
    }

    std::vector<Vertex>& mate_;
    const Edge& edge_;
    std::vector<Vertex> parent_, base_, queue_;
    std::vector<bool> even_;
};

}  // namespace

std::vector<Vertex> maximum_matching(Vertex count, const Edge& edge) {
    std::vector<Vertex> mate(count, unmatched);
    for (Vertex a = 0; a < count; ++a) {
        if (mate[a] != unmatched) continue;
        for (Vertex b = a + 1; b < count; ++b) {
            if (mate[b] != unmatched || !edge(a, b)) continue;
            mate[a] = b;
            mate[b] = a;
            break;
        }
    }
    Search search(mate, edge);
    for (Vertex root = 0; root < count; ++root) {
        if (mate[root] == unmatched) search.augment(root);
    }
    return mate;
}

}  // namespace arena::pairing
