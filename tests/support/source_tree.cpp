#include "tests/support/source_tree.hpp"

#include <filesystem>

namespace arena::testing {

std::string source_path(const std::string& inside) {
    return std::string(ARENA_SOURCE_DIR) + "/" + inside;
}

std::string shared_path(const std::string& inside) {
    for (const char* up : {"../shared/", "../../shared/"}) {
        const std::string path = source_path(up + inside);
        std::error_code absent;
        if (std::filesystem::exists(path, absent)) return path;
    }
    return "";
}

}  // namespace arena::testing
