// See journal.hpp.
#include "serve/room/journal.hpp"

#include "core/wire/match_json.hpp"

namespace arena::serve {

JournalRecord journal_line(const std::string& match_id, const match::Event& event) {
    return {match_id, event.seq, event.at_ms, std::string(wire::event_name(event.body)),
            wire::write_event(event)};
}

Result<std::vector<match::Event>> read_journal(const std::vector<JournalRecord>& lines) {
    std::vector<match::Event> events;
    events.reserve(lines.size());
    for (const JournalRecord& line : lines) {
        auto event = wire::read_event(line.json);
        if (!event || event->seq != static_cast<std::int64_t>(events.size()) + 1)
            return fail(ErrorCode::internal,
                        "the journal of match " + line.match_id + " cannot be read at " +
                            std::to_string(line.seq) +
                            (event ? ": a number is missing" : ": " + event.error().message));
        events.push_back(*std::move(event));
    }
    return events;
}

}  // namespace arena::serve
