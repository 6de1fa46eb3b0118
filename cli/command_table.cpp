// The table itself is written in cli/table_*.cpp, one file an area; here it is joined and searched.
#include "cli/command_table.hpp"

#include <algorithm>

#include "cli/flag_makers.hpp"
#include "cli/table_areas.hpp"
#include "core/assert.hpp"

namespace arena::cli {
namespace {

/// Edits between two words: insert, delete, replace, swap neighbours (optimal string alignment).
std::size_t edit_distance(std::string_view from, std::string_view to) {
    std::vector<std::vector<std::size_t>> cost(from.size() + 1,
                                               std::vector<std::size_t>(to.size() + 1));
    for (std::size_t i = 0; i <= from.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= to.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= from.size(); ++i) {
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t replaced = cost[i - 1][j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
            cost[i][j] = std::min({replaced, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
            const bool swapped =
                i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
            if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[from.size()][to.size()];
}

}  // namespace

const std::vector<CommandSpec>& command_table() {
    static const std::vector<CommandSpec> table = [] {
        std::vector<CommandSpec> all;
        std::vector<std::vector<CommandSpec>> areas{
            judge_table(),   problem_table(), rate_table(),  matchmake_table(),
            similar_table(), serve_table(),   client_table()};
        for (std::vector<CommandSpec>& area : areas) {
            for (CommandSpec& spec : area) all.push_back(std::move(spec));
        }
        return all;
    }();
    return table;
}

const std::vector<Flag>& common_flags() {
    static const Flags flags = section(
        "Always", {chosen("--color", "WHEN", {"auto", "always", "never"}, "auto, always or never"),
                   lettered('q', switched("--quiet", "say less")),
                   lettered('v', switched("--verbose", "say more")),
                   lettered('h', switched("--help", "show this text")),
                   switched("--version", "print the version")});
    return flags;
}

const CommandSpec& spec_of(std::string_view name) {
    const auto& table = command_table();
    const auto found = std::find_if(table.begin(), table.end(),
                                    [name](const CommandSpec& spec) { return spec.name == name; });
    ARENA_ASSERT(found != table.end());
    return *found;
}

std::string_view parent_name(const CommandSpec& spec) {
    const std::size_t space = spec.name.find(' ');
    return space == std::string_view::npos ? std::string_view() : spec.name.substr(0, space);
}

std::string_view own_name(const CommandSpec& spec) {
    const std::size_t space = spec.name.find(' ');
    return space == std::string_view::npos ? spec.name : spec.name.substr(space + 1);
}

std::vector<const CommandSpec*> children_of(std::string_view name) {
    std::vector<const CommandSpec*> children;
    for (const CommandSpec& spec : command_table()) {
        if (parent_name(spec) == name) children.push_back(&spec);
    }
    return children;
}

std::string nearest_name(std::string_view word, const std::vector<std::string_view>& names) {
    std::string_view best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view name : names) {
        const std::size_t distance = edit_distance(word, name);
        if (distance < best_distance) {
            best = name;
            best_distance = distance;
        }
    }
    return std::string(best);
}

}  // namespace arena::cli
