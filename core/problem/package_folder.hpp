// The files of a package, seen safely: nothing outside the package folder is ever read.
//
// Symbolic links inside the package are followed; one that leads out of it, to nothing, or round in
// a circle is refused by name. Names that begin with '.' or '-' are not there, as the formats ask.
// Names that are not UTF-8 or hold control characters are refused. Devices, pipes and sockets are
// refused. Listings are sorted by bytes, so that no file system's order shows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace arena::problem {

inline constexpr std::size_t folder_entries_max = 100'000;
inline constexpr std::size_t folders_max = 2'000;
inline constexpr std::size_t folder_depth_max = 16;

class PackageFolder {
public:
    struct Entry {
        std::string name;
        std::string relative;  ///< below the package, '/' between parts
        bool is_directory = false;
    };

    /// Errors: not_found, unreadable; invalid_package when it is no folder.
    static Result<PackageFolder> open(const std::string& path);

    const std::string& root() const { return root_; }

    /// Absolute path of `relative`. It may still be a link, whose target was checked by list().
    std::string absolute(const std::string& relative) const;

    bool has_directory(const std::string& relative) const;
    bool has_file(const std::string& relative) const;

    /// What the folder `relative` holds; empty when there is no such folder. Errors: unreadable,
    /// invalid_package (a link out of the package, a name that is not UTF-8, too many entries).
    Result<std::vector<Entry>> list(const std::string& relative) const;

    /// All regular files below `relative`, depth first. Errors: as list().
    Result<std::vector<Entry>> list_files_below(const std::string& relative) const;

    /// Errors: not_found, unreadable (larger than `bytes_max`, too).
    Result<std::string> read(const std::string& relative, std::size_t bytes_max) const;

    /// The folders that a walk stands in, outermost first, with every link resolved.
    struct Trail {
        std::vector<std::string> open;
        std::size_t entered = 0;
    };

    /// Steps into `relative`. Error: invalid_package when the walk stands in that folder already (a
    /// link leads round), is too deep, or has entered too many. Undo: pop Trail::open.
    Result<void> enter(const std::string& relative, Trail& trail) const;

    /// At most `bytes_max` bytes from the front.
    Result<std::string> read_head(const std::string& relative, std::size_t bytes_max) const;

private:
    explicit PackageFolder(std::string root) : root_(std::move(root)) {}
    Result<void> refuse_bad_link(const std::string& relative) const;
    Result<Entry> examine(const std::string& directory, const std::string& name) const;
    Result<void> collect(const std::string& relative, Trail& trail, std::vector<Entry>& out) const;
    bool holds(const std::string& canonical) const;

    std::string root_;  ///< canonical: no link in it
};

}  // namespace arena::problem
