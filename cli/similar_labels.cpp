#include "cli/similar_labels.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <unordered_map>

#include "cli/csv_table.hpp"

namespace arena::cli {
namespace {

namespace fs = std::filesystem;
using similarity::Syntax;

constexpr std::size_t tokens_bytes_max = std::size_t{1} << 30U;

/// Token streams by name; the text must outlive them.
Result<std::unordered_map<std::string_view, std::string_view>> streams_of(const std::string& path,
                                                                          std::string_view text) {
    std::unordered_map<std::string_view, std::string_view> streams;
    for (int line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view row = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
        if (row.empty()) continue;
        const std::size_t tab = row.find('\t');
        const std::string at = path + ":" + std::to_string(line) + ": ";
        if (tab == std::string_view::npos || tab == 0) {
            return fail(ErrorCode::unreadable, at + "a line is a name, a tab and tokens");
        }
        const std::string_view tokens = row.substr(tab + 1);
        if (tokens.size() > similarity::source_bytes_max) {
            return fail(ErrorCode::unreadable, at + "more than 16 MiB of tokens");
        }
        if (!streams.emplace(row.substr(0, tab), tokens).second) {
            return fail(ErrorCode::unreadable,
                        at + "'" + std::string(row.substr(0, tab)) + "' comes twice");
        }
    }
    return streams;
}

/// Fingerprints of what labels name, each made once.
class Prints {
public:
    Prints(std::string folder, const SimilarArgs& args) : folder_(std::move(folder)), args_(args) {}

    Result<void> open() {
        const std::string path = folder_ + "tokens.tsv";
        if (!fs::exists(path)) return {};
        auto text = read_text_file(path, tokens_bytes_max);
        if (!text) return tl::unexpected<Error>(text.error());
        text_ = *std::move(text);
        auto streams = streams_of(path, text_);
        if (!streams) return tl::unexpected<Error>(streams.error());
        streams_ = *std::move(streams);
        return {};
    }

    Result<similarity::Fingerprint> of(const std::string& name) {
        const auto known = prints_.find(name);
        if (known != prints_.end()) return known->second;
        auto tokens = tokens_named(name);
        if (!tokens) return tl::unexpected<Error>(tokens.error());
        return prints_[name] = similarity::fingerprint({*tokens});
    }

private:
    Result<std::vector<similarity::Token>> tokens_named(const std::string& name) const {
        const auto stream = streams_.find(name);
        if (stream != streams_.end()) {
            const Syntax* syntax =
                args_.syntax != nullptr ? args_.syntax : similarity::find_syntax("java");
            return similarity::normal_form(stream->second, *syntax);
        }
        const std::string path = name.front() == '/' ? name : folder_ + name;
        const auto text = read_text_file(path, similarity::source_bytes_max);
        if (!text) return tl::unexpected<Error>(text.error());
        const Syntax* syntax = args_.syntax;
        if (syntax == nullptr) syntax = similarity::syntax_for_file(path);
        if (syntax == nullptr) syntax = similarity::find_syntax("plain");
        return tokens_of(*text, *syntax);
    }

    std::string folder_, text_;
    const SimilarArgs& args_;
    std::unordered_map<std::string_view, std::string_view> streams_;
    std::map<std::string, similarity::Fingerprint> prints_;
};

struct Columns {
    std::size_t a, b, label;
    std::optional<std::size_t> set, task, level;
};

Result<Columns> columns_of(const CsvTable& table) {
    const auto a = table.column({"file_a"}), b = table.column({"file_b"});
    const auto label = table.column({"label", "plagiarised", "plagiarized"});
    if (!a || !b || !label) return table.lacks("file_a, file_b and label");
    return Columns{
        *a, *b, *label, table.column({"set"}), table.column({"task"}), table.column({"level"})};
}

std::optional<bool> copied_of(const std::string& text) {
    if (text == "1" || text == "yes" || text == "true") return true;
    if (text == "0" || text == "no" || text == "false") return false;
    return std::nullopt;
}

}  // namespace

Result<LabelledPairs> read_labels(const std::string& path, const SimilarArgs& args) {
    const bool folder = fs::is_directory(path);
    const std::string file = folder ? (fs::path(path) / "labels.csv").string() : path;
    const auto table = CsvTable::read(file);
    if (!table) return tl::unexpected<Error>(table.error());
    const auto columns = columns_of(*table);
    if (!columns) return tl::unexpected<Error>(columns.error());
    std::string beside = fs::path(file).parent_path().string();
    if (!beside.empty()) beside += "/";
    Prints prints(beside, args);
    if (auto done = prints.open(); !done) return tl::unexpected<Error>(done.error());

    using Key = std::pair<std::string, std::string>;  // problem and name: the corpus's order
    std::map<Key, std::size_t> places;
    std::vector<similarity::Submission> submissions;
    std::vector<LabelledPair> pairs;
    std::vector<std::pair<Key, Key>> keys;
    for (const CsvTable::Row& row : table->rows()) {
        const auto cell = [&](std::optional<std::size_t> column) {
            return column ? row.cells[*column] : std::string();
        };
        LabelledPair pair{cell(columns->set), cell(columns->task), cell(columns->level)};
        const auto copied = copied_of(row.cells[columns->label]);
        if (!copied) {
            return table->wrong(row, "a label is 1 or 0, not '" + row.cells[columns->label] + "'");
        }
        pair.copied = *copied;
        const std::string problem = pair.set + "/" + pair.task;
        const std::string &a = row.cells[columns->a], &b = row.cells[columns->b];
        if (a == b) return table->wrong(row, "'" + a + "' is paired with itself");
        for (const std::string& name : {a, b}) {
            if (name.empty()) return table->wrong(row, "a name is empty");
            if (!places.emplace(Key{problem, name}, 0).second) continue;
            auto print = prints.of(name);
            if (!print) return table->wrong(row, print.error().message);
            submissions.push_back({name, problem, "", *std::move(print)});
        }
        keys.push_back({{problem, a}, {problem, b}});
        pairs.push_back(std::move(pair));
    }
    if (pairs.empty()) return fail(ErrorCode::unreadable, file + ": a heading and no pairs");
    std::size_t next = 0;
    for (auto& [key, place] : places) place = next++;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        pairs[i].a = places[keys[i].first];
        pairs[i].b = places[keys[i].second];
    }
    return LabelledPairs{similarity::Corpus(std::move(submissions)), std::move(pairs)};
}

}  // namespace arena::cli
