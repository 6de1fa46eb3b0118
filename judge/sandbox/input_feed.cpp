// See input_feed.hpp. A memfd is filled by sendfile, so small files are copied once and inside the
// kernel; a large one is spliced into a pipe as the program reads. A stream can be anything, a
// terminal too, so it goes through a buffer.
#include "judge/sandbox/input_feed.hpp"

#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "core/limits.hpp"

namespace arena::sandbox {
namespace {

constexpr std::int64_t memfd_bytes_max = 16 * mib;
constexpr std::size_t pump_bytes = 256 * 1024;
constexpr std::size_t stream_bytes = 64 * 1024;

template <class... Types>
struct overloaded : Types... {
    using Types::operator()...;
};
template <class... Types>
overloaded(Types...) -> overloaded<Types...>;

Error host_error(const char* what) {
    return Error{ErrorCode::host, std::string(what) + ": " + std::strerror(errno)};
}

Result<Descriptor> new_memfd() {
    Descriptor memory(::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memory) return tl::unexpected(host_error("cannot make an input file"));
    return memory;
}

Result<Descriptor> seal(Descriptor memory) {
    if (::fcntl(memory.get(), F_ADD_SEALS,
                F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) ||
        ::lseek(memory.get(), 0, SEEK_SET) < 0)
        return tl::unexpected(host_error("cannot seal an input file"));
    return memory;
}

Result<Descriptor> memfd_of(const std::string& bytes) {
    Result<Descriptor> memory = new_memfd();
    if (!memory) return memory;
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t wrote = ::write(memory->get(), bytes.data() + done, bytes.size() - done);
        if (wrote <= 0) return tl::unexpected(host_error("cannot write an input file"));
        done += static_cast<std::size_t>(wrote);
    }
    return seal(std::move(*memory));
}

Result<Descriptor> memfd_of(const Descriptor& file, std::int64_t bytes) {
    Result<Descriptor> memory = new_memfd();
    if (!memory) return memory;
    while (bytes > 0) {
        const ssize_t sent =
            ::sendfile(memory->get(), file.get(), nullptr, static_cast<std::size_t>(bytes));
        if (sent < 0) return tl::unexpected(host_error("cannot read an input file"));
        if (sent == 0) break;
        bytes -= sent;
    }
    return seal(std::move(*memory));
}

}  // namespace

Result<InputFeed> InputFeed::open(const Input& input) {
    InputFeed feed;
    // Not the host's /dev/null: where the guest's id is that of the node's owner, it could close it
    // to everybody.
    const auto none = [&](const NoInput&) -> Result<void> {
        Result<Descriptor> memory = memfd_of("");
        if (!memory) return tl::unexpected(memory.error());
        feed.guest_ = std::move(*memory);
        return {};
    };
    const auto bytes = [&](const InputBytes& given) -> Result<void> {
        Result<Descriptor> memory = memfd_of(given.content);
        if (!memory) return tl::unexpected(memory.error());
        feed.guest_ = std::move(*memory);
        return {};
    };
    const auto file = [&](const InputFile& given) -> Result<void> {
        Descriptor from = open_file(given.host_path, O_RDONLY | O_NONBLOCK);
        struct stat status {};
        if (!from || ::fstat(from.get(), &status))
            return fail(ErrorCode::not_found,
                        "cannot read the input " + given.host_path + ": " + std::strerror(errno));
        if (S_ISREG(status.st_mode) && status.st_size <= memfd_bytes_max) {
            Result<Descriptor> memory = memfd_of(from, status.st_size);
            if (!memory) return tl::unexpected(memory.error());
            feed.guest_ = std::move(*memory);
            return {};
        }
        if (!S_ISREG(status.st_mode))
            return fail(ErrorCode::unreadable, "the input " + given.host_path + " is no file");
        feed.file_ = std::move(from);
        return feed.open_pipe();
    };
    const auto stream = [&](const InputStream& given) -> Result<void> {
        feed.source_ = given.descriptor;
        return feed.open_pipe();
    };
    const Result<void> opened = std::visit(overloaded{none, bytes, file, stream}, input);
    if (!opened) return tl::unexpected(opened.error());
    return feed;
}

Result<void> InputFeed::open_pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC)) return tl::unexpected(host_error("cannot make a pipe"));
    guest_ = Descriptor(ends[0]);
    pump_ = Descriptor(ends[1]);
    ::fcntl(pump_.get(), F_SETPIPE_SZ, static_cast<int>(pump_bytes));
    ::fcntl(pump_.get(), F_SETFL, O_NONBLOCK);
    return {};
}

pollfd InputFeed::watch_pump() const {
    const bool has_more = file_ || !pending_.empty();
    return {pump_.get(), static_cast<short>(has_more ? POLLOUT : 0), 0};
}

pollfd InputFeed::watch_source() const {
    return {pump_ && pending_.empty() ? source_ : -1, POLLIN, 0};
}

void InputFeed::on_pump(short events) {
    if (events == 0) return;
    if (events & POLLERR)
        pump_.reset();  // the program no longer reads
    else if (file_)
        fill_from_file();
    else
        fill_from_stream();
}

void InputFeed::fill_from_file() {
    const ssize_t sent = ::sendfile(pump_.get(), file_.get(), nullptr, pump_bytes);
    const bool more = sent > 0 || (sent < 0 && (errno == EAGAIN || errno == EINTR));
    if (!more) pump_.reset();  // the end of the file, or the program no longer reads
}

void InputFeed::fill_from_stream() {
    const ssize_t wrote = ::write(pump_.get(), pending_.data(), pending_.size());
    if (wrote > 0)
        pending_.erase(0, static_cast<std::size_t>(wrote));
    else if (wrote < 0 && errno != EAGAIN && errno != EINTR)
        pump_.reset();
}

void InputFeed::on_source(short events) {
    if (events == 0) return;
    pending_.resize(stream_bytes);
    const ssize_t length = ::read(source_, pending_.data(), pending_.size());
    const bool again = length < 0 && (errno == EAGAIN || errno == EINTR);
    pending_.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
    if (length > 0)
        fill_from_stream();
    else if (!again)
        pump_.reset();  // the end, or a terminal that hung up
}

bool InputFeed::awaited() const {
    int unread = 0;
    return source_ >= 0 && pump_ && pending_.empty() &&
           ::ioctl(pump_.get(), FIONREAD, &unread) == 0 && unread == 0;
}

}  // namespace arena::sandbox
