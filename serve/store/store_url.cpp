#include "serve/store/store_url.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace arena::serve {
namespace {

constexpr std::size_t file_bytes_max = 16 * 1024;

/// "user:password" of postgres://user:password@host/...; libpq's rule: all before the first '@'.
std::string_view user_part(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos || !url.starts_with("postgres")) return {};
    url.remove_prefix(scheme + 3);
    const std::size_t at = url.find('@');
    return at == std::string_view::npos ? std::string_view() : url.substr(0, at);
}

std::string_view password_of(std::string_view url) {
    const std::string_view user = user_part(url);
    const std::size_t colon = user.find(':');
    return colon == std::string_view::npos ? std::string_view() : user.substr(colon + 1);
}

std::string next_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

}  // namespace

bool holds_secret(std::string_view store_url) {
    if (!password_of(store_url).empty()) return true;
    const std::size_t query = store_url.find('?');
    if (query == std::string_view::npos || !store_url.starts_with("postgres")) return false;
    const std::string_view parameters = store_url.substr(query);
    // libpq decodes the names, too: "pass%77ord"
    return parameters.find("pass") != std::string_view::npos ||
           parameters.find('%') != std::string_view::npos;
}

std::string without_secret(std::string text, std::string_view store_url) {
    const std::string_view password = password_of(store_url);
    if (password.empty()) return text;
    for (std::size_t at = 0; (at = text.find(password, at)) != std::string::npos; at += 3)
        text.replace(at, password.size(), "***");
    return text;
}

Result<std::string> read_store_file(int fd) {
    std::string text(file_bytes_max, '\0');
    const ssize_t got = pread(fd, text.data(), text.size(), 0);
    if (got < 0)
        return fail(ErrorCode::unreadable,
                    std::string("the store's file cannot be read: ") + std::strerror(errno));
    std::string_view rest = std::string_view(text).substr(0, static_cast<std::size_t>(got));
    std::string url = next_line(rest);
    if (url.empty()) return fail(ErrorCode::usage, "the store's file has no URL in its first line");
    const std::string password = next_line(rest);
    if (!password.empty()) (void)setenv("PGPASSWORD", password.c_str(), 1);
    return url;
}

Result<int> make_store_file(std::string_view store_url, std::string_view password) {
    const std::string text = std::string(store_url) + "\n" + std::string(password) + "\n";
    const int fd = memfd_create("arena-store", 0);
    if (fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()))
        return fd;
    const int problem = errno;
    if (fd >= 0) close(fd);
    return fail(ErrorCode::host,
                std::string("no file in memory can be made: ") + std::strerror(problem));
}

}  // namespace arena::serve
