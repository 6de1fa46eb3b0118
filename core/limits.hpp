// Every limit that a sandboxed run is held to, with its default. Units stand last in each name.
#pragma once

#include <cstdint>

namespace arena {

inline constexpr std::int64_t kib = 1024;
inline constexpr std::int64_t mib = 1024 * kib;
inline constexpr std::int64_t ms_in_ns = 1'000'000;
inline constexpr std::int64_t s_in_ns = 1'000'000'000;

/// REQUIRES: every field > 0 (checked at the edge, asserted inside).
struct RunLimits {
    std::int64_t cpu_ns = 10 * s_in_ns;     ///< sum over all processes and threads
    std::int64_t wall_ns = 10 * s_in_ns;    ///< hard wall, from exec to exit
    std::int64_t memory_bytes = 256 * mib;  ///< sum over all processes, tmpfs included
    std::int64_t output_bytes = 8 * mib;    ///< stdout; more is OLE
    std::int64_t error_bytes = 64 * kib;    ///< stderr kept; more is dropped, never a verdict
    std::int64_t file_bytes = 64 * mib;     ///< largest single file (RLIMIT_FSIZE)
    std::int64_t stack_bytes = 256 * mib;   ///< RLIMIT_STACK
    int processes = 64;                     ///< processes and threads together
    int open_files = 256;                   ///< RLIMIT_NOFILE
};

}  // namespace arena
