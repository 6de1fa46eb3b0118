#include "core/problem/copy_package.hpp"

#include <filesystem>

namespace arena::problem {

Result<void> copy_package(const PackageFolder& folder, const std::string& destination,
                          const WriteOptions& options) {
    namespace fs = std::filesystem;
    auto files = folder.list_files_below("");
    if (!files) return tl::unexpected<Error>(files.error());
    for (const PackageFolder::Entry& file : *files) {
        const std::string from = folder.absolute(file.relative);
        std::error_code code;
        const bool executable =
            (fs::status(from, code).permissions() & fs::perms::owner_exec) != fs::perms::none;
        auto written = write_file(destination, {file.relative, {from, ""}, executable}, options);
        if (!written) return written;
    }
    return {};
}

}  // namespace arena::problem
