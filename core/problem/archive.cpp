#include "core/problem/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>

#include "core/problem/archive_name.hpp"
#include "core/problem/text.hpp"
#include "core/utf8.hpp"

namespace arena::problem {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_bytes = 256 * 1024;

class Unpacking {
public:
    Unpacking(const std::string& path, const std::string& destination, const ArchiveLimits& limits)
        : path_(path), destination_(destination), limits_(limits) {}

    Result<ArchiveContent> run();

private:
    Result<void> open();
    Result<void> take(archive_entry* entry);
    Result<void> make_folder(const std::string& name);
    Result<void> make_link(const std::string& name, const char* target);
    Result<void> write_file(const std::string& name, archive_entry* entry);
    Result<void> copy_blocks(const std::string& name, int descriptor);
    Result<void> count(const std::string& name, std::int64_t bytes, std::int64_t file_bytes);
    Result<void> check_tar_end() const;
    tl::unexpected<Error> damaged() const;
    std::string place(const std::string& name) const { return destination_ + "/" + name; }

    struct Close {
        void operator()(archive* handle) const { archive_read_free(handle); }
    };

    const std::string& path_;
    const std::string& destination_;
    const ArchiveLimits& limits_;
    std::unique_ptr<archive, Close> handle_;
    std::set<std::string> links_;
    ArchiveContent content_;
    std::size_t entries_ = 0;
    std::int64_t packed_bytes_ = 0;
};

tl::unexpected<Error> Unpacking::damaged() const {
    const char* text = archive_error_string(handle_.get());
    if (text != nullptr && std::strcmp(text, "Unrecognized archive format") == 0) {
        text = "it is no zip or tar, or its end is missing";
    }
    return fail(ErrorCode::unreadable, "cannot unpack " + shown(path_) + ": " +
                                           (text == nullptr ? "it is damaged" : shown(text)));
}

Result<void> Unpacking::open() {
    std::error_code code;
    if (!fs::is_regular_file(path_, code)) {
        return fail(ErrorCode::not_found, "no such archive: " + shown(path_));
    }
    packed_bytes_ = static_cast<std::int64_t>(fs::file_size(path_, code));
    handle_.reset(archive_read_new());
    if (!handle_) return fail(ErrorCode::host, "out of memory for an archive");
    archive_read_support_filter_all(handle_.get());
    // By its directory at the end, never by its entries as they come: a zip that was not written to
    // its end has no directory, and what it lacks would go unnoticed.
    archive_read_support_format_zip_seekable(handle_.get());
    archive_read_support_format_tar(handle_.get());
    if (archive_read_open_filename(handle_.get(), path_.c_str(), block_bytes) != ARCHIVE_OK) {
        return damaged();
    }
    return {};
}

Result<void> Unpacking::count(const std::string& name, std::int64_t bytes,
                              std::int64_t file_bytes) {
    content_.bytes += bytes;
    const auto too_much = [&](const std::string& what) {
        return fail(ErrorCode::invalid_package, shown(path_) + " " + what + " (at '" + shown(name) +
                                                    "'): it looks like a bomb and is refused");
    };
    if (file_bytes > limits_.file_bytes_max) return too_much("holds a file that is too large");
    if (content_.bytes > limits_.bytes_max) return too_much("unpacks to too many bytes");
    if (content_.bytes > limits_.ratio_free_bytes &&
        content_.bytes / std::max<std::int64_t>(packed_bytes_, 1) > limits_.ratio_max) {
        return too_much("unpacks to more than " + std::to_string(limits_.ratio_max) +
                        " times its size");
    }
    return {};
}

Result<void> Unpacking::make_folder(const std::string& name) {
    // Part by part, so that a link that came before is never walked through.
    for (std::size_t at = 0; at != std::string::npos;) {
        at = name.find('/', at + 1);
        const std::string part = name.substr(0, at);
        if (links_.count(part) != 0) {
            return fail(
                ErrorCode::invalid_package,
                "archive entry '" + shown(name) + "' lies below a link ('" + shown(part) + "')");
        }
        if (::mkdir(place(part).c_str(), 0777) == 0) continue;
        const int why = errno;
        std::error_code code;
        if (why == EEXIST && fs::is_directory(place(part), code)) continue;
        if (why == EEXIST) {
            return fail(ErrorCode::invalid_package,
                        "archive entry '" + shown(part) + "' is a file, and a folder, too");
        }
        errno = why;
        return fail(ErrorCode::host,
                    "cannot make folder " + shown(place(part)) + ": " + std::strerror(errno));
    }
    return {};
}

Result<void> Unpacking::make_link(const std::string& name, const char* target) {
    const std::string text = target == nullptr ? "" : target;
    const fs::path resolved = (fs::path(name).parent_path() / text).lexically_normal();
    const std::string inside = resolved.string();
    if (text.empty() || text.front() == '/' || inside == ".." || starts_with(inside, "../") ||
        !is_utf8(text)) {
        return fail(ErrorCode::invalid_package, "archive entry '" + shown(name) +
                                                    "' is a link out of the archive ('" +
                                                    shown(text) + "'): put the file itself there");
    }
    if (::symlink(text.c_str(), place(name).c_str()) != 0) {
        return fail(ErrorCode::invalid_package,
                    "archive entry '" + shown(name) + "' cannot be made: " + std::strerror(errno));
    }
    links_.insert(name);
    return {};
}

Result<void> Unpacking::copy_blocks(const std::string& name, int descriptor) {
    std::int64_t end_before = 0;
    for (;;) {
        const void* data = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        const int status = archive_read_data_block(handle_.get(), &data, &size, &offset);
        if (status == ARCHIVE_EOF) break;
        if (status != ARCHIVE_OK) return damaged();
        const std::int64_t end = offset + static_cast<std::int64_t>(size);
        auto counted = count(name, end - std::min(end, end_before), end);
        if (!counted) return counted;
        end_before = std::max(end, end_before);
        const char* from = static_cast<const char*>(data);
        while (size > 0) {
            const ssize_t written = ::pwrite(descriptor, from, size, offset);
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) {
                return fail(ErrorCode::host,
                            "cannot write " + shown(place(name)) + ": " + std::strerror(errno));
            }
            from += written;
            offset += written;
            size -= static_cast<std::size_t>(written);
        }
    }
    return {};
}

Result<void> Unpacking::write_file(const std::string& name, archive_entry* entry) {
    if (archive_entry_is_data_encrypted(entry) != 0) {
        return fail(ErrorCode::unreadable, shown(path_) + " is encrypted: unpack it yourself");
    }
    const mode_t mode = (archive_entry_perm(entry) & 0111) != 0 ? 0777 : 0666;
    const int descriptor =
        ::open(place(name).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (descriptor < 0) {
        const bool twice = errno == EEXIST || errno == EISDIR;
        return fail(twice ? ErrorCode::invalid_package : ErrorCode::host,
                    "archive entry '" + shown(name) + "' " +
                        (twice ? std::string("is there twice")
                               : std::string("cannot be written: ") + std::strerror(errno)));
    }
    auto copied = copy_blocks(name, descriptor);
    if (::close(descriptor) != 0 && copied) {
        return fail(ErrorCode::host,
                    "cannot write " + shown(place(name)) + ": " + std::strerror(errno));
    }
    ++content_.files;
    return copied;
}

Result<void> Unpacking::take(archive_entry* entry) {
    if (++entries_ > limits_.entries_max) {
        return fail(ErrorCode::invalid_package, shown(path_) + " holds more than " +
                                                    std::to_string(limits_.entries_max) +
                                                    " entries: it looks like a bomb");
    }
    const char* raw = archive_entry_pathname(entry);
    auto name = clean_archive_name(raw == nullptr ? "" : raw);
    if (!name) return tl::unexpected<Error>(name.error());
    if (name->empty()) return {};
    // What a Mac adds to every zip is nobody's data.
    if (starts_with(*name, "__MACOSX/") || *name == "__MACOSX") return {};
    if (archive_entry_hardlink(entry) != nullptr) {
        return fail(ErrorCode::invalid_package,
                    "archive entry '" + shown(*name) + "' is a hard link: put the file there");
    }
    const auto type = archive_entry_filetype(entry);
    if (type == AE_IFDIR) return make_folder(*name);
    const std::size_t slash = name->rfind('/');
    if (slash != std::string::npos) {
        auto made = make_folder(name->substr(0, slash));
        if (!made) return made;
    }
    if (type == AE_IFLNK) return make_link(*name, archive_entry_symlink(entry));
    if (type == AE_IFREG || type == 0) return write_file(*name, entry);
    return fail(ErrorCode::invalid_package,
                "archive entry '" + shown(*name) + "' is neither a file nor a folder");
}

// A tar ends in blocks of zeros. libarchive takes one that stops between two entries for whole; cut
// inside of an entry, or compressed, it fails by itself.
Result<void> Unpacking::check_tar_end() const {
    constexpr std::size_t tar_block = 512;
    const bool is_tar =
        (archive_format(handle_.get()) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_TAR;
    const bool packed = archive_filter_code(handle_.get(), 0) != ARCHIVE_FILTER_NONE;
    if (!is_tar || packed || packed_bytes_ < static_cast<std::int64_t>(tar_block)) return {};
    std::ifstream file(path_, std::ios::binary);
    std::string end(tar_block, '\1');
    file.seekg(packed_bytes_ - static_cast<std::int64_t>(tar_block));
    file.read(end.data(), static_cast<std::streamsize>(end.size()));
    if (end.find_first_not_of('\0') == std::string::npos) return {};
    return fail(ErrorCode::unreadable,
                "cannot unpack " + shown(path_) + ": its end is missing (half written?)");
}

Result<ArchiveContent> Unpacking::run() {
    auto opened = open();
    if (!opened) return tl::unexpected<Error>(opened.error());
    for (;;) {
        archive_entry* entry = nullptr;
        const int status = archive_read_next_header(handle_.get(), &entry);
        if (status == ARCHIVE_EOF) break;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return damaged();
        auto taken = take(entry);
        if (!taken) return tl::unexpected<Error>(taken.error());
    }
    auto whole = check_tar_end();
    if (!whole) return tl::unexpected<Error>(whole.error());
    if (content_.files == 0) {
        return fail(ErrorCode::invalid_package, shown(path_) + " holds no files");
    }
    return content_;
}

}  // namespace

bool is_archive_name(const std::string& path) {
    for (const char* tail : {".zip", ".kpp", ".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2",
                             ".tar.xz", ".tar.zst", ".tar.lz4"}) {
        if (ends_with(path, tail)) return true;
    }
    return false;
}

Result<ArchiveContent> unpack_archive(const std::string& path, const std::string& destination,
                                      const ArchiveLimits& limits) {
    return Unpacking(path, destination, limits).run();
}

}  // namespace arena::problem
