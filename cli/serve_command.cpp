// `arena serve`: folders, then the process tree (serve/supervisor). The exit status is the
// server's.
#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "cli/hidden_store.hpp"
#include "cli/host_session.hpp"
#include "cli/serve_args.hpp"
#include "serve/server.hpp"
#include "serve/supervisor/supervisor.hpp"

namespace arena::cli {
namespace {

namespace fs = std::filesystem;

std::string default_data_folder() {
    if (const char* home = std::getenv("XDG_DATA_HOME"); home && *home)
        return std::string(home) + "/arena";
    if (const char* home = std::getenv("HOME"); home && *home)
        return std::string(home) + "/.local/share/arena";
    return "arena-data";
}

/// The problems of a checkout, else those that were installed.
Result<std::vector<std::string>> default_problems() {
    std::error_code ignored;
    for (const char* folder :
         {"problems", "/usr/local/share/arena/problems", "/usr/share/arena/problems"})
        if (fs::is_directory(folder, ignored)) return std::vector<std::string>{folder};
    return fail(ErrorCode::not_found, "no folder ./problems here: name one with --problems");
}

/// Secrets are in it: nobody else may look.
Result<void> make_data_folder(const std::string& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error || !fs::is_directory(folder))
        return fail(ErrorCode::usage, "--data: the folder '" + folder + "' cannot be made" +
                                          (error ? ": " + error.message() : ""));
    if (::chmod(folder.c_str(), 0700) != 0)
        return fail(ErrorCode::usage, "--data: the folder '" + folder + "' is not ours");
    return {};
}

}  // namespace

Result<ExitStatus> serve_command(const ServeArgs& args) {
    serve::ServeSettings settings = args.settings;
    if (settings.data_folder.empty()) settings.data_folder = default_data_folder();
    settings.data_folder = fs::absolute(settings.data_folder).string();
    const auto made = make_data_folder(settings.data_folder);
    if (!made) return tl::unexpected<Error>(made.error());
    const auto hidden = hide_store(settings);
    if (!hidden) return tl::unexpected<Error>(hidden.error());
    if (settings.problem_folders.empty()) {
        auto problems = default_problems();
        if (!problems) return tl::unexpected<Error>(problems.error());
        settings.problem_folders = *std::move(problems);
    }
    for (std::string& folder : settings.problem_folders) {
        if (!fs::is_directory(folder))
            return fail(ErrorCode::not_found, "--problems: no folder '" + folder + "'");
        folder = fs::absolute(folder).string();
    }
    CacheArgs cache;
    cache.folder = args.cache_folder;
    const auto cache_path = cache_folder(cache);
    if (!cache_path) return tl::unexpected<Error>(cache_path.error());

    serve::SupervisorSettings supervisor;
    supervisor.address = settings.address;
    supervisor.port = settings.port;
    supervisor.workers = settings.workers;
    supervisor.worker.cache_directory = *cache_path;
    supervisor.worker.allow_restricted = settings.allow_restricted;
    supervisor.server_main = [&settings](const serve::ServerInput& input) {
        return serve::server_main(settings, input);
    };
    if (settings.store_fd >= 0) supervisor.server_fds.push_back(settings.store_fd);
    supervisor.listening = [&](int port) {
        const bool is_v6 = settings.address.find(':') != std::string::npos;
        std::printf("arena: listening on http://%s%s%s:%d\n", is_v6 ? "[" : "",
                    settings.address.c_str(), is_v6 ? "]" : "", port);
        std::fflush(stdout);
    };
    const auto status = serve::supervise(supervisor);
    if (!status) return tl::unexpected<Error>(status.error());
    return static_cast<ExitStatus>(*status);
}

}  // namespace arena::cli
