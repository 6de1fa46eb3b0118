// What a fit of all games says besides ratings: players held at given ratings, the home advantage
// and the draw rate that were found, and the likelihood of superiority (LOS) of each over each
// other.
#pragma once

#include <string>
#include <vector>

#include "core/rating/book.hpp"

namespace arena::cli {

/// A line of the list.
struct RatedRow {
    rating::PlayerId player = 0;
    rating::Skill skill;
    rating::Tally tally;
};

/// "NAME=RATING" each, the last '=' counts. Errors: usage (no number, nobody of that name, twice,
/// a system without anchors).
Result<void> hold_anchors(rating::Book& book, const std::vector<std::string>& anchors);

/// Empty when the system finds nothing but skills.
std::string findings_text(const rating::System& system);

/// Percent that the player of the row is stronger than the one of the column.
std::string superiority_text(const rating::Book& book, const rating::System& system,
                             const std::vector<RatedRow>& rows);
/// The same as chances from 0 to 1, names in the heading.
std::string superiority_csv(const rating::Book& book, const rating::System& system,
                            const std::vector<RatedRow>& rows);

/// A field for a comma-separated file (RFC 4180).
std::string csv_field(std::string_view text);

}  // namespace arena::cli
