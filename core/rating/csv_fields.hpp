// The fields of comma-separated lines (RFC 4180), one line after the other, as views into the text.
//
// Separators are found 16 bytes at a time where the machine has SSE2. A field is copied only when
// it was quoted; then its view lasts until the next line. All inline: this is the hot loop of
// reading.
#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "core/rating/results.hpp"

namespace arena::rating {

/// Splits the lines of a text into fields.
class CsvFields {
public:
    explicit CsvFields(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {
        if (text.substr(0, 3) == "\xEF\xBB\xBF") at_ += 3;
    }

    bool done() const { return at_ >= end_; }
    std::size_t line() const { return line_; }
    std::size_t count() const { return count_; }
    std::string_view field(std::size_t index) const { return fields_[index]; }

    /// The next line's fields; an error says why not. Blank lines are skipped (count 0 at the end).
    const char* next() {
        do {
            ++line_;
            if (const char* wrong = split()) return wrong;
        } while (count_ == 1 && fields_[0].empty() && !done());
        if (count_ == 1 && fields_[0].empty()) count_ = 0;
        return nullptr;
    }

private:
    const char* split() {
        count_ = 0;
        quoted_.clear();
        const char* begin = at_;
        while (true) {
            const char* stop = find_stop(at_);
            if (stop < end_ && *stop == '"') {
                if (stop != begin) return "a quote stands inside a field";
                if (const char* wrong = quoted(begin)) return wrong;
                stop = at_;
            } else {
                if (count_ == results_columns_max) return "there are more than 64 columns";
                fields_[count_++] = {begin, static_cast<std::size_t>(stop - begin)};
            }
            const bool more = stop < end_ && *stop == ',';
            at_ = stop < end_ ? stop + 1 : end_;
            begin = at_;
            if (!more) break;
        }
        std::string_view& last = fields_[count_ - 1];
        if (!last.empty() && last.back() == '\r') last.remove_suffix(1);
        return nullptr;
    }

    /// A quoted field; leaves at_ on the separator after it.
    const char* quoted(const char* begin) {
        if (count_ == results_columns_max) return "there are more than 64 columns";
        std::string value;
        const char* at = begin + 1;
        while (true) {
            if (at >= end_ || *at == '\n') return "a quoted field has no end on its line";
            if (*at == '"' && at + 1 < end_ && at[1] == '"') {
                value += '"';
                at += 2;
            } else if (*at == '"') {
                ++at;
                break;
            } else {
                value += *at++;
            }
        }
        if (at < end_ && *at == '\r') ++at;
        if (at < end_ && *at != ',' && *at != '\n') return "text follows a closing quote";
        if (quoted_.capacity() == 0) quoted_.reserve(results_columns_max);
        quoted_.push_back(std::move(value));
        fields_[count_++] = quoted_.back();
        at_ = at;
        return nullptr;
    }

    /// The first ',', '\n' or '"' from `from` on, or the end.
    const char* find_stop(const char* from) const {
#if defined(__SSE2__)
        const __m128i comma = _mm_set1_epi8(','), newline = _mm_set1_epi8('\n'),
                      quote = _mm_set1_epi8('"');
        while (end_ - from >= 16) {
            __m128i block;
            std::memcpy(&block, from, sizeof block);
            const __m128i hit = _mm_or_si128(
                _mm_or_si128(_mm_cmpeq_epi8(block, comma), _mm_cmpeq_epi8(block, newline)),
                _mm_cmpeq_epi8(block, quote));
            const auto mask = static_cast<unsigned>(_mm_movemask_epi8(hit));
            if (mask != 0) return from + __builtin_ctz(mask);
            from += 16;
        }
#endif
        while (from < end_ && *from != ',' && *from != '\n' && *from != '"') ++from;
        return from;
    }

    const char* at_;
    const char* end_;
    std::size_t line_ = 0, count_ = 0;
    std::array<std::string_view, results_columns_max> fields_;
    std::vector<std::string> quoted_;
};

}  // namespace arena::rating
