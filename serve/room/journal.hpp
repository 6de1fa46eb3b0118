// A match's journal between the store's lines and the machine's events.
#pragma once

#include <vector>

#include "core/error.hpp"
#include "core/match/event.hpp"
#include "serve/store/records.hpp"

namespace arena::serve {

JournalRecord journal_line(const std::string& match_id, const match::Event& event);

/// Error: internal (a line that this program cannot read), naming match and seq.
Result<std::vector<match::Event>> read_journal(const std::vector<JournalRecord>& lines);

}  // namespace arena::serve
