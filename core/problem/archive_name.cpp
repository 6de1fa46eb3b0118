#include "core/problem/archive_name.hpp"

#include "core/problem/text.hpp"
#include "core/utf8.hpp"

namespace arena::problem {

namespace {

tl::unexpected<Error> refuse(std::string_view name, const std::string& why) {
    return fail(ErrorCode::invalid_package, "archive entry '" + shown(name) + "' " + why);
}

bool begins_with_drive(std::string_view name) {
    return name.size() > 1 && name[1] == ':';
}

// What is wrong with one part of a path; empty when nothing is.
std::string fault_of(std::string_view part) {
    if (part == "..") return "leads out of the destination";
    if (part.front() == '-') return "has a part that begins with '-'";
    if (part.size() > archive_part_bytes_max) return "has a part longer than 255 bytes";
    return "";
}

}  // namespace

Result<std::string> clean_archive_name(std::string_view name) {
    if (name.empty()) return refuse(name, "has no name");
    if (name.size() > archive_name_bytes_max) return refuse(name, "is longer than 1024 bytes");
    if (name.front() == '/') return refuse(name, "is an absolute path");
    if (begins_with_drive(name)) return refuse(name, "is an absolute path of Windows");
    if (name.find('\\') != std::string_view::npos) {
        return refuse(name, "has a backslash, which some tools take for a separator");
    }
    if (holds_control(name)) return refuse(name, "has control characters");
    if (!is_utf8(name)) return refuse(name, "is not UTF-8");
    std::string out;
    std::size_t depth = 0;
    for (std::string_view rest = name; !rest.empty();) {
        const std::size_t slash = rest.find('/');
        const std::string_view part = rest.substr(0, slash);
        rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
        if (part.empty() || part == ".") continue;
        const std::string fault = fault_of(part);
        if (!fault.empty()) return refuse(name, fault);
        if (++depth > archive_depth_max) return refuse(name, "is nested deeper than 32 folders");
        if (!out.empty()) out += '/';
        out += part;
    }
    // "./C:x" is one, too, once its beginning is gone
    if (begins_with_drive(out)) return refuse(name, "is an absolute path of Windows");
    return out;
}

}  // namespace arena::problem
