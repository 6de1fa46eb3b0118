// PGN ("Portable Game Notation", 1994, sections 5, 6 and 8.1): tag pairs only. A tag section after
// moves begins the next game. Comments, in braces or from ; to the end of the line, and lines that
// begin with % are passed over.
#include "core/rating/results.hpp"

namespace arena::rating {
namespace {

struct Game {
    std::string white, black, result, date;
    std::size_t line = 0;
    bool any = false;
};

/// [Name "value"] with \" and \\ escaped; false when the line is no tag.
bool read_tag(std::string_view line, std::string_view& name, std::string& value) {
    if (line.size() < 5 || line.front() != '[' || line.back() != ']') return false;
    const auto space = line.find(' ');
    const auto quote = line.find('"');
    if (space == line.npos || quote == line.npos || quote < space) return false;
    if (line[line.size() - 2] != '"' || quote == line.size() - 2) return false;
    name = line.substr(1, space - 1);
    value.clear();
    for (std::size_t i = quote + 1; i + 2 < line.size(); ++i) {
        if (line[i] == '\\' && i + 3 < line.size()) ++i;
        value += line[i];
    }
    return true;
}

class Reader {
public:
    Reader(const ResultsText& source, const ResultsSink& sink)
        : path_(source.path), sink_(sink), mode_(sink.modes.intern("")) {}

    Result<void> line(std::string_view text, std::size_t number) {
        if (comment_line_ == 0 && !text.empty() && text.front() == '%') return {};
        std::string_view name;
        if (comment_line_ != 0 || !read_tag(text, name, value_)) {
            if (!text.empty()) in_moves_ = true;
            skip_comments(text, number);
            return {};
        }
        if (in_moves_ || (name == "Event" && game_.any)) {
            if (const auto done = finish(); !done) return done;
        }
        in_moves_ = false;
        if (!game_.any) game_.line = number;
        game_.any = true;
        if (name == "White") game_.white = value_;
        if (name == "Black") game_.black = value_;
        if (name == "Result") game_.result = value_;
        if (name == "Date") game_.date = value_;
        return {};
    }

    /// The end of the text. Error: unreadable, when a comment is still open: games would be lost.
    Result<void> end() {
        if (comment_line_ == 0) return finish();
        return fail(ErrorCode::unreadable, path_ + ":" + std::to_string(comment_line_) +
                                               ": the comment that begins here has no }");
    }

    std::size_t games() const { return games_; }

private:
    /// Braces do not nest, and hide a ; as a ; hides them.
    void skip_comments(std::string_view text, std::size_t number) {
        while (!text.empty()) {
            const std::size_t at = comment_line_ != 0 ? text.find('}') : text.find_first_of("{;");
            if (at == text.npos || text[at] == ';') return;
            comment_line_ = text[at] == '{' ? number : 0;
            text.remove_prefix(at + 1);
        }
    }

    Result<void> finish() {
        const Game game = std::move(game_);
        game_ = Game();
        if (!game.any || game.result == "*") return {};
        const auto refuse = [&](const std::string& why) {
            return fail(ErrorCode::unreadable,
                        path_ + ":" + std::to_string(game.line) + ": " + why);
        };
        if (game.white.empty() || game.black.empty()) {
            return refuse("this game names no White or no Black");
        }
        if (game.white.size() > name_bytes_max || game.black.size() > name_bytes_max) {
            return refuse("a name is longer than " + std::to_string(name_bytes_max) + " bytes");
        }
        std::uint32_t ranks[] = {1, 1};
        if (game.result == "1-0") {
            ranks[1] = 2;
        } else if (game.result == "0-1") {
            ranks[0] = 2;
        } else if (game.result != "1/2-1/2") {
            return refuse("the result is 1-0, 0-1, 1/2-1/2 or *, not '" +
                          game.result.substr(0, 40) + "'");
        }
        Event event;
        if (!game.date.empty() && game.date.substr(0, 4) != "????") {
            const auto day = days_of_date(game.date);
            if (!day) return refuse(day.error().message);
            last_day_ = *day;
        }
        const PlayerId players[] = {sink_.players.intern(game.white),
                                    sink_.players.intern(game.black)};
        event.day = last_day_;  // undated games belong to the day of the game before
        event.first = 0;
        event.players = players;
        event.ranks = ranks;
        auto done = check_.check(event, sink_.players);
        if (done) done = sink_.take(event, mode_);
        if (!done) return refuse(done.error().message);
        ++games_;
        return {};
    }

    std::string path_, value_;
    const ResultsSink& sink_;
    PlayerId mode_;
    EventCheck check_;
    Game game_;
    double last_day_ = 0;
    bool in_moves_ = false;
    std::size_t comment_line_ = 0;  ///< where the open { stands; 0: none is open
    std::size_t games_ = 0;
};

}  // namespace

Result<void> read_results_pgn(const ResultsText& source, const ResultsSink& sink) {
    Reader reader(source, sink);
    std::string_view text = source.text;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    for (std::size_t number = 1; !text.empty(); ++number) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.size() > results_line_bytes_max) {
            return fail(ErrorCode::unreadable, std::string(source.path) + ":" +
                                                   std::to_string(number) +
                                                   ": a line is longer than 1 MiB");
        }
        if (const auto done = reader.line(line, number); !done) return done;
    }
    if (const auto done = reader.end(); !done) return done;
    if (reader.games() == 0) {
        return fail(ErrorCode::unreadable, std::string(source.path) + ":1: no finished game in it");
    }
    return {};
}

}  // namespace arena::rating
