// Listing and reading below one root. See package_folder.hpp.
#include "core/problem/package_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "core/problem/text.hpp"
#include "core/utf8.hpp"

namespace arena::problem {

namespace fs = std::filesystem;

namespace {

std::string joined(const std::string& directory, const std::string& name) {
    return directory.empty() ? name : directory + "/" + name;
}

std::string named(const std::string& relative) {
    return relative.empty() ? "the package folder" : shown(relative);
}

}  // namespace

Result<PackageFolder> PackageFolder::open(const std::string& path) {
    std::error_code code;
    const fs::path canonical = fs::canonical(path, code);
    if (code == std::errc::no_such_file_or_directory || path.empty()) {
        return fail(ErrorCode::not_found, "no such problem folder: " + shown(path));
    }
    if (code) {
        return fail(ErrorCode::unreadable,
                    "cannot open problem folder " + shown(path) + ": " + code.message());
    }
    if (!fs::is_directory(canonical, code)) {
        const bool archive = ends_with(path, ".zip") || ends_with(path, ".kpp");
        return fail(ErrorCode::invalid_package,
                    shown(path) + " is a file, not a problem folder" +
                        (archive ? ": unpack it first" : ": name the folder that holds it"));
    }
    return PackageFolder(canonical.string());
}

std::string PackageFolder::absolute(const std::string& relative) const {
    return relative.empty() ? root_ : (root_ == "/" ? "" : root_) + "/" + relative;
}

bool PackageFolder::holds(const std::string& canonical) const {
    return root_ == "/" || canonical == root_ || starts_with(canonical, root_ + "/");
}

// Whether the path, with every link resolved, is a directory (or file) inside the package.
bool PackageFolder::has_directory(const std::string& relative) const {
    std::error_code code;
    const fs::path target = fs::canonical(absolute(relative), code);
    return !code && holds(target.string()) && fs::is_directory(target, code);
}

bool PackageFolder::has_file(const std::string& relative) const {
    std::error_code code;
    const fs::path target = fs::canonical(absolute(relative), code);
    return !code && holds(target.string()) && fs::is_regular_file(target, code);
}

Result<PackageFolder::Entry> PackageFolder::examine(const std::string& directory,
                                                    const std::string& name) const {
    Entry entry{name, joined(directory, name), false};
    const std::string path = absolute(entry.relative);
    std::error_code code;
    const fs::file_status own = fs::symlink_status(path, code);
    if (code) {
        return fail(ErrorCode::unreadable,
                    "cannot look at " + shown(entry.relative) + ": " + code.message());
    }
    fs::file_status status = own;
    if (own.type() == fs::file_type::symlink) {
        const fs::path target = fs::canonical(path, code);
        if (code) {
            return fail(ErrorCode::invalid_package,
                        shown(entry.relative) + " is a link that leads nowhere (" + code.message() +
                            "): remove it or add what it names");
        }
        if (!holds(target.string())) {
            return fail(
                ErrorCode::invalid_package,
                shown(entry.relative) + " is a link out of the package: put the file itself there");
        }
        status = fs::status(target, code);
    }
    entry.is_directory = status.type() == fs::file_type::directory;
    if (!entry.is_directory && status.type() != fs::file_type::regular) {
        return fail(ErrorCode::invalid_package,
                    shown(entry.relative) + " is neither a file nor a folder: remove it");
    }
    return entry;
}

// What is no file and no folder may be a link that does not count as one: say so.
Result<void> PackageFolder::refuse_bad_link(const std::string& relative) const {
    std::error_code code;
    if (!fs::is_symlink(fs::symlink_status(absolute(relative), code))) return {};
    const std::size_t slash = relative.rfind('/');
    auto entry = slash == std::string::npos
                     ? examine("", relative)
                     : examine(relative.substr(0, slash), relative.substr(slash + 1));
    if (!entry) return tl::unexpected<Error>(entry.error());
    return {};
}

Result<std::vector<PackageFolder::Entry>> PackageFolder::list(const std::string& relative) const {
    std::vector<Entry> out;
    if (!has_directory(relative)) {
        auto link = refuse_bad_link(relative);
        if (!link) return tl::unexpected<Error>(link.error());
        return out;
    }
    std::error_code code;
    fs::directory_iterator at(absolute(relative), code);
    for (; !code && at != fs::directory_iterator(); at.increment(code)) {
        const std::string name = at->path().filename().string();
        if (name.front() == '.' || name.front() == '-') continue;
        if (!is_utf8(name) || holds_control(name)) {
            return fail(ErrorCode::invalid_package,
                        named(relative) + " holds a file whose name is not UTF-8 or has control " +
                            "characters ('" + shown(name) + "'): rename it");
        }
        if (out.size() >= folder_entries_max) {
            return fail(ErrorCode::invalid_package, named(relative) + " holds more than " +
                                                        std::to_string(folder_entries_max) +
                                                        " files");
        }
        auto entry = examine(relative, name);
        if (!entry) return tl::unexpected<Error>(entry.error());
        out.push_back(std::move(*entry));
    }
    if (code) {
        return fail(ErrorCode::unreadable,
                    "cannot list " + named(relative) + ": " + code.message());
    }
    std::sort(out.begin(), out.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return out;
}

Result<void> PackageFolder::enter(const std::string& relative, Trail& trail) const {
    const auto refuse = [&relative](const std::string& why) {
        return fail(ErrorCode::invalid_package, named(relative) + why);
    };
    std::error_code code;
    const std::string canonical = fs::canonical(absolute(relative), code).string();
    if (code) {
        return fail(ErrorCode::unreadable,
                    "cannot open " + named(relative) + ": " + code.message());
    }
    if (std::find(trail.open.begin(), trail.open.end(), canonical) != trail.open.end()) {
        return refuse(" is a link that leads round in a circle: remove it");
    }
    if (trail.open.size() >= folder_depth_max) {
        return refuse(" is nested deeper than " + std::to_string(folder_depth_max) + " folders");
    }
    if (++trail.entered > folders_max) {
        return refuse(": more than " + std::to_string(folders_max) + " folders lie here");
    }
    trail.open.push_back(canonical);
    return {};
}

Result<void> PackageFolder::collect(const std::string& relative, Trail& trail,
                                    std::vector<Entry>& out) const {
    auto entered = enter(relative, trail);
    if (!entered) return entered;
    auto entries = list(relative);
    if (!entries) return tl::unexpected<Error>(entries.error());
    for (Entry& entry : *entries) {
        if (entry.is_directory) {
            auto below = collect(entry.relative, trail, out);
            if (!below) return below;
        } else if (out.size() >= folder_entries_max) {
            return fail(ErrorCode::invalid_package, named(relative) + " holds more than " +
                                                        std::to_string(folder_entries_max) +
                                                        " files");
        } else {
            out.push_back(std::move(entry));
        }
    }
    trail.open.pop_back();
    return {};
}

Result<std::vector<PackageFolder::Entry>> PackageFolder::list_files_below(
    const std::string& relative) const {
    std::vector<Entry> out;
    if (!has_directory(relative)) {
        auto link = refuse_bad_link(relative);
        if (!link) return tl::unexpected<Error>(link.error());
        return out;
    }
    Trail trail;
    auto done = collect(relative, trail, out);
    if (!done) return tl::unexpected<Error>(done.error());
    return out;
}

Result<std::string> PackageFolder::read(const std::string& relative, std::size_t bytes_max) const {
    auto text = read_head(relative, bytes_max + 1);
    if (text && text->size() > bytes_max) {
        return fail(ErrorCode::unreadable,
                    shown(relative) + " is larger than " + std::to_string(bytes_max) + " bytes");
    }
    return text;
}

Result<std::string> PackageFolder::read_head(const std::string& relative,
                                             std::size_t bytes_max) const {
    if (!has_file(relative)) {
        auto link = refuse_bad_link(relative);
        if (!link) return tl::unexpected<Error>(link.error());
        return fail(ErrorCode::not_found, shown(relative) + " is missing in " + shown(root_));
    }
    errno = 0;
    std::ifstream in(absolute(relative), std::ios::binary);
    std::string text(bytes_max, '\0');
    if (in) in.read(text.data(), static_cast<std::streamsize>(bytes_max));
    if (!in && !in.eof()) {
        const std::string why = errno == 0 ? "" : std::string(": ") + std::strerror(errno);
        return fail(ErrorCode::unreadable, "cannot read " + shown(relative) + why);
    }
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

}  // namespace arena::problem
