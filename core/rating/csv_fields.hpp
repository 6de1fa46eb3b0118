// The fields of comma-separated lines (RFC 4180), one line after the other, as views into the text.
//
// Separators and quotes are looked up 64 bytes at a time (with SSE2 where the machine has it), a
// few thousand ahead; a line that has as many fields as expected is then cut without a branch for
// each field, whatever their lengths. A field is copied only when it was quoted; then its view
// lasts until the next line. All inline: this is the hot loop of reading.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
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
    explicit CsvFields(std::string_view text)
        : begin_(text.data()), end_(text.data() + text.size()), at_(begin_) {
        if (text.substr(0, 3) == "\xEF\xBB\xBF") at_ += 3;
        looked_at_ = base_ = at_;
    }

    bool done() const { return at_ >= end_; }
    std::size_t line() const { return line_; }
    std::size_t count() const { return count_; }
    std::string_view field(std::size_t index) const {
        if (!is_cut_) return fields_[index];
        const char* const begin = index == 0 ? cut_begin_ : base_ + cut_stops_[index - 1] + 1;
        const char* const end = index + 1 == count_ ? cut_end_ : base_ + cut_stops_[index];
        return {begin, static_cast<std::size_t>(end - begin)};
    }

    /// May room_bytes before the end of each field and after its beginning be read?
    bool roomy() const { return roomy_; }
    static constexpr std::ptrdiff_t room_bytes = 16;

    /// Does a CR without LF stand in the next line? Then it is really several.
    bool lone_cr_in_line() const {
        const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
        const std::string_view line = rest.substr(0, rest.find('\n'));
        const std::size_t cr = line.find('\r');
        return cr != line.npos && cr + 1 < line.size();
    }

    /// The next line's fields; an error says why not. Blank lines are skipped (count 0 at the end).
    /// `expected`: how many there should be; another number is no error here.
    const char* next(std::size_t expected = 0) {
        if (expected > 1 && (ahead() >= expected || look_ahead(expected)) && cut(expected)) {
            return nullptr;
        }
        do {
            ++line_;
            if (const char* wrong = split()) return wrong;
        } while (blank() && !done());
        if (blank()) count_ = 0;
        return nullptr;
    }

private:
    bool blank() const { return count_ == 1 && fields_[0].empty(); }

    /// A line of `count` unquoted fields; false, and nothing changed, when it is none.
    bool cut(std::size_t count) {
        const std::uint32_t* const stops = stops_.data() + head_;
        if (base_ + stops[0] < at_) return false;  // inside a quoted field before
        for (std::size_t i = 0; i + 1 < count; ++i) {
            if (base_[stops[i]] != ',') return false;
        }
        const char* const end = base_ + stops[count - 1];
        if (*end != '\n') return false;
        roomy_ = at_ - begin_ >= room_bytes && end_ - end >= room_bytes;
        if (!quoted_.empty()) quoted_.clear();
        is_cut_ = true;
        cut_begin_ = at_;
        cut_end_ = end > at_ && end[-1] == '\r' ? end - 1 : end;
        cut_stops_ = stops;
        count_ = count;
        head_ += count;
        at_ = end + 1;
        ++line_;
        return true;
    }

    const char* split() {
        count_ = 0;
        roomy_ = is_cut_ = false;
        if (!quoted_.empty()) quoted_.clear();
        const char* begin = at_;
        while (true) {
            const char* stop = next_stop();
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

    /// The next ',', '\n' or '"' from at_ on, or the end.
    const char* next_stop() {
        while (ahead() > 0 || look_ahead(1)) {
            const char* const stop = base_ + stops_[head_++];
            if (stop >= at_) return stop;  // those before are inside a quoted field
        }
        return end_;
    }

    std::size_t ahead() const { return tail_ - head_; }

    /// Looks up stops until `wanted` are known, and as many more as there is room for; false when
    /// the text has not that many.
    bool look_ahead(std::size_t wanted) {
        const std::size_t kept = ahead();
        const char* const base = kept > 0 ? base_ + stops_[head_] : looked_at_;
        for (std::size_t i = 0; i < kept; ++i) {
            stops_[i] = static_cast<std::uint32_t>(base_ + stops_[head_ + i] - base);
        }
        base_ = base;
        head_ = 0;
        tail_ = kept;
        while (looked_at_ < end_ && tail_ + block_bytes + eight <= stops_.size() &&
               looked_at_ - base_ < look_bytes_max) {
            add_block();
        }
        return tail_ >= wanted;
    }

    void add_block() {
        const auto left = static_cast<std::size_t>(end_ - looked_at_);
        std::uint64_t stops = 0;
        if (left >= block_bytes) {
            stops = stops_in(looked_at_);
        } else {
            char last[block_bytes] = {};
            std::memcpy(last, looked_at_, left);
            stops = stops_in(last);
        }
        const auto offset = static_cast<std::uint32_t>(looked_at_ - base_);
        const auto count = static_cast<std::size_t>(std::popcount(stops));
        for (std::size_t done = 0; done < count;
             done += eight) {  // a branch for eight, not for one
            for (std::size_t i = 0; i < eight; ++i) {
                stops_[tail_ + done + i] =
                    offset + static_cast<std::uint32_t>(std::countr_zero(stops | top_bit));
                stops &= stops - 1;
            }
        }
        tail_ += count;
        looked_at_ += std::min(left, block_bytes);
    }

    /// A bit for each separator or quote of 64 bytes.
    static std::uint64_t stops_in(const char* at) {
        std::uint64_t stops = 0;
#if defined(__SSE2__)
        const __m128i comma = _mm_set1_epi8(','), newline = _mm_set1_epi8('\n'),
                      quote = _mm_set1_epi8('"');
        for (unsigned part = 0; part < 4; ++part) {
            __m128i bytes;
            std::memcpy(&bytes, at + 16 * part, sizeof bytes);
            const __m128i hit = _mm_or_si128(
                _mm_or_si128(_mm_cmpeq_epi8(bytes, comma), _mm_cmpeq_epi8(bytes, newline)),
                _mm_cmpeq_epi8(bytes, quote));
            stops |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(hit))} << 16 * part;
        }
#else
        for (unsigned i = 0; i < block_bytes; ++i) {
            const bool stop = at[i] == ',' || at[i] == '\n' || at[i] == '"';
            stops |= std::uint64_t{stop} << i;
        }
#endif
        return stops;
    }

    static constexpr std::size_t block_bytes = 64;
    static constexpr std::size_t eight = 8;
    static constexpr std::uint64_t top_bit = std::uint64_t{1} << 63;  ///< countr_zero asks no more
    static constexpr std::ptrdiff_t look_bytes_max = 1 << 20;

    const char* begin_;
    const char* end_;
    const char* at_;
    const char* looked_at_ = nullptr;  ///< up to where stops are known
    const char* base_ = nullptr;       ///< what stops_ count from
    std::array<std::uint32_t, 1024> stops_;
    std::size_t head_ = 0, tail_ = 0;  ///< of stops_: those still to come
    std::size_t line_ = 0, count_ = 0;
    bool roomy_ = false;
    bool is_cut_ = false;  ///< then fields lie between stops, else they are in fields_
    const char *cut_begin_ = nullptr, *cut_end_ = nullptr;
    const std::uint32_t* cut_stops_ = nullptr;
    std::array<std::string_view, results_columns_max> fields_;
    std::vector<std::string> quoted_;
};

}  // namespace arena::rating
