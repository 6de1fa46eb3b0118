// What a file's path says about its submission: --by file, --by folder, or a pattern such as
// {problem}/{user}_*.cpp.
//
// A pattern's parts stand for the first parts of the path below a named folder (or of the path as
// given, for a named file); whatever lies deeper belongs to the same submission. Within a part,
// {problem} and {user} stand for one character or more, as few as fit, and * for any number.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace arena::cli {

struct Place {
    std::string submission;  ///< the part of the path that names it
    std::string problem, user;

    friend bool operator==(const Place&, const Place&) = default;
};

class Layout {
public:
    /// Error: usage, for {words} that are unknown and for an empty pattern.
    static Result<Layout> read(const std::string& text);

    /// Of a path relative to a named folder, or as named; empty when the pattern does not fit.
    std::optional<Place> place(const std::string& path) const;

private:
    enum class Kind { file, folder, pattern };
    Kind kind_ = Kind::file;
    std::vector<std::string> parts_;
};

}  // namespace arena::cli
