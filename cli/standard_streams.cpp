#include "cli/standard_streams.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>

namespace arena::cli {

void open_standard_streams() {
    // stdout is opened for reading: writing to it fails as it would have, and the number is taken.
    constexpr std::array modes{O_RDONLY, O_RDONLY, O_WRONLY};
    for (int descriptor = 0; descriptor <= STDERR_FILENO; ++descriptor) {
        if (fcntl(descriptor, F_GETFD) >= 0) continue;
        // The lowest free number is this one. It stays open in what we start, like any stream.
        (void)open("/dev/null", modes[static_cast<std::size_t>(descriptor)]);
    }
}

bool stdout_is_closed() {
    const int flags = fcntl(STDOUT_FILENO, F_GETFL);
    return flags < 0 || (flags & O_ACCMODE) == O_RDONLY;
}

}  // namespace arena::cli
