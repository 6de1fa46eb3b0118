#include "cli/note_lines.hpp"

#include <map>

#include "cli/printable.hpp"

namespace arena::cli {
namespace {

constexpr std::size_t same_reason_max = 10;

}  // namespace

std::string note_lines(const std::vector<problem::ImportNote>& notes) {
    std::map<std::string, std::size_t> count;
    for (const problem::ImportNote& note : notes) ++count[note.why];
    std::map<std::string, std::size_t> told;
    std::string out;
    for (const problem::ImportNote& note : notes) {
        const std::size_t all = count[note.why];
        const std::size_t number = ++told[note.why];
        if (all > same_reason_max && number >= same_reason_max) {
            if (number > same_reason_max) continue;
            out += "  and " + std::to_string(all - same_reason_max + 1) +
                   " more: " + printable(note.why) + "\n";
            continue;
        }
        out += "  " + printable(note.what) + ": " + printable(note.why) + "\n";
    }
    return out;
}

}  // namespace arena::cli
