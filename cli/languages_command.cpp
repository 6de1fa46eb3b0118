// `arena languages`: what this host can judge, with versions, and which Debian packages bring the
// rest. JSON: schema "arena.languages", version 1, described in arena-languages(1).
#include <unistd.h>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/printable.hpp"
#include "cli/solution_language.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Row {
    const Language* language;
    LanguageProbe probe;
};

std::string joined(const std::vector<std::string>& words, const std::string& separator) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : separator) + word;
    return out;
}

std::string report_json(const std::vector<Row>& rows) {
    Json document{{"schema", "arena.languages"}, {"version", 1}, {"languages", Json::array()}};
    for (const Row& row : rows) {
        const Language& language = *row.language;
        document["languages"].push_back({{"id", language.id},
                                         {"name", language.name},
                                         {"available", row.probe.available},
                                         {"version", row.probe.version},
                                         {"compiler", row.probe.compiler_path},
                                         {"runtime", row.probe.runtime_path},
                                         {"missing", row.probe.missing},
                                         {"packages", language.packages},
                                         {"aliases", language.aliases},
                                         {"extensions", language.extensions}});
    }
    return json_text(document, 2) + "\n";
}

/// "g++ (Debian 12.2.0-14) 12.2.0" is "g++ 12.2.0" to a reader.
std::string short_version(const std::string& version) {
    std::string out;
    int depth = 0;
    for (const char c : version.substr(0, version.find("  "))) {
        if (c == '(' || c == '[') ++depth;
        const bool doubled = c == ' ' && (out.empty() || out.back() == ' ');
        if (depth == 0 && !doubled) out += c;
        if ((c == ')' || c == ']') && depth > 0) --depth;
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    return out.empty() ? version : out;
}

/// The first two file name endings, and a sign that there are more.
std::string endings(const Language& language, const Screen& screen) {
    std::string out;
    for (std::size_t i = 0; i < language.extensions.size() && i < 2; ++i) {
        out += (i == 0 ? "" : " ") + language.extensions[i];
    }
    if (language.extensions.size() > 2) out += " " + std::string(screen.ellipsis());
    return out;
}

std::string table_text(const std::vector<Row>& rows, const Screen& screen, bool verbose) {
    std::size_t id_columns = 2;
    std::size_t name_columns = 8;
    std::size_t files_columns = 5;
    for (const Row& row : rows) {
        id_columns = std::max(id_columns, display_width(row.language->id));
        name_columns = std::max(name_columns, display_width(row.language->name));
        files_columns = std::max(files_columns, display_width(endings(*row.language, screen)));
    }
    const std::size_t used = 2 + id_columns + 2 + name_columns + 2 + files_columns + 2;
    const auto columns = static_cast<std::size_t>(screen.columns);
    const std::size_t room = columns > used + 10 ? columns - used : 10;
    const auto line = [&](const Row& row, const std::string& last) {
        return "  " + pad_right(row.language->id, id_columns) + "  " +
               pad_right(row.language->name, name_columns) + "  " + last + "\n";
    };
    std::string available;
    std::string missing;
    std::size_t count = 0;
    for (const Row& row : rows) {
        if (row.probe.available) {
            ++count;
            std::string version =
                printable(verbose ? row.probe.version : short_version(row.probe.version));
            if (screen.terminal && !verbose) version = cut_end(version, room, screen.ellipsis());
            available += line(
                row, pad_right(endings(*row.language, screen), files_columns) + "  " + version);
        } else {
            missing += line(
                row, paint(screen, Ink::faint,
                           row.language->packages.empty() ? "no program '" + row.probe.missing + "'"
                                                          : joined(row.language->packages, " ")));
        }
    }
    std::string out;
    if (!available.empty()) {
        out += paint(screen, Ink::strong, "Languages of this machine") + "\n" + available;
    }
    if (!missing.empty()) {
        out += (out.empty() ? "" : "\n") + paint(screen, Ink::strong, "Not here") +
               paint(screen, Ink::faint, ", and the Debian packages that bring them") + "\n" +
               missing;
    }
    return out + "\n" + std::to_string(count) + " of " + std::to_string(rows.size()) +
           " languages can be judged here\n";
}

}  // namespace

Result<ExitStatus> languages_command(const LanguagesArgs& args) {
    const auto table = language_table(args.languages_folder);
    if (!table) return tl::unexpected<Error>(table.error());
    std::vector<Row> rows;
    for (const Language& language : table->all()) rows.push_back({&language, probe(language)});
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    const auto written = write_all(
        STDOUT_FILENO, args.format == Format::json ? report_json(rows)
                                                   : table_text(rows, screen, args.common.verbose));
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
