#include "core/problem/blueprint.hpp"

#include <algorithm>
#include <set>

#include "core/problem/yaml_text.hpp"

namespace arena::problem {

namespace {

bool allowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
}

std::string cleaned(const std::string& name) {
    std::string out;
    for (char c : name) {
        if (out.size() >= 100) break;
        out += allowed(c) ? c : '_';
    }
    while (!out.empty() && (out.front() == '.' || out.front() == '-')) out.erase(0, 1);
    return out;
}

}  // namespace

std::size_t test_count(const Blueprint& blueprint) {
    std::size_t count = blueprint.samples.size();
    for (const BlueprintGroup& group : blueprint.groups) count += group.tests.size();
    return count;
}

void settle_scores(Blueprint& blueprint, bool each_test_gives_all) {
    if (!blueprint.validator_gives_scores) return;
    const auto refuse = [](std::vector<std::string> args, const std::optional<double>& full) {
        args.emplace_back("no_scores");
        if (full) args.push_back(yaml_number(*full));
        return args;
    };
    if (!blueprint.scoring) {
        blueprint.validator_args = refuse(blueprint.validator_args, std::nullopt);
        return;
    }
    const std::vector<std::string> common = blueprint.validator_args;
    for (BlueprintGroup& group : blueprint.groups) {
        const bool flat = group.name.empty();
        if ((flat ? blueprint.aggregation : group.scoring) != GroupScoring::pass_fail) continue;
        const bool known = each_test_gives_all || group.tests.size() == 1;
        const auto full = known ? (flat ? blueprint.max_score : group.max_score) : std::nullopt;
        auto& args = flat ? blueprint.validator_args : group.validator_args;
        args = refuse(flat || group.validator_args.empty() ? common : group.validator_args, full);
    }
}

std::vector<std::string> ordered_names(const std::vector<std::string>& names) {
    bool as_they_are = true;
    for (std::size_t i = 0; i < names.size() && as_they_are; ++i) {
        as_they_are = !names[i].empty() && cleaned(names[i]) == names[i] &&
                      (i == 0 || names[i - 1] < names[i]);
    }
    if (as_they_are) return names;
    const std::size_t width = std::to_string(names.size()).size();
    std::vector<std::string> out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::string number = std::to_string(i + 1);
        number.insert(0, width - number.size(), '0');
        const std::string rest = cleaned(names[i]);
        // A name that is only a number says nothing beside the number.
        const bool says = rest.find_first_not_of("0123456789") != std::string::npos;
        out.push_back(says ? number + "-" + rest : number);
    }
    return out;
}

std::string short_name_of(const std::string& text) {
    std::string out;
    for (char c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    }
    return out.empty() ? "problem" : out;
}

}  // namespace arena::problem
