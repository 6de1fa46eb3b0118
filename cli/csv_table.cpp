#include "cli/csv_table.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace arena::cli {
namespace {

/// Takes one record off `text`; counts the lines it spans. False: a quote is never closed.
bool take_record(std::string_view& text, std::vector<std::string>& cells, int& lines) {
    cells.assign(1, "");
    bool quoted = false;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c == '\n') ++lines;
            if (c != '"') {
                cells.back() += c;
            } else if (at + 1 < text.size() && text[at + 1] == '"') {
                cells.back() += text[++at];
            } else {
                quoted = false;
            }
        } else if (c == '"' && cells.back().empty()) {
            quoted = true;
        } else if (c == ',') {
            cells.emplace_back();
        } else if (c == '\n' || c == '\r') {
            break;
        } else {
            cells.back() += c;
        }
    }
    ++lines;
    if (at < text.size()) at += text.substr(at, 2) == "\r\n" ? 2 : 1;
    text.remove_prefix(at);
    return !quoted;
}

}  // namespace

Result<std::string> read_text_file(const std::string& path, std::size_t bytes_max) {
    std::error_code code;
    const auto status = std::filesystem::status(path, code);
    if (!std::filesystem::exists(status)) {
        return fail(ErrorCode::not_found, "no file '" + path + "'");
    }
    if (std::filesystem::is_directory(status)) {
        return fail(ErrorCode::unreadable, "'" + path + "' is a folder");
    }
    std::ifstream stream(path, std::ios::binary);
    if (!stream) return fail(ErrorCode::unreadable, "cannot read '" + path + "'");
    std::string text;
    std::vector<char> block(1 << 16);
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())),
           stream.gcount() > 0) {
        text.append(block.data(), static_cast<std::size_t>(stream.gcount()));
        if (text.size() > bytes_max) {
            return fail(ErrorCode::unreadable,
                        "'" + path + "' is larger than " + std::to_string(bytes_max) + " bytes");
        }
    }
    return text;
}

Result<CsvTable> CsvTable::read(const std::string& path) {
    const auto text = read_text_file(path);
    if (!text) return tl::unexpected<Error>(text.error());
    CsvTable table;
    table.path_ = path;
    std::string_view rest = *text;
    if (rest.substr(0, 3) == "\xef\xbb\xbf") rest.remove_prefix(3);
    int line = 0;
    while (!rest.empty()) {
        Row row{line + 1, {}};
        if (!take_record(rest, row.cells, line)) return table.wrong(row, "a quote is never closed");
        if (row.cells.size() == 1 && row.cells[0].empty()) continue;
        if (table.header_.empty()) {
            table.header_ = std::move(row.cells);
            continue;
        }
        if (row.cells.size() != table.header_.size()) {
            return table.wrong(row, std::to_string(row.cells.size()) +
                                        " cells where the header has " +
                                        std::to_string(table.header_.size()));
        }
        table.rows_.push_back(std::move(row));
    }
    if (table.header_.empty()) {
        return fail(ErrorCode::unreadable, path + ": empty: a header line is needed");
    }
    return table;
}

std::optional<std::size_t> CsvTable::column(std::initializer_list<std::string_view> names) const {
    for (const std::string_view name : names) {
        const auto found = std::find(header_.begin(), header_.end(), name);
        if (found != header_.end()) return static_cast<std::size_t>(found - header_.begin());
    }
    return std::nullopt;
}

Result<double> CsvTable::number(const Row& row, std::size_t column, double least,
                                double most) const {
    const std::string& text = row.cells[column];
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = code == std::errc() && end == text.data() + text.size();
    if (!whole || !std::isfinite(value) || value < least || value > most) {
        char range[64];
        std::snprintf(range, sizeof range, "%g to %g", least, most);
        return wrong(row, header_[column] + " '" + text + "' is not a number from " + range);
    }
    return value;
}

tl::unexpected<Error> CsvTable::wrong(const Row& row, const std::string& what) const {
    return fail(ErrorCode::unreadable, path_ + ":" + std::to_string(row.line) + ": " + what);
}

tl::unexpected<Error> CsvTable::lacks(const std::string& what) const {
    return fail(ErrorCode::unreadable, path_ + ": the header has no column " + what);
}

}  // namespace arena::cli
