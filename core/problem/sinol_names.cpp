#include "core/problem/sinol_names.hpp"

#include <set>

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "abc" of "abc12b"; empty when no digit follows.
std::string letters_before_group(const std::string& stem) {
    std::size_t end = 0;
    while (end < stem.size() && !is_digit(stem[end])) ++end;
    return end == stem.size() ? "" : stem.substr(0, end);
}

}  // namespace

std::optional<int> sinol_group(const std::string& stem, const std::string& id) {
    if (!starts_with(stem, id)) return std::nullopt;
    std::string digits;
    std::size_t at = id.size();
    while (at < stem.size() && is_digit(stem[at]) && digits.size() < 4) digits += stem[at++];
    if (digits.empty()) return std::nullopt;
    return stem.substr(at) == "ocen" ? 0 : std::stoi(digits);
}

Result<std::string> sinol_id_of_tests(const PackageFolder& folder, const std::string& wanted) {
    auto inputs = folder.list("in");
    if (!inputs) return tl::unexpected<Error>(inputs.error());
    std::set<std::string> heads;
    for (const PackageFolder::Entry& entry : *inputs) {
        if (entry.is_directory || !ends_with(entry.name, ".in")) continue;
        const std::string stem = entry.name.substr(0, entry.name.size() - 3);
        if (sinol_group(stem, wanted)) return wanted;
        const std::string head = letters_before_group(stem);
        if (!head.empty()) heads.insert(head);
    }
    if (heads.empty()) return wanted;
    if (heads.size() == 1) return *heads.begin();
    return fail(ErrorCode::invalid_package,
                "in/ holds tests of several tasks ('" + shown(*heads.begin()) + "' and '" +
                    shown(*heads.rbegin()) + "'), and none of '" + shown(wanted) +
                    "': say which one in config.yml, as sinol_task_id");
}

}  // namespace arena::problem
