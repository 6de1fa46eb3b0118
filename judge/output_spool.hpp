// stdout of a run that may be larger than memory: its start is kept, and once it is large all of it
// lies in a file without a name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/limits.hpp"
#include "judge/byte_source.hpp"
#include "judge/owned_directory.hpp"

namespace arena {

/// Up to here an output stays in memory.
inline constexpr std::int64_t spool_memory_bytes = 8 * mib;

class OutputSpool {
public:
    /// Takes the next bytes. False when they cannot be kept: error() says why.
    bool take(std::string_view bytes);

    const std::optional<Error>& error() const { return error_; }
    bool in_file() const { return file_.good(); }
    /// All of it, or of what lies in a file the start.
    const std::string& head() const { return head_; }
    /// Where the file can be opened while this lives. REQUIRES: in_file().
    std::string path() const;

private:
    bool move_to_file();

    std::string head_;
    FileDescriptor file_;
    std::optional<Error> error_;
};

}  // namespace arena
