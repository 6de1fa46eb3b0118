#include "judge/sandbox/bait.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <utility>

namespace arena::sandbox {
namespace {

std::string random_word() {
    unsigned char bytes[12] = {};
    if (::getrandom(bytes, sizeof bytes, 0) < 0) bytes[0] = static_cast<unsigned char>(::getpid());
    std::string word;
    for (unsigned char byte : bytes) {
        word += "0123456789abcdef"[byte / 16];
        word += "0123456789abcdef"[byte % 16];
    }
    return word;
}

bool write_file(const std::string& path, const std::string& text) {
    const Descriptor file(::open(path.c_str(), O_CREAT | O_WRONLY | O_EXCL | O_CLOEXEC, 0666));
    if (!file) return false;
    ::fchmod(file.get(), 0666);  // only the sandbox's walls protect it
    return ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

std::string facts_of(const std::string& path) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts)) return "gone";
    return std::to_string(facts.st_size) + " bytes, mode " + std::to_string(facts.st_mode) +
           ", owner " + std::to_string(facts.st_uid) + ", written " +
           std::to_string(facts.st_mtim.tv_sec) + "." + std::to_string(facts.st_mtim.tv_nsec);
}

Descriptor listen_on(int family, const sockaddr* address, socklen_t length) {
    Descriptor fd(::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!fd || ::bind(fd.get(), address, length) || ::listen(fd.get(), 4)) return Descriptor();
    return fd;
}

Descriptor listen_local(const std::string& name, bool abstract) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (name.size() + 2 > sizeof address.sun_path) return Descriptor();
    std::memcpy(address.sun_path + (abstract ? 1 : 0), name.data(), name.size());
    const std::size_t length =
        offsetof(sockaddr_un, sun_path) + name.size() + static_cast<std::size_t>(1);
    return listen_on(AF_UNIX, reinterpret_cast<const sockaddr*>(&address),
                     static_cast<socklen_t>(length));
}

bool visited(const Descriptor& listener) {
    if (!listener) return false;
    const Descriptor visitor(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    return static_cast<bool>(visitor);
}

/// Whatever else runs on a host may try its ports: only who gives the attack's greeting counts.
bool attacked(const Descriptor& listener) {
    constexpr std::string_view greeting = "arena attack";
    constexpr int patience_ms = 100;
    while (listener) {
        const Descriptor visitor(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!visitor) return false;
        pollfd ready{visitor.get(), POLLIN, 0};
        char said[greeting.size()];
        if (::poll(&ready, 1, patience_ms) <= 0) continue;
        const ssize_t length = ::recv(visitor.get(), said, sizeof said, MSG_DONTWAIT);
        if (length > 0 && std::string_view(said, static_cast<std::size_t>(length)) == greeting)
            return true;
    }
    return false;
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

}  // namespace

Result<std::unique_ptr<Bait>> Bait::lay() {
    std::unique_ptr<Bait> bait(new Bait);
    bait->word_ = "bait" + random_word();
    bait->token_ = random_word();
    Result<TempFolder> around = TempFolder::make(temp_parent());
    if (!around) return tl::unexpected(around.error());
    bait->folder_ = around->path() + "/" + bait->word_;
    bait->around_.emplace(std::move(*around));
    bait->secret_path_ = bait->folder_ + "/secret.txt";
    bait->input_path_ = bait->folder_ + "/input.txt";
    bait->socket_path_ = bait->folder_ + "/service";
    bait->abstract_ = "arena-" + bait->word_;
    if (::mkdir(bait->folder_.c_str(), 0755) || ::chmod(bait->folder_.c_str(), 0755) ||
        !write_file(bait->secret_path_, "\"" + bait->token_ + "\"\n") ||
        !write_file(bait->input_path_, "arena input of a test\n"))
        return fail(ErrorCode::host,
                    "cannot write in " + bait->folder_ + ": " + std::strerror(errno));
    bait->facts_ = facts_of(bait->input_path_);

    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bait->tcp_ = listen_on(AF_INET, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    socklen_t length = sizeof address;
    if (bait->tcp_ &&
        ::getsockname(bait->tcp_.get(), reinterpret_cast<sockaddr*>(&address), &length) == 0)
        bait->port_ = ntohs(address.sin_port);
    bait->abstract_listener_ = listen_local(bait->abstract_, true);
    bait->path_listener_ = listen_local(bait->socket_path_, false);
    if (bait->path_listener_) ::chmod(bait->socket_path_.c_str(), 0777);
    return bait;
}

Bait::~Bait() {
    for (const std::string& path : {secret_path_, input_path_, socket_path_})
        if (!path.empty()) ::unlink(path.c_str());
    if (!folder_.empty()) ::rmdir(folder_.c_str());
}

std::string Bait::fill(std::string text) const {
    replace_all(text, "{secret}", secret_path_);
    replace_all(text, "{secret-folder}", folder_);
    replace_all(text, "{bait-word}", word_);
    replace_all(text, "{port}", std::to_string(port_));
    replace_all(text, "{abstract}", abstract_);
    replace_all(text, "{socket}", socket_path_);
    return text;
}

bool Bait::told(const std::string& text) const {
    return text.find(token_) != std::string::npos;
}

std::string Bait::damage() const {
    const std::string now = facts_of(input_path_);
    if (now != facts_) return "the input file was changed: " + now + " instead of " + facts_;
    if (attacked(tcp_)) return "a TCP service of the host was reached";
    if (visited(abstract_listener_)) return "an abstract socket of the host was reached";
    if (visited(path_listener_)) return "a socket file of the host was reached";
    return "";
}

}  // namespace arena::sandbox
