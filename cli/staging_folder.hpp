// A folder that is being filled beside the place where it is to stand, and takes that place by one
// rename, or is removed: a failed import leaves no half package.
#pragma once

#include <string>

#include "core/error.hpp"

namespace arena::cli {

/// Error: usage, when `destination` would lie in the folder `source`, which is being read.
Result<void> refuse_destination_inside(const std::string& destination, const std::string& source);

class StagingFolder {
public:
    /// Makes ".arena-XXXXXX" beside `destination`. Errors: usage (`destination` is there already,
    /// or its parent is no folder that can be written).
    static Result<StagingFolder> beside(const std::string& destination);
    /// The same for a destination that may be there, whose parts are moved in one by one.
    static Result<StagingFolder> beside_what_is_there(const std::string& destination);

    StagingFolder(StagingFolder&& other) noexcept;
    StagingFolder& operator=(StagingFolder&&) = delete;
    ~StagingFolder();

    const std::string& path() const { return path_; }
    const std::string& destination() const { return destination_; }

    /// A new folder in it.
    std::string inner(const std::string& name) const;

    /// Gives the inner folder `name` the destination's name. Error: host.
    Result<void> commit(const std::string& name);

private:
    StagingFolder(std::string path, std::string destination)
        : path_(std::move(path)), destination_(std::move(destination)) {}

    std::string path_, destination_;
};

}  // namespace arena::cli
