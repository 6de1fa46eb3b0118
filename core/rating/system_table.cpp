#include "core/rating/systems.hpp"

namespace arena::rating {

const std::vector<SystemSpec>& system_table() {
    static const std::vector<SystemSpec> table = [] {
        std::vector<SystemSpec> all;
        for (auto* part : {point_systems, skill_systems, contest_systems, history_systems}) {
            for (SystemSpec& spec : part()) all.push_back(std::move(spec));
        }
        return all;
    }();
    return table;
}

}  // namespace arena::rating
