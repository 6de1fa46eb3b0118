// Arguments of `arena serve`.
#pragma once

#include "cli/args.hpp"
#include "serve/settings.hpp"

namespace arena::cli {

struct ServeArgs {
    CommonArgs common;
    serve::ServeSettings settings;  ///< folders and the store as given; the command fills the rest
    std::string cache_folder;
};

/// Errors: usage, naming the flag, the value and what is accepted.
Result<ServeArgs> read_serve_args(const CommandLine& line);
Result<ExitStatus> serve_command(const ServeArgs& args);

}  // namespace arena::cli
