// A rating list in the making: players, what each has played, and a system for each mode and for
// all modes together.
//
// Events that name a mode are rated twice: in their mode, and overall. The state is all of it: a
// list saved and read back goes on with the same numbers, to the last bit.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/rating/roster.hpp"
#include "core/rating/system.hpp"

namespace arena::rating {

struct Tally {
    double games = 0, wins = 0, draws = 0, losses = 0;  ///< of duels; contests count as games only
    double last_day = 0;
    double before = 0;  ///< rating before the last event (as far as the system knows it then)
};

struct RatedMode {
    std::unique_ptr<System> system;
    std::vector<Tally> tallies;  ///< by player; shorter when the last ones never played
    double events = 0;

    std::size_t players() const;  ///< who played in it
};

class Book {
public:
    explicit Book(const Settings& settings) : settings_(settings) { (void)mode(""); }

    Roster players, modes;

    const Settings& settings() const { return settings_; }

    /// Rates in the event's mode and overall. Errors: the system's.
    Result<void> take(const Event& event, PlayerId mode);
    Result<void> settle();
    /// In every mode. Error: the system's.
    Result<void> anchor(std::span<const Anchor> anchors);

    /// "" is overall. Null when no event named it.
    const RatedMode* find(std::string_view mode) const;
    RatedMode& mode(std::string_view name);
    std::vector<std::string> mode_names() const;  ///< without ""

private:
    Result<void> rate(RatedMode& in, const Event& event);

    Settings settings_;
    std::map<std::string, RatedMode, std::less<>> rated_;
};

/// Wire: JSON, "arena_rating_state": 1.
std::string state_text(const Book& book);

/// Errors: unreadable, one line: no such state, another version, another system than it says.
Result<Book> read_state(std::string_view text, std::string_view path);

}  // namespace arena::rating
