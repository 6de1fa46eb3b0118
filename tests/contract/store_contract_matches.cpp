// Store's contract: matches, their journals, submissions.
#include "tests/contract/store_contract.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/store_calls.hpp"

namespace arena::testing {

using serve::JournalRecord;
using serve::PageRequest;
using serve::Session;
using serve::SubmissionRecord;
using serve::SubmissionState;

namespace {

Result<void> add_people(Session& session) {
    for (const char* name : {"Ada", "Bob", "Eve"}) {
        if (auto added = session.add_user(user_named(name)); !added) {
            return tl::unexpected(added.error());
        }
    }
    return {};
}

Result<void> add_duel(Session& session, const std::string& id, std::int64_t created_ms,
                      const std::string& one, const std::string& two) {
    if (auto added = session.add_match(match_named(id, created_ms)); !added) return added;
    if (auto added = session.add_match_player(id, "id-of-" + one); !added) return added;
    return session.add_match_player(id, "id-of-" + two);
}

template <class Records>
std::string ids_of(const Records& records) {
    REQUIRE_OK(records);
    std::string text;
    for (const auto& record : *records) text += record.id + " ";
    return text;
}

/// Continues with the three duels of check_matches.
void check_history(serve::Store& store) {
    for (const char* id : {"m1", "m2"}) {
        must(write(store,
                   [&](Session& s) { return s.update_match_status(id, "finished", 1100, 9000); }));
    }
    must(write(store, [](Session& s) { return s.update_match_status("m3", "aborted", 0, 9000); }));
    const auto history = [&](const std::string& user, PageRequest page) {
        return ids_of(read(store, [&](Session& s) { return s.match_history(user, page); }));
    };
    CHECK(history("", {}) == "m2 m1 ");
    CHECK(history("id-of-Bob", {}) == "m3 m1 ");
    CHECK(history("id-of-Ada", {1, 1}) == "m1 ");
    const auto ended = read(store, [](Session& s) { return s.match_by_id("m1"); });
    CHECK((*ended)->started_ms == 1100);
    CHECK((*ended)->ended_ms == 9000);
    CHECK((*ended)->status == "finished");

    const auto met = [&](const std::string& user, int matches) {
        return *read(store, [&](Session& s) { return s.recent_opponents(user, matches); });
    };
    CHECK(met("id-of-Ada", 5) == std::vector<std::string>{"id-of-Eve", "id-of-Bob"});
    CHECK(met("id-of-Ada", 1) == std::vector<std::string>{"id-of-Eve"});
    CHECK(met("nobody", 5).empty());
    for (const char* problem : {"p1", "p2", "p1"}) {
        must(write(store, [&](Session& s) { return s.mark_seen("id-of-Ada", problem); }));
    }
    CHECK(read(store, [](Session& s) { return s.seen_problems("id-of-Ada"); })->size() == 2);
    CHECK(read(store, [](Session& s) { return s.seen_problems("id-of-Bob"); })->empty());
}

}  // namespace

void check_matches(const DatabaseMaker& make) {
    auto store = open_store(make());
    must(write(*store, [](Session& s) -> Result<void> {
        if (auto added = add_people(s); !added) return added;
        if (auto added = add_duel(s, "m1", 1000, "Bob", "Ada"); !added) return added;
        if (auto added = add_duel(s, "m2", 3000, "Ada", "Eve"); !added) return added;
        if (auto added = add_duel(s, "m3", 2000, "Eve", "Bob"); !added) return added;
        auto room = match_named("m4", 4000);
        room.status = "waiting";
        room.room_code = "BCDFGH";
        room.rematch_of = "m1";
        room.settings_json = "{\"minutes\":5}";
        return s.add_match(room);
    }));
    const auto room = read(*store, [](Session& s) { return s.match_by_code("BCDFGH"); });
    REQUIRE((*room).has_value());
    CHECK((*room)->id == "m4");
    CHECK((*room)->settings_json == "{\"minutes\":5}");
    CHECK((*room)->rematch_of == "m1");
    CHECK((*room)->creator_id == "nobody");
    CHECK_FALSE(read(*store, [](Session& s) { return s.match_by_id("none"); })->has_value());
    CHECK(ids_of(read(*store, [](Session& s) { return s.live_matches(); })) == "m1 m3 m2 m4 ");

    // A code belongs to one live match at a time, and is free again after it.
    const auto same_code = [](Session& s) {
        auto another = match_named("m5", 5000);
        another.room_code = "BCDFGH";
        return s.add_match(another);
    };
    CHECK(write(*store, same_code).error().code == ErrorCode::internal);
    must(write(*store, [](Session& s) { return s.update_match_status("m4", "aborted", 0, 4500); }));
    must(write(*store, same_code));
    CHECK((*read(*store, [](Session& s) { return s.match_by_code("BCDFGH"); }))->id == "m5");

    must(write(*store, [](Session& s) { return s.add_match_player("m1", "id-of-Ada"); }));
    const auto unknown = write(*store, [](Session& s) { return s.add_match_player("mm", "u"); });
    CHECK(unknown.error().code == ErrorCode::not_found);
    CHECK(write(*store, [](Session& s) { return s.add_match_player("m1", "u"); }).error().code ==
          ErrorCode::internal);
    must(write(*store, [](Session& s) { return s.set_match_result("m1", "id-of-Ada", 1, 12.25); }));
    const auto players = read(*store, [](Session& s) { return s.players_of("m1"); });
    REQUIRE(players->size() == 2);
    CHECK((*players)[0].user_name == "Bob");
    CHECK((*players)[0].rank == 0);
    CHECK((*players)[1].user_name == "Ada");
    CHECK((*players)[1].rank == 1);
    CHECK((*players)[1].score == 12.25);

    check_history(*store);
}

void check_journal(const DatabaseMaker& make) {
    auto store = open_store(make());
    must(write(*store, [](Session& s) -> Result<void> {
        if (auto added = s.add_match(match_named("m1")); !added) return added;
        return s.add_match(match_named("m2"));
    }));
    const auto append = [&](const JournalRecord& event) {
        return write(*store, [&](Session& s) { return s.append(event); });
    };
    const auto last_seq = [&] {
        return (*read(*store, [](Session& s) { return s.match_by_id("m1"); }))->last_seq;
    };
    CHECK(last_seq() == 0);
    REQUIRE_OK(append(event_of("m1", 1, "{\"é\":1}")));
    CHECK(append(event_of("m1", 3)).error().code == ErrorCode::internal);
    CHECK(append(event_of("m1", 0)).error().code == ErrorCode::internal);
    CHECK(append(event_of("m1", 1, "another")).error().code == ErrorCode::internal);
    CHECK(append(event_of("none", 1)).error().code == ErrorCode::not_found);
    REQUIRE_OK(append(event_of("m1", 1, "{\"é\":1}")));  // a caller that got no answer
    CHECK(last_seq() == 1);

    // Many at once, of two matches, read back inside the transaction that wrote them.
    must(write(*store, [&](Session& s) -> Result<void> {
        for (std::int64_t seq = 1; seq <= 150; ++seq) {
            if (auto added = s.append(event_of("m1", seq + 1)); !added) return added;
            if (auto added = s.append(event_of("m2", seq)); !added) return added;
        }
        auto events = s.events_since("m2", 140);
        if (!events || events->size() != 10) return fail(ErrorCode::internal, "not yet there");
        auto match = s.match_by_id("m1");
        if (!match || (*match)->last_seq != 151) return fail(ErrorCode::internal, "no last seq");
        return {};
    }));
    const auto events = read(*store, [](Session& s) { return s.events_since("m1", 0); });
    REQUIRE(events->size() == 151);
    for (std::size_t index = 0; index < events->size(); ++index) {
        CHECK((*events)[index].seq == static_cast<std::int64_t>(index) + 1);
    }
    CHECK(events->front().json == "{\"é\":1}");
    CHECK(events->front().at_ms == 1001);
    CHECK(events->front().kind == "tick");
    CHECK(read(*store, [](Session& s) { return s.events_since("m1", 151); })->empty());

    // A job that fails leaves no line behind, and the next one gets the number.
    CHECK_FALSE(write(*store, [](Session& s) -> Result<void> {
        if (auto added = s.append(event_of("m1", 152, "lost")); !added) return added;
        return fail(ErrorCode::usage, "changed its mind");
    }));
    REQUIRE_OK(append(event_of("m1", 152, "kept")));
    CHECK(read(*store, [](Session& s) { return s.events_since("m1", 151); })->at(0).json == "kept");
}

namespace {

SubmissionRecord submission_of(const std::string& id, const std::string& key,
                               std::int64_t received_ms) {
    SubmissionRecord submission;
    submission.id = id;
    submission.match_id = "m1";
    submission.user_id = "id-of-Ada";
    submission.problem_id = "p1";
    submission.language = "cpp20";
    submission.code = "int main() {\n\t\"$1\"; ? ' \\ é\n}\n";
    submission.request_key = key;
    submission.received_ms = received_ms;
    return submission;
}

class SubmissionDesk {
public:
    explicit SubmissionDesk(serve::Store& store) : store_(store) {}

    std::string add(const SubmissionRecord& submission) {
        std::string id;
        must(write(store_, [&](Session& s) -> Result<void> {
            auto stored = s.add_submission(submission);
            if (!stored) return tl::unexpected(stored.error());
            id = stored->id;
            return {};
        }));
        return id;
    }

    bool result(const std::string& id, std::int64_t epoch, const std::string& verdict) {
        bool is_first = false;
        must(write(store_, [&](Session& s) -> Result<void> {
            auto added = s.add_result(id, epoch, verdict, "{}", 50);
            if (!added) return tl::unexpected(added.error());
            is_first = *added;
            return {};
        }));
        return is_first;
    }

    SubmissionRecord get(const std::string& id) {
        auto found = read(store_, [&](Session& s) { return s.submission_by_id(id); });
        REQUIRE_OK(found);
        REQUIRE(found->has_value());
        return **found;
    }

private:
    serve::Store& store_;
};

/// REQUIRES: s2 is judged WA in epoch 0.
void check_rejudge(serve::Store& store, SubmissionDesk& desk) {
    const auto rejudge = [](Session& s) -> Result<void> {
        auto epoch = s.start_rejudge("s2");
        if (!epoch) return tl::unexpected(epoch.error());
        if (*epoch != 1) return fail(ErrorCode::internal, "wrong epoch");
        return {};
    };
    must(write(store, rejudge));
    CHECK(desk.get("s2").state == SubmissionState::queued);
    CHECK(desk.get("s2").verdict == "WA");
    CHECK_FALSE(desk.result("s2", 0, "AC"));
    CHECK(desk.result("s2", 1, "AC"));
    CHECK(desk.get("s2").verdict == "AC");
    const auto unknown = write(store, [](Session& s) -> Result<void> {
        auto epoch = s.start_rejudge("none");
        return epoch ? Result<void>() : tl::unexpected(epoch.error());
    });
    CHECK(unknown.error().code == ErrorCode::not_found);
}

}  // namespace

void check_submissions(const DatabaseMaker& make) {
    auto store = open_store(make());
    must(write(*store, [](Session& s) -> Result<void> {
        if (auto added = add_people(s); !added) return added;
        return s.add_match(match_named("m1"));
    }));
    SubmissionDesk desk(*store);
    CHECK(desk.add(submission_of("s2", "key", 20)) == "s2");
    CHECK(desk.add(submission_of("s9", "key", 90)) == "s2");
    auto of_bob = submission_of("s3", "key", 30);
    of_bob.user_id = "id-of-Bob";
    CHECK(desk.add(of_bob) == "s3");
    auto practice = submission_of("s1", "", 10);
    practice.match_id = "";
    CHECK(desk.add(practice) == "s1");
    CHECK(desk.add(submission_of("s4", "", 40)) == "s4");
    CHECK(desk.get("s1").match_id == "");
    CHECK(desk.get("s2").code == "int main() {\n\t\"$1\"; ? ' \\ é\n}\n");
    CHECK(desk.get("s2").state == SubmissionState::queued);
    const auto unjudged = [&] {
        return ids_of(read(*store, [](Session& s) { return s.unjudged_submissions(); }));
    };
    CHECK(unjudged() == "s1 s2 s3 s4 ");
    CHECK(ids_of(read(*store, [](Session& s) { return s.submissions_of_match("m1"); })) ==
          "s2 s3 s4 ");
    CHECK(ids_of(read(*store, [](Session& s) {
              return s.submissions_of_user("id-of-Ada", {2, 0});
          })) == "s4 s2 ");

    // A result counts once for (submission, epoch), and not for an old epoch.
    must(write(*store,
               [](Session& s) { return s.set_submission_state("s2", SubmissionState::judging); }));
    CHECK(unjudged() == "s1 s2 s3 s4 ");
    CHECK(desk.result("s2", 0, "WA"));
    CHECK_FALSE(desk.result("s2", 0, "AC"));
    CHECK_FALSE(desk.result("s2", 7, "AC"));
    CHECK_FALSE(desk.result("none", 0, "AC"));
    CHECK(desk.get("s2").verdict == "WA");
    CHECK(desk.get("s2").state == SubmissionState::judged);
    CHECK(unjudged() == "s1 s3 s4 ");
    must(write(*store,
               [](Session& s) { return s.set_submission_state("s2", SubmissionState::judging); }));
    CHECK(desk.get("s2").state == SubmissionState::judged);

    check_rejudge(*store, desk);

    for (int round = 0; round < 2; ++round) {
        must(write(*store, [](Session& s) -> Result<void> {
            if (auto added = s.add_dead_letter("s3", 0, "no worker", 60); !added) return added;
            return s.set_submission_state("s3", SubmissionState::dead);
        }));
    }
    CHECK(desk.get("s3").state == SubmissionState::dead);
    CHECK(unjudged() == "s1 s4 ");
}

}  // namespace arena::testing
