#include "serve/store/sql_connection.hpp"

#include <charconv>

#include "core/assert.hpp"
#include "core/utf8.hpp"

namespace arena::serve {
namespace {

template <class T>
T number_of(const std::string& text) {
    T number{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    ARENA_ASSERT(problem == std::errc() && end == text.data() + text.size());
    return number;
}

template <class T>
T read_number(const SqlRows::Cell& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return static_cast<T>(*integer);
    if (const auto* real = std::get_if<double>(&cell)) return static_cast<T>(*real);
    if (const auto* text = std::get_if<std::string>(&cell)) return number_of<T>(*text);
    return T{};
}

}  // namespace

const SqlRows::Cell& SqlRows::cell(std::size_t row, std::size_t column) const {
    ARENA_ASSERT(column < columns_ && row * columns_ + column < cells_.size());
    return cells_[row * columns_ + column];
}

bool SqlRows::is_null(std::size_t row, std::size_t column) const {
    return std::holds_alternative<std::monostate>(cell(row, column));
}

std::int64_t SqlRows::integer(std::size_t row, std::size_t column) const {
    return read_number<std::int64_t>(cell(row, column));
}

double SqlRows::real(std::size_t row, std::size_t column) const {
    return read_number<double>(cell(row, column));
}

std::string SqlRows::text(std::size_t row, std::size_t column) const {
    const Cell& found = cell(row, column);
    if (std::holds_alternative<std::monostate>(found)) return {};
    const auto* text = std::get_if<std::string>(&found);
    ARENA_ASSERT(text != nullptr);
    return *text;
}

Error SqlConnection::note(Failure failure) {
    if (fault_ == SqlFault::none) fault_ = failure.fault;
    const bool is_host = failure.fault == SqlFault::lost || failure.fault == SqlFault::host;
    return {is_host ? ErrorCode::host : ErrorCode::internal, std::move(failure.message)};
}

Result<void> SqlConnection::begin(SqlAccess access) {
    fault_ = SqlFault::none;
    auto begun = do_begin(access);
    if (!begun) return tl::unexpected(note(std::move(begun.error())));
    return {};
}

Result<void> SqlConnection::commit() {
    ARENA_ASSERT(fault_ == SqlFault::none);
    auto committed = do_commit();
    if (!committed) return tl::unexpected(note(std::move(committed.error())));
    return {};
}

void SqlConnection::rollback() {
    do_rollback();
}

Result<SqlRows> SqlConnection::execute(std::string_view sql, std::span<const SqlValue> values) {
    for (const SqlValue& value : values) {
        const auto* text = std::get_if<std::string_view>(&value);
        if (text == nullptr) continue;
        if (text->find('\0') != std::string_view::npos || !is_utf8(*text)) {
            if (fault_ == SqlFault::none) fault_ = SqlFault::refused;
            return fail(ErrorCode::usage, "text that is no UTF-8 or holds a NUL cannot be stored");
        }
    }
    auto rows = do_execute(sql, values);
    if (!rows) return tl::unexpected(note(std::move(rows.error())));
    return std::move(*rows);
}

}  // namespace arena::serve
