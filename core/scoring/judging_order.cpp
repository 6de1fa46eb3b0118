// The walk of a serial judge, laid out once as a flat list of steps.
#include "core/scoring/judging_order.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/assert.hpp"

namespace arena::scoring {

namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

class Walk {
public:
    explicit Walk(const problem::Package& package) : package_(package) {
        order_.positions.assign(package.cases.size(), nowhere);
        order_.spans.resize(package.groups.size());
        first_case_.assign(package.groups.size(), nowhere);
        // Children stand after their parents, so one pass from the back sees children first.
        for (std::size_t g = package.groups.size(); g-- > 0;) {
            std::size_t& first = first_case_[g];
            for (std::size_t c : package.groups[g].cases) first = std::min(first, c);
            for (std::size_t child : package.groups[g].groups) {
                ARENA_ASSERT(child > g);
                first = std::min(first, first_case_[child]);
            }
        }
    }

    void group(std::size_t g) {
        order_.spans[g].begin = order_.cases.size();
        order_.steps.push_back({Step::Kind::enter, g});
        for (const Member& member : members(g)) {
            if (member.is_group) {
                group(member.index);
            } else {
                test(member.index, g);
            }
        }
        order_.spans[g].end = order_.cases.size();
        order_.spans[g].leave_step = order_.steps.size();
        order_.steps.push_back({Step::Kind::leave, g});
    }

    JudgingOrder take() { return std::move(order_); }

private:
    struct Member {
        std::size_t first_case, index;
        bool is_group;
    };

    std::vector<Member> members(std::size_t g) const {
        std::vector<Member> out;
        for (std::size_t c : package_.groups[g].cases) out.push_back({c, c, false});
        for (std::size_t child : package_.groups[g].groups) {
            out.push_back({first_case_[child], child, true});
        }
        std::stable_sort(out.begin(), out.end(), [](const Member& a, const Member& b) {
            return a.first_case < b.first_case;
        });
        return out;
    }

    void test(std::size_t c, std::size_t g) {
        ARENA_ASSERT(package_.cases[c].group == g && order_.positions[c] == nowhere);
        order_.positions[c] = order_.cases.size();
        order_.cases.push_back(c);
        order_.steps.push_back({Step::Kind::test, c});
    }

    const problem::Package& package_;
    std::vector<std::size_t> first_case_;  // of each group, nowhere if it has none
    JudgingOrder order_;
};

}  // namespace

JudgingOrder judging_order(const problem::Package& package) {
    ARENA_ASSERT(!package.groups.empty());
    Walk walk(package);
    walk.group(0);
    JudgingOrder order = walk.take();
    ARENA_ASSERT(order.cases.size() == package.cases.size());
    return order;
}

}  // namespace arena::scoring
