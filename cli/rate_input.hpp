// Files of results, mapped into memory and handed to a book or a history.
#pragma once

#include <string>

#include "cli/output_file.hpp"
#include "cli/rate_args.hpp"
#include "core/rating/book.hpp"

namespace arena::cli {

/// The system named, or the default, with --set applied. Error: usage.
Result<rating::Settings> settings_of(const RateArgs& args);

/// All events of all files into the book, settled. Errors: not_found, unreadable, the system's.
Result<void> read_into(rating::Book& book, const RateArgs& args);

/// The book of a command: from --state where it exists, with all files rated. Errors: as
/// read_into; usage (an output is another file of the command); not_found (no results, no state).
Result<rating::Book> rated_book(const RateArgs& args);

struct LoadedResults {
    rating::Roster players, modes;
    rating::History history;
};

/// All events of all files, unrated. Errors: as rated_book.
Result<LoadedResults> load_results(const RateArgs& args);

/// A report to --output, or to standard output.
Result<void> put_report(const RateArgs& args, const std::string& text);

/// The same with a second file (none where it has no path), which is written whole beforehand and
/// takes its name last: a report that cannot be written leaves it as it was.
Result<void> put_report_and(const RateArgs& args, const std::string& report, const NamedPath& file,
                            const std::string& text);

}  // namespace arena::cli
