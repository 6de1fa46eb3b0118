// See client_order.hpp.
#include "cli/client_order.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/command_table.hpp"
#include "core/match/settings.hpp"
#include "core/utf8.hpp"
#include "judge/language.hpp"

namespace arena::cli {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

Result<Order> read_submit(const Words& words, const MatchBoard& board) {
    auto problem = problem_id_of(words[1], board);
    if (!problem) return tl::unexpected<Error>(problem.error());
    std::string language = words.size() > 3 ? words[3] : "";
    if (language.empty() && board.given) language = board.given->language;
    auto source = read_source(words[2], language);
    if (!source) return tl::unexpected<Error>(source.error());
    return Order(order::Submit{*std::move(problem), words[2], *std::move(source)});
}

Result<Order> read_statement(const Words& words, const MatchBoard& board) {
    auto problem = problem_id_of(words[1], board);
    if (!problem) return tl::unexpected<Error>(problem.error());
    return Order(order::Statement{*std::move(problem)});
}

Result<Order> read_save(const Words& words, const MatchBoard& board) {
    if (!board.given) return fail(ErrorCode::usage, "there is no source for you to save");
    return Order(order::Save{words[1]});
}

template <class Plain>
Result<Order> read_plain(const Words&, const MatchBoard&) {
    return Order(Plain{});
}

struct Form {
    std::string_view name;
    std::size_t least, most;  // words, the name included
    std::string_view usage, about;
    Result<Order> (*read)(const Words& words, const MatchBoard& board);
    bool needs_problems = false;
};

constexpr std::size_t any_words = 1000;

constexpr std::array forms{
    Form{"submit", 3, 4, "submit A FILE [LANGUAGE]", "hand in a source", read_submit, true},
    Form{"statement", 2, 2, "statement A", "read a problem and its samples", read_statement, true},
    Form{"save", 2, 2, "save FILE", "sabotage: write the source you were given", read_save, true},
    Form{"say", 2, any_words, "say TEXT", "talk to the match", nullptr},
    Form{"start", 1, 1, "start", "begin, when the room waits for its host",
         read_plain<order::Start>},
    Form{"resign", 1, 1, "resign", "give up", read_plain<order::Resign>},
    Form{"help", 1, 1, "help", "this list", read_plain<order::Help>},
    Form{"quit", 1, 1, "quit", "leave the view; the match goes on without you",
         read_plain<order::Quit>},
};

Words words_of(const std::string& line) {
    std::istringstream stream(line);
    Words words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

}  // namespace

Result<SourceText> read_source(const std::string& path, const std::string& language) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) return fail(ErrorCode::not_found, "no file '" + path + "'");
    if (!fs::is_regular_file(status))
        return fail(ErrorCode::unreadable, "'" + path + "' is no file: one source is handed in");
    const LanguageTable& table = LanguageTable::built_in();
    const auto found = language.empty() ? table.for_file(path) : table.by_name(language);
    if (!found) return tl::unexpected<Error>(found.error());
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return fail(ErrorCode::unreadable, "cannot read '" + path + "'");
    SourceText source{(*found)->id, text.str()};
    if (source.code.empty()) return fail(ErrorCode::usage, "'" + path + "' is empty");
    if (source.code.size() > static_cast<std::size_t>(match::source_bytes_limit))
        return fail(ErrorCode::unreadable, "'" + path + "' is over 64 KiB");
    if (!is_utf8(source.code)) return fail(ErrorCode::unreadable, "'" + path + "' is not UTF-8");
    return source;
}

Result<std::string> problem_id_of(const std::string& word, const MatchBoard& board) {
    if (const BoardProblem* const problem = board.problem_called(word)) return problem->id;
    std::string known;
    for (const BoardProblem& one : board.problems)
        known += (known.empty() ? "" : ", ") + board.letter_of(one.id) + " " + one.id;
    return fail(ErrorCode::usage,
                "no problem '" + word + "' here" + (known.empty() ? "" : " (" + known + ")"));
}

Result<Order> read_order(const std::string& line, const MatchBoard& board) {
    const Words words = words_of(line);
    if (words.empty()) return Order(order::Nothing{});
    std::vector<std::string_view> names;
    for (const Form& form : forms) {
        names.push_back(form.name);
        if (form.name != words.front()) continue;
        if (words.size() < form.least || words.size() > form.most)
            return fail(ErrorCode::usage, "it is: " + std::string(form.usage));
        if (form.read != nullptr) return form.read(words, board);
        const std::size_t text = line.find("say") + 4;
        return Order(order::Say{line.substr(std::min(text, line.size()))});
    }
    const std::string near = nearest_name(words.front(), names);
    return fail(ErrorCode::usage, "no order '" + words.front() + "' (" +
                                      (near.empty() ? "see help" : "did you mean " + near + "?") +
                                      ")");
}

bool needs_problems(const std::string& line) {
    const Words words = words_of(line);
    return !words.empty() && std::any_of(forms.begin(), forms.end(), [&](const Form& form) {
        return form.needs_problems && form.name == words.front();
    });
}

std::vector<std::string> order_help() {
    std::vector<std::string> lines;
    for (const Form& form : forms) {
        std::string line(form.usage);
        line.resize(28, ' ');
        lines.push_back("  " + line + std::string(form.about));
    }
    return lines;
}

}  // namespace arena::cli
