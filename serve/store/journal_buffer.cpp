#include "serve/store/journal_buffer.hpp"

#include <algorithm>
#include <bit>

#include "serve/store/row_readers.hpp"

namespace arena::serve {
namespace {

constexpr std::size_t rows_max = 64;       // of one statement
constexpr std::size_t known_max = 20'000;  // matches remembered; then all are forgotten
constexpr std::size_t columns = 5;

/// The INSERT of `rows` lines. Powers of two only, so that few texts are ever prepared.
std::string insert_text(std::size_t rows) {
    std::string text = "INSERT INTO events (match_id, seq, at_ms, kind, json) VALUES ";
    for (std::size_t row = 0; row < rows; ++row) {
        text += row == 0 ? "(" : ", (";
        for (std::size_t column = 1; column <= columns; ++column) {
            text += (column == 1 ? "$" : ", $") + std::to_string(row * columns + column);
        }
        text += ')';
    }
    return text + " ON CONFLICT (match_id, seq) DO NOTHING";
}

Error forked(const JournalRecord& event, const std::string& why) {
    return {ErrorCode::internal, "match " + event.match_id + ": event " +
                                     std::to_string(event.seq) + " cannot be appended: " + why};
}

/// Is exactly this line in the database?
Result<bool> is_stored(SqlConnection& sql, const JournalRecord& event) {
    auto found =
        sql.execute("SELECT kind, json, at_ms FROM events WHERE match_id = $1 AND seq = $2",
                    {event.match_id, event.seq});
    if (!found) return tl::unexpected(found.error());
    return !found->empty() && found->text(0, 0) == event.kind && found->text(0, 1) == event.json &&
           found->integer(0, 2) == event.at_ms;
}

}  // namespace

Result<void> JournalBuffer::add(SqlConnection& sql, const JournalRecord& event) {
    auto last = written_.find(event.match_id);
    if (last == written_.end()) {
        const auto known = known_.find(event.match_id);
        const bool is_next = known != known_.end() && known->second + 1 == event.seq;
        auto seq = is_next ? Result<std::int64_t>(known->second) : last_seq(sql, event.match_id);
        if (!seq) return tl::unexpected(seq.error());
        last = written_.emplace(event.match_id, *seq).first;
    }
    if (event.seq == last->second + 1) {
        held_.push_back(event);
        last->second = event.seq;
        return {};
    }
    if (event.seq < 1 || event.seq > last->second) {
        return tl::unexpected(forked(event, "the last one is " + std::to_string(last->second)));
    }
    if (auto flushed = flush(sql); !flushed) return flushed;
    auto stored = is_stored(sql, event);
    if (!stored) return tl::unexpected(stored.error());
    if (!*stored) return tl::unexpected(forked(event, "another one has that number"));
    return {};
}

Result<std::int64_t> JournalBuffer::last_seq(SqlConnection& sql, const std::string& match_id) {
    auto found = first_row(
        sql.execute("SELECT (SELECT COALESCE(MAX(seq), 0) FROM events WHERE match_id = $1)"
                    " FROM matches WHERE id = $1",
                    {match_id}),
        first_integer);
    if (!found) return tl::unexpected(found.error());
    if (!*found) return fail(ErrorCode::not_found, "no match " + match_id);
    return **found;
}

Result<void> JournalBuffer::flush(SqlConnection& sql) {
    for (std::size_t from = 0; from < held_.size();) {
        const std::size_t count = std::bit_floor(std::min(rows_max, held_.size() - from));
        if (auto wrote = write(sql, from, count); !wrote) return wrote;
        from += count;
    }
    held_.clear();
    return {};
}

Result<void> JournalBuffer::write(SqlConnection& sql, std::size_t from, std::size_t count) {
    static const auto texts = [] {
        std::map<std::size_t, std::string> all;
        for (std::size_t rows = 1; rows <= rows_max; rows *= 2) all[rows] = insert_text(rows);
        return all;
    }();
    std::vector<SqlValue> values;
    values.reserve(count * columns);
    for (std::size_t index = from; index < from + count; ++index) {
        const JournalRecord& event = held_[index];
        values.insert(values.end(),
                      {event.match_id, event.seq, event.at_ms, event.kind, event.json});
    }
    auto wrote = sql.execute(texts.at(count), values);
    if (!wrote) return tl::unexpected(wrote.error());
    if (wrote->changed() == static_cast<std::int64_t>(count)) return {};
    for (std::size_t index = from; index < from + count; ++index) {
        auto stored = is_stored(sql, held_[index]);
        if (!stored) return tl::unexpected(stored.error());
        if (!*stored) {
            return tl::unexpected(forked(held_[index], "another writer has taken that number"));
        }
    }
    return {};
}

void JournalBuffer::committed() {
    if (known_.size() + written_.size() > known_max) known_.clear();
    for (const auto& [match_id, seq] : written_) known_[match_id] = seq;
    written_.clear();
}

void JournalBuffer::rolled_back() {
    held_.clear();
    for (const auto& [match_id, seq] : written_) known_.erase(match_id);
    written_.clear();
}

}  // namespace arena::serve
