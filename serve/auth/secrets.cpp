#include "serve/auth/secrets.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "judge/content_hash.hpp"
#include "serve/ids.hpp"

namespace arena::serve {

Result<std::vector<std::string>> read_keys(const std::string& path) {
    std::ifstream file(path);
    if (!file) return fail(ErrorCode::not_found, path + ": no such file of secrets");
    std::vector<std::string> keys;
    for (std::string line; std::getline(file, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty()) continue;
        if (line.size() < secret_bytes_min) {
            return fail(ErrorCode::usage, path + ": a secret has at least " +
                                              std::to_string(secret_bytes_min) +
                                              " bytes; make one by: openssl rand -hex 32");
        }
        keys.push_back(line);
    }
    if (keys.empty()) {
        return fail(ErrorCode::usage,
                    path + ": holds no secret; make one by: openssl rand -hex 32");
    }
    return keys;
}

namespace {

constexpr mode_t others = S_IRWXG | S_IRWXO;

tl::unexpected<Error> cannot(const std::string& what, const std::string& path) {
    return fail(ErrorCode::host, path + ": cannot be " + what + ": " + std::strerror(errno));
}

/// Writes a new secret under another name and links it to its own, so that a crash leaves all of
/// it or nothing, and two servers that start together get one.
Result<void> make_secret(const std::string& path) {
    const std::string draft = path + "." + std::to_string(getpid());
    const int file = open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return cannot("made", draft);
    const std::string text = random_token() + "\n";
    const bool is_written =
        write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        fsync(file) == 0;
    close(file);
    const bool is_there = is_written && (link(draft.c_str(), path.c_str()) == 0 || errno == EEXIST);
    const int problem = errno;
    unlink(draft.c_str());
    errno = problem;
    if (!is_there) return cannot("made", path);
    return {};
}

Result<std::vector<std::string>> own_keys(const std::string& folder, const std::string& name) {
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (problem) {
        return fail(ErrorCode::host, folder + ": cannot be made: " + problem.message());
    }
    if (chmod(folder.c_str(), S_IRWXU) != 0) return cannot("made private", folder);
    const std::string path = folder + "/" + name;
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
        if (auto made = make_secret(path); !made) return tl::unexpected(made.error());
    } else if ((status.st_mode & others) != 0) {
        return fail(ErrorCode::unreadable,
                    path + ": others may read this secret; run: chmod 600 " + path);
    }
    return read_keys(path);
}

Result<std::vector<std::string>> keys_of(const std::string& data_directory,
                                         const Environment& environment,
                                         const std::string& variable, const std::string& name) {
    if (const auto path = environment(variable)) {
        auto keys = read_keys(*path);
        if (!keys) return fail(keys.error().code, variable + ": " + keys.error().message);
        return keys;
    }
    return own_keys(data_directory + "/secrets", name);
}

}  // namespace

Result<Secrets> load_secrets(const std::string& data_directory, const Environment& environment) {
    auto jwt = keys_of(data_directory, environment, "ARENA_JWT_SECRET_FILE", "jwt");
    if (!jwt) return tl::unexpected(jwt.error());
    auto refresh = keys_of(data_directory, environment, "ARENA_REFRESH_SECRET_FILE", "refresh");
    if (!refresh) return tl::unexpected(refresh.error());
    Secrets secrets;
    for (const std::string& key : *jwt) {
        // Eight digits of the hash name the key and tell nothing of its 256 bits.
        secrets.jwt_keys.push_back({sha256_hex("arena key " + key).substr(0, 8), key});
    }
    secrets.refresh_secret = refresh->front();
    return secrets;
}

}  // namespace arena::serve
