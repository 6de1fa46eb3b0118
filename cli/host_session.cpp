// See host_session.hpp. The default cache folder follows the XDG base directory specification.
#include "cli/host_session.hpp"

#include <sched.h>
#include <unistd.h>
#include <cstdlib>
#include <filesystem>

namespace arena::cli {
namespace {

namespace fs = std::filesystem;

/// Empty when neither XDG_CACHE_HOME nor HOME is an absolute path.
std::string default_cache_folder() {
    for (const auto& [variable, below] :
         {std::pair{"XDG_CACHE_HOME", "/arena"}, std::pair{"HOME", "/.cache/arena"}}) {
        const char* base = std::getenv(variable);  // NOLINT: no thread changes the environment
        if (base != nullptr && base[0] == '/') return std::string(base) + below;
    }
    return "";
}

/// Why `folder` cannot be used; empty when it can.
std::string make_writable(const std::string& folder) {
    std::error_code failed;
    const bool existed = fs::exists(folder, failed);
    fs::create_directories(folder, failed);
    if (failed) return failed.message();
    if (!fs::is_directory(folder, failed)) return "not a folder";
    if (!existed) fs::permissions(folder, fs::perms::owner_all, failed);
    return access(folder.c_str(), W_OK | X_OK) == 0 ? "" : "not writable";
}

}  // namespace

int usable_core_count() {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    if (sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
    const int count = CPU_COUNT(&cores);
    return count > 0 ? count : 1;
}

Result<int> lane_count(std::optional<int> jobs) {
    const int cores = usable_core_count();
    if (!jobs) return cores;
    if (*jobs > cores) {
        return fail(ErrorCode::usage,
                    "--jobs " + std::to_string(*jobs) + " is more than the " +
                        std::to_string(cores) + (cores == 1 ? " core" : " cores") +
                        " that arena may use here; tests at once on one core would disturb each "
                        "other's times");
    }
    return *jobs;
}

Result<std::string> cache_folder(const CacheArgs& args) {
    if (args.off) return std::string();
    if (!args.folder.empty()) {
        const std::string fault = make_writable(args.folder);
        if (fault.empty()) return fs::absolute(args.folder).string();
        return fail(ErrorCode::usage, "--cache " + args.folder + " cannot be used: " + fault);
    }
    const std::string folder = default_cache_folder();
    return folder.empty() || !make_writable(folder).empty() ? std::string() : folder;
}

Result<std::unique_ptr<HostSession>> HostSession::open(const SandboxArgs& args, int lanes) {
    std::unique_ptr<HostSession> session(new HostSession());
    sandbox::SandboxOptions options;
    options.lanes = lanes;
    options.tier = args.tier;
    options.allow_restricted = args.allow_restricted;
    auto opened = sandbox::Sandbox::open(options);
    if (session->interrupt_.raised()) return fail(ErrorCode::interrupted, "interrupted");
    if (!opened) return tl::unexpected<Error>(opened.error());
    session->sandbox_.emplace(*std::move(opened));
    HostSession* self = session.get();
    session->interrupt_.watch([self] { self->sandbox_->cancel_all(); });
    return session;
}

std::vector<Runner*> HostSession::lanes() {
    std::vector<Runner*> lanes;
    for (int i = 0; i < sandbox_->lanes(); ++i) lanes.push_back(&sandbox_->lane(i));
    return lanes;
}

}  // namespace arena::cli
