// Bounded reading, and the place where a file stops being text.
#include "judge/source_text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/utf8.hpp"
#include "judge/amount.hpp"

namespace arena {
Result<std::string> read_source_text(const std::string& path, std::size_t bytes_max) {
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        const ErrorCode code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::unreadable;
        return fail(code, "cannot read '" + path + "': " + std::strerror(errno));
    }
    std::string content;
    char chunk[64 * 1024];
    while (content.size() <= bytes_max && (file.read(chunk, sizeof chunk) || file.gcount() > 0)) {
        content.append(chunk, static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad()) return fail(ErrorCode::unreadable, "cannot read '" + path + "'");
    if (content.size() > bytes_max) {
        return fail(ErrorCode::unreadable, "'" + path + "' is larger than " +
                                               bytes_text(static_cast<std::int64_t>(bytes_max)));
    }
    return content;
}

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = text[at] == '\0' ? 0 : utf8_length(text.substr(at));
        if (length == 0) {
            return 1 + static_cast<std::size_t>(std::count(text.begin(), text.begin() + at, '\n'));
        }
        at += length;
    }
    return std::nullopt;
}

}  // namespace arena
