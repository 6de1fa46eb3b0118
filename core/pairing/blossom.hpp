// The primal-dual search behind weighted_matching.hpp; private to it.
//
// Vertices are 1..n, blossoms n+1..; 0 is nobody. A blossom's cycle starts at its base. For each
// blossom and each vertex the best edge between them is kept, as its two real end points.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace arena::pairing {

template <class Weight>
class Blossom {
public:
    /// `weight`: n * n, symmetric; zero = no edge.
    Blossom(std::size_t n, std::vector<Weight> weight)
        : n_(static_cast<int>(n)),
          size_(2 * n_ + 1),
          weight_(std::move(weight)),
          ends_(static_cast<std::size_t>(size_) * static_cast<std::size_t>(size_)),
          dual_(to_size(size_)),
          mate_(to_size(size_)),
          slack_(to_size(size_)),
          outer_(to_size(size_)),
          parent_(to_size(size_)),
          label_(to_size(size_), Label::free),
          seen_(to_size(size_)),
          cycle_(to_size(size_)),
          member_(static_cast<std::size_t>(size_) * to_size(n_ + 1)) {}

    /// Mates by vertex from 0; -1 = none.
    std::vector<int> run() {
        Weight greatest{};
        for (const Weight& one : weight_) greatest = greatest < one ? one : greatest;
        for (int v = 1; v <= n_; ++v) {
            outer_[at(v)] = v;
            dual_[at(v)] = greatest;
            member(v, v) = v;
            for (int u = 1; u <= n_; ++u) ends(u, v) = {u, v};
        }
        last_ = n_;
        while (stage()) {
        }
        std::vector<int> mates(to_size(n_), -1);
        for (int v = 1; v <= n_; ++v) {
            if (mate_[at(v)] != 0) mates[at(v - 1)] = mate_[at(v)] - 1;
        }
        return mates;
    }

private:
    enum class Label : std::uint8_t { free, outer, inner };
    struct Ends {
        int from = 0, to = 0;
    };

    static std::size_t to_size(int value) { return static_cast<std::size_t>(value); }
    static std::size_t at(int value) { return static_cast<std::size_t>(value); }
    Ends& ends(int a, int b) { return ends_[at(a) * at(size_) + at(b)]; }
    int& member(int blossom, int vertex) { return member_[at(blossom) * at(n_ + 1) + at(vertex)]; }
    const Weight& weight(const Ends& e) const {
        return weight_[at(e.from - 1) * at(n_) + at(e.to - 1)];
    }
    bool exists(const Ends& e) const {
        return e.from != 0 && e.from != e.to && !weight(e).is_zero();
    }
    /// dual + dual - 2 * weight: zero on a tight edge.
    Weight slack_of(const Ends& e) const {
        const Weight& w = weight(e);
        return dual_[at(e.from)] + dual_[at(e.to)] - w - w;
    }

    void offer_slack(int u, int x) {
        int& best = slack_[at(x)];
        if (best == 0 || slack_of(ends(u, x)) < slack_of(ends(best, x))) best = u;
    }
    void set_slack(int x) {
        slack_[at(x)] = 0;
        for (int u = 1; u <= n_; ++u) {
            if (exists(ends(u, x)) && outer_[at(u)] != x &&
                label_[at(outer_[at(u)])] == Label::outer) {
                offer_slack(u, x);
            }
        }
    }
    void push(int x) {
        if (x <= n_) {
            queue_.push_back(x);
            return;
        }
        for (const int part : cycle_[at(x)]) push(part);
    }
    void set_outer(int x, int blossom) {
        outer_[at(x)] = blossom;
        if (x <= n_) return;
        for (const int part : cycle_[at(x)]) set_outer(part, blossom);
    }

    /// The place of `part` in a blossom's cycle, the cycle turned so that the way there is even.
    std::size_t even_place(int blossom, int part) {
        std::vector<int>& cycle = cycle_[at(blossom)];
        auto place =
            static_cast<std::size_t>(std::find(cycle.begin(), cycle.end(), part) - cycle.begin());
        if (place % 2 == 0) return place;
        std::reverse(cycle.begin() + 1, cycle.end());
        return cycle.size() - place;
    }

    void set_mate(int u, int v) {
        const Ends e = ends(u, v);
        mate_[at(u)] = e.to;
        if (u <= n_) return;
        const int part = member(u, e.from);
        const std::size_t place = even_place(u, part);
        std::vector<int>& cycle = cycle_[at(u)];
        for (std::size_t i = 0; i < place; ++i) set_mate(cycle[i], cycle[i ^ 1]);
        set_mate(part, v);
        std::rotate(cycle.begin(), cycle.begin() + static_cast<std::ptrdiff_t>(place), cycle.end());
    }

    void augment(int u, int v) {
        for (;;) {
            const int next = mate_[at(u)] == 0 ? 0 : outer_[at(mate_[at(u)])];
            set_mate(u, v);
            if (next == 0) return;
            const int above = outer_[at(parent_[at(next)])];
            set_mate(next, above);
            u = above;
            v = next;
        }
    }

    int common_ancestor(int u, int v) {
        for (++visit_; u != 0 || v != 0; std::swap(u, v)) {
            if (u == 0) continue;
            if (seen_[at(u)] == visit_) return u;
            seen_[at(u)] = visit_;
            u = mate_[at(u)] == 0 ? 0 : outer_[at(mate_[at(u)])];
            if (u != 0) u = outer_[at(parent_[at(u)])];
        }
        return 0;
    }

    void add_blossom(int u, int ancestor, int v) {
        int b = n_ + 1;
        while (b <= last_ && outer_[at(b)] != 0) ++b;
        last_ = std::max(last_, b);
        dual_[at(b)] = Weight{};
        label_[at(b)] = Label::outer;
        mate_[at(b)] = mate_[at(ancestor)];
        std::vector<int>& cycle = cycle_[at(b)];
        cycle.assign(1, ancestor);
        const auto climb = [&](int from) {
            for (int x = from; x != ancestor;) {
                cycle.push_back(x);
                const int inner = outer_[at(mate_[at(x)])];
                cycle.push_back(inner);
                push(inner);
                x = outer_[at(parent_[at(inner)])];
            }
        };
        climb(u);
        std::reverse(cycle.begin() + 1, cycle.end());
        climb(v);
        set_outer(b, b);
        for (int x = 1; x <= last_; ++x) ends(b, x) = ends(x, b) = {};
        for (int x = 1; x <= n_; ++x) member(b, x) = 0;
        for (const int part : cycle) {
            for (int x = 1; x <= last_; ++x) {
                if (!exists(ends(part, x))) continue;
                if (!exists(ends(b, x)) || slack_of(ends(part, x)) < slack_of(ends(b, x))) {
                    ends(b, x) = ends(part, x);
                    ends(x, b) = ends(x, part);
                }
            }
            for (int x = 1; x <= n_; ++x) {
                if (part == x || (part > n_ && member(part, x) != 0)) member(b, x) = part;
            }
        }
        set_slack(b);
    }

    void expand_blossom(int b) {
        std::vector<int>& cycle = cycle_[at(b)];
        for (const int part : cycle) set_outer(part, part);
        const int entry = member(b, ends(b, parent_[at(b)]).from);
        const std::size_t place = even_place(b, entry);
        for (std::size_t i = 0; i < place; i += 2) {
            const int inner = cycle[i];
            const int outer = cycle[i + 1];
            parent_[at(inner)] = ends(outer, inner).from;
            label_[at(inner)] = Label::inner;
            label_[at(outer)] = Label::outer;
            slack_[at(inner)] = 0;
            set_slack(outer);
            push(outer);
        }
        label_[at(entry)] = Label::inner;
        parent_[at(entry)] = parent_[at(b)];
        for (std::size_t i = place + 1; i < cycle.size(); ++i) {
            label_[at(cycle[i])] = Label::free;
            set_slack(cycle[i]);
        }
        outer_[at(b)] = 0;
    }

    /// A tight edge from an outer vertex. True: the matching grew.
    bool use_edge(const Ends& e) {
        const int u = outer_[at(e.from)];
        const int v = outer_[at(e.to)];
        if (label_[at(v)] == Label::free) {
            parent_[at(v)] = e.from;
            label_[at(v)] = Label::inner;
            const int mate = outer_[at(mate_[at(v)])];
            slack_[at(v)] = slack_[at(mate)] = 0;
            label_[at(mate)] = Label::outer;
            push(mate);
        } else if (label_[at(v)] == Label::outer) {
            const int ancestor = common_ancestor(u, v);
            if (ancestor == 0) {
                augment(u, v);
                augment(v, u);
                return true;
            }
            add_blossom(u, ancestor, v);
        }
        return false;
    }

    /// Grows the forest along tight edges. True: the matching grew.
    bool grow() {
        for (std::size_t head = 0; head < queue_.size(); ++head) {
            const int u = queue_[head];
            if (label_[at(outer_[at(u)])] == Label::inner) continue;
            for (int v = 1; v <= n_; ++v) {
                if (outer_[at(u)] == outer_[at(v)] || !exists(ends(u, v))) continue;
                if (slack_of(ends(u, v)).is_zero()) {
                    if (use_edge(ends(u, v))) return true;
                } else {
                    offer_slack(u, outer_[at(v)]);
                }
            }
        }
        queue_.clear();
        return false;
    }

    /// How far the duals may move; `none` when nothing bounds it but the vertices' own duals.
    Weight step() {
        bool have = false;
        Weight least{};
        const auto offer = [&](const Weight& one) {
            if (!have || one < least) least = one;
            have = true;
        };
        for (int v = 1; v <= n_; ++v) {
            if (label_[at(outer_[at(v)])] == Label::outer) offer(dual_[at(v)]);
        }
        for (int b = n_ + 1; b <= last_; ++b) {
            if (outer_[at(b)] == b && label_[at(b)] == Label::inner) offer(dual_[at(b)].half());
        }
        for (int x = 1; x <= last_; ++x) {
            if (outer_[at(x)] != x || slack_[at(x)] == 0) continue;
            const Weight slack = slack_of(ends(slack_[at(x)], x));
            if (label_[at(x)] == Label::free) offer(slack);
            if (label_[at(x)] == Label::outer) offer(slack.half());
        }
        return least;
    }

    /// False: an unmatched vertex's dual reached zero, the matching is of greatest weight.
    bool move_duals(const Weight& by) {
        bool done = false;
        for (int v = 1; v <= n_; ++v) {
            const Label label = label_[at(outer_[at(v)])];
            if (label == Label::outer) {
                dual_[at(v)] -= by;
                done = done || dual_[at(v)].is_zero();
            } else if (label == Label::inner) {
                dual_[at(v)] += by;
            }
        }
        if (done) return false;
        for (int b = n_ + 1; b <= last_; ++b) {
            if (outer_[at(b)] != b) continue;
            if (label_[at(b)] == Label::outer) dual_[at(b)] += by + by;
            if (label_[at(b)] == Label::inner) dual_[at(b)] -= by + by;
        }
        return true;
    }

    /// One augmentation. False: there is none to make.
    bool stage() {
        std::fill(label_.begin(), label_.end(), Label::free);
        std::fill(slack_.begin(), slack_.end(), 0);
        queue_.clear();
        for (int x = 1; x <= last_; ++x) {
            if (outer_[at(x)] == x && mate_[at(x)] == 0) {
                parent_[at(x)] = 0;
                label_[at(x)] = Label::outer;
                push(x);
            }
        }
        if (queue_.empty()) return false;
        for (;;) {
            if (grow()) return true;
            if (!move_duals(step())) return false;
            for (int x = 1; x <= last_; ++x) {
                const int from = slack_[at(x)];
                if (outer_[at(x)] != x || from == 0 || outer_[at(from)] == x) continue;
                if (!slack_of(ends(from, x)).is_zero()) continue;
                if (use_edge(ends(from, x))) return true;
            }
            for (int b = n_ + 1; b <= last_; ++b) {
                if (outer_[at(b)] == b && label_[at(b)] == Label::inner && dual_[at(b)].is_zero()) {
                    expand_blossom(b);
                }
            }
        }
    }

    int n_, size_, last_ = 0, visit_ = 0;
    std::vector<Weight> weight_;
    std::vector<Ends> ends_;
    std::vector<Weight> dual_;
    std::vector<int> mate_, slack_, outer_, parent_;
    std::vector<Label> label_;
    std::vector<int> seen_;
    std::vector<std::vector<int>> cycle_;
    std::vector<int> member_;
    std::vector<int> queue_;
};

}  // namespace arena::pairing
