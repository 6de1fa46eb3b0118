// The buffer that requests are read into. It sees the bytes of a header on their way to the parser,
// which joins folded lines without a word: proxies that do not would see another header (RFC 9112,
// 5.2 has them refused).
#pragma once

#include <cstddef>
#include <string_view>

namespace arena::serve::http {

/// `Buffer`: one of Beast's with contiguous bytes.
template <class Buffer>
class HeaderBuffer : public Buffer {
public:
    /// From now on header bytes come, or others.
    void expect_header(bool is_header) {
        is_header_ = is_header;
        if (is_header) is_folded_ = false;
    }
    /// A line of the header began with a blank.
    bool is_folded() const { return is_folded_; }

    /// As the base's, which Beast calls with what the parser has taken.
    void consume(std::size_t count) {
        const auto bytes = this->data();
        const std::string_view taken(static_cast<const char*>(bytes.data()),
                                     count < bytes.size() ? count : bytes.size());
        const auto has = [&](std::string_view what) {
            return taken.find(what) != std::string_view::npos;
        };
        if (is_header_) is_folded_ = is_folded_ || has("\n ") || has("\n\t");
        Buffer::consume(count);
    }

private:
    bool is_header_ = true, is_folded_ = false;
};

}  // namespace arena::serve::http
