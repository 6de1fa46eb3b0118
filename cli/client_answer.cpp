#include "cli/client_answer.hpp"

#include <unistd.h>

#include "cli/terminal.hpp"

namespace arena::cli {

Result<ExitStatus> print_answer(const std::string& text) {
    const auto written = write_all(STDOUT_FILENO, text);
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
