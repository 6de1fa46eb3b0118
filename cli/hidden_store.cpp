// See hidden_store.hpp.
#include "cli/hidden_store.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "serve/store/store_url.hpp"

namespace arena::cli {
namespace {

constexpr const char* file_variable = "ARENA_STORE_FILE";
constexpr const char* password_variable = "PGPASSWORD";

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value ? value : "";
}

/// Must be a file that can be read again: a server that died is started again.
Result<int> open_store_file(const std::string& path, const std::string& named_by) {
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(ErrorCode::usage,
                    named_by + ": the file '" + path + "' cannot be read: " + std::strerror(errno));
    struct stat status {};
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) return fd;
    close(fd);
    return fail(ErrorCode::usage, named_by + ": '" + path + "' is no regular file");
}

std::vector<std::string> own_arguments() {
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(file), {}};
    std::vector<std::string> words;
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = std::min(all.find('\0', at), all.size());
        words.push_back(all.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

/// The same words, but the store's are those of `path`.
std::vector<std::string> with_store_file(const std::vector<std::string>& words,
                                         const std::string& path) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_flag = words[i] == "--store" || words[i] == "--store-file";
        if (is_flag) ++i;
        if (is_flag || words[i].starts_with("--store=") || words[i].starts_with("--store-file="))
            continue;
        out.push_back(words[i]);
    }
    out.insert(out.end(), {"--store-file", path});
    return out;
}

/// Returns only when it cannot.
Error start_again(const std::string& url) {
    const auto file = serve::make_store_file(url, environment(password_variable));
    if (!file) return file.error();
    const auto words = with_store_file(own_arguments(), "/proc/self/fd/" + std::to_string(*file));
    std::vector<char*> arguments;
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    (void)unsetenv(password_variable);
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    // by its name when it has one: that is what `ps` shows of it
    (void)execv(program.c_str(), arguments.data());
    (void)execv("/proc/self/exe", arguments.data());
    return {ErrorCode::host, std::string("the store's password cannot be hidden: ") +
                                 std::strerror(errno) + "; name a file by --store-file"};
}

}  // namespace

Result<void> hide_store(serve::ServeSettings& settings) {
    std::string path = settings.store_file, named_by = "--store-file";
    if (settings.store_url.empty() && path.empty()) {
        path = environment(file_variable);
        named_by = file_variable;
    }
    if (!path.empty()) {
        const auto fd = open_store_file(path, named_by);
        if (!fd) return tl::unexpected<Error>(fd.error());
        settings.store_fd = *fd;
        if (environment(password_variable).empty()) return {};
        auto url = serve::read_store_file(*fd);
        if (!url) return tl::unexpected<Error>(url.error());
        return tl::unexpected<Error>(start_again(*url));
    }
    if (settings.store_url.empty())
        settings.store_url = "sqlite:" + settings.data_folder + "/arena.db";
    const bool is_postgres = settings.store_url.starts_with("postgres");
    if (!serve::holds_secret(settings.store_url) &&
        (!is_postgres || environment(password_variable).empty()))
        return {};
    return tl::unexpected<Error>(start_again(settings.store_url));
}

}  // namespace arena::cli
