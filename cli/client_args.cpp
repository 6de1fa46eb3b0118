// See client_args.hpp.
#include "cli/client_args.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "cli/value_reader.hpp"
#include "core/match/mode.hpp"

namespace arena::cli {
namespace {

constexpr int seconds_max = 7 * 24 * 3600, part_seconds_max = 24 * 3600, delay_max = 3600;
constexpr int players_max = 100, rows_max = 200;

std::vector<std::string_view> mode_names() {
    std::vector<std::string_view> names;
    for (const match::Mode mode : match::all_modes) names.push_back(match::name(mode));
    return names;
}

/// Exactly as the server spells it, or in any case.
std::string mode_of(ValueReader& reader, const std::string& word, bool overall_too) {
    std::vector<std::string_view> names = mode_names();
    if (overall_too) names.push_back("overall");
    const auto same = [&](std::string_view name) {
        return std::equal(name.begin(), name.end(), word.begin(), word.end(), [](char a, char b) {
            return std::tolower(static_cast<unsigned char>(a)) ==
                   std::tolower(static_cast<unsigned char>(b));
        });
    };
    const auto found = std::find_if(names.begin(), names.end(), same);
    if (found != names.end()) return std::string(*found);
    const std::string near = nearest_name(word, names);
    std::string list;
    for (const std::string_view name : names)
        list += (list.empty() ? "" : ", ") + std::string(name);
    reader.refuse("no mode '" + word + "' (" +
                  (near.empty() ? list : "did you mean " + near + "?") + ")");
    return word;
}

/// The flags that all commands share, and words: at least `least`, at most `most`.
ClientArgs read_client(ValueReader& reader, const CommandLine& line, std::size_t least,
                       std::size_t most) {
    ClientArgs args;
    args.common = read_common(reader, line);
    const char* const named = std::getenv("ARENA_SERVER");
    if (!line.has("--server") && named != nullptr && *named != '\0') {
        auto address = read_server_address("$ARENA_SERVER", named);
        if (address) {
            args.server = *std::move(address);
        } else {
            reader.refuse(address.error().message);
        }
    }
    reader.take("--server", args.server, read_server_address);
    reader.take("--as", args.as, as_text);
    args.json = line.has("--json");
    args.words = line.words;
    const std::string name(line.command->name);
    const bool has_empty = std::any_of(args.words.begin(), args.words.end(),
                                       [](const std::string& word) { return word.empty(); });
    if (args.words.size() < least)
        reader.refuse("arena " + std::string(line.command->usage.front()) + ": " +
                      (least == 1 ? "a word is" : std::to_string(least) + " words are") +
                      " needed (see arena " + name + " --help)");
    if (args.words.size() > most)
        reader.refuse("arena " + name + " does not take '" + args.words[most] + "' (see arena " +
                      name + " --help)");
    if (has_empty) reader.refuse("arena " + name + " does not take an empty word");
    return args;
}

auto some_count(int least, int most) {
    return [=](std::string_view flag, std::string_view text) -> Result<std::optional<int>> {
        auto count = read_count(flag, text, least, most);
        if (!count) return tl::unexpected<Error>(count.error());
        return std::optional(*count);
    };
}

}  // namespace

Result<ClientArgs> read_client_account_args(const CommandLine& line) {
    ValueReader reader(line);
    ClientArgs args = read_client(reader, line, 1, 1);
    reader.take("--password-file", args.password_file, as_text);
    reader.take("--setup-token", args.setup_token, as_text);
    reader.take("--class", args.player_class, as_text);
    return reader.finish(std::move(args));
}

Result<ClientArgs> read_client_bare_args(const CommandLine& line) {
    ValueReader reader(line);
    ClientArgs args = read_client(reader, line, 0, 0);
    return reader.finish(std::move(args));
}

Result<ClientArgs> read_client_name_args(const CommandLine& line) {
    ValueReader reader(line);
    ClientArgs args = read_client(reader, line, 0, 1);
    reader.take("--count", args.count, some_count(1, rows_max));
    return reader.finish(std::move(args));
}

Result<ClientArgs> read_client_mode_args(const CommandLine& line) {
    ValueReader reader(line);
    ClientArgs args = read_client(reader, line, 1, 1);
    if (!args.words.empty()) args.words[0] = mode_of(reader, args.words[0], false);
    if (const auto found = line.values.find("--problem"); found != line.values.end())
        args.problems = found->second;
    reader.take("--duration", args.duration_s, some_count(5, seconds_max));
    reader.take("--part", args.part_s, some_count(2, part_seconds_max));
    reader.take("--players", args.players, some_count(2, players_max));
    reader.take("--spectator-delay", args.spectator_delay_s, some_count(0, delay_max));
    args.hosted = line.has("--hosted");
    args.show_sources = line.has("--show-sources");
    return reader.finish(std::move(args));
}

Result<ClientArgs> read_client_board_args(const CommandLine& line) {
    ValueReader reader(line);
    ClientArgs args = read_client(reader, line, 0, 1);
    if (args.words.empty()) args.words.emplace_back("overall");
    args.words[0] = mode_of(reader, args.words[0], true);
    reader.take("--count", args.count, some_count(1, rows_max));
    return reader.finish(std::move(args));
}

Result<ClientArgs> read_client_code_args(const CommandLine& line) {
    ValueReader reader(line);
    ClientArgs args = read_client(reader, line, 1, 1);
    return reader.finish(std::move(args));
}

Result<ClientArgs> read_client_match_args(const CommandLine& line) {
    ValueReader reader(line);
    ClientArgs args = read_client(reader, line, 0, 1);
    return reader.finish(std::move(args));
}

Result<ClientArgs> read_client_submit_args(const CommandLine& line) {
    ValueReader reader(line);
    ClientArgs args = read_client(reader, line, 2, 3);
    reader.take("--language", args.language, as_text);
    return reader.finish(std::move(args));
}

Result<ClientArgs> read_client_run_args(const CommandLine& line) {
    ValueReader reader(line);
    ClientArgs args = read_client(reader, line, 1, 1);
    reader.take("--language", args.language, as_text);
    return reader.finish(std::move(args));
}

}  // namespace arena::cli
