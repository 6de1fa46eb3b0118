// What the store keeps, in the words of the domain. Times are the server's milliseconds since the
// epoch; ids are opaque text made by serve/ids.hpp; JSON stays text here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace arena::serve {

enum class Role { player, setter, organizer, admin };

/// The word for it, as the store and the tokens write it; and back.
std::string_view role_name(Role role);
std::optional<Role> read_role(std::string_view name);

struct UserRecord {
    std::string id;
    std::string name;           ///< as registered; unique without regard to case
    std::string password_hash;  ///< crypt(5): yescrypt, or bcrypt from elsewhere
    Role role = Role::player;
    std::string player_class;  ///< a free word of the profile
    std::int64_t created_ms = 0;
    std::optional<std::int64_t> banned_ms;
};

/// Access tokens of an account that were made until then are void.
struct TokensEnd {
    std::string user_id;
    std::int64_t at_ms = 0;
};

/// One refresh token, known by its SHA-256 only. Tokens of one login form a family.
struct RefreshRecord {
    std::string token_hash;
    std::string family;
    std::string user_id;
    std::int64_t expires_ms = 0;
    std::optional<std::int64_t> rotated_ms;  ///< set when its successor was given out
    bool family_revoked = false;
};

struct RatingRecord {
    std::string user_id, dimension;  ///< a mode's name, or "overall"
    double rating = 1500;
    int games = 0, wins = 0, draws = 0, losses = 0;
};

struct RatingChange {
    std::string user_id, dimension, match_id;
    double before = 0, after = 0;
    std::int64_t at_ms = 0;
};

/// A line of the history, and the place in the match that it was given for.
struct RatedPlace {
    std::string match_id, user_id;
    double before = 0, after = 0;
    int games = 0;  ///< of the player in the dimension before it
    int rank = 0;   ///< of the match's result as it stands
};

struct GameCount {
    int wins = 0, draws = 0, losses = 0;
};

struct MatchRecord {
    std::string id, mode;
    std::string status;         ///< waiting, active, finished, aborted
    std::string settings_json;  ///< core/wire/match_json
    std::string room_code;      ///< of a private room; else empty
    std::string creator_id;
    std::string rematch_of;
    std::int64_t created_ms = 0, started_ms = 0, ended_ms = 0;  ///< 0: not yet
    std::int64_t last_seq = 0;
    std::int64_t spectator_delay_ms = 0;
};

/// Who asks, when: of matches that are over, spectators are shown those whose delay has passed.
struct Onlooker {
    std::string user_id;              ///< sees the own ones at once; empty: nobody
    std::int64_t now_ms = INT64_MAX;  ///< default: everything is shown
};

struct MatchPlayerRecord {
    std::string match_id, user_id, user_name;
    int rank = 0;  ///< 1 = best; 0: not ended
    double score = 0;
};

/// One line of a match's journal. `seq` counts from 1 without gaps.
struct JournalRecord {
    std::string match_id;
    std::int64_t seq = 0, at_ms = 0;
    std::string kind, json;
};

enum class SubmissionState { queued, judging, judged, dead };

struct SubmissionRecord {
    std::string id;
    std::string match_id;  ///< empty: practice
    std::string user_id, problem_id, language, code;
    std::string request_key;  ///< the client's idempotency key; empty: none
    std::int64_t received_ms = 0;
    std::int64_t epoch = 0;  ///< raised by a rejudge; results of an older epoch are ignored
    SubmissionState state = SubmissionState::queued;
    std::string verdict;         ///< empty until judged; a rejudge keeps the old one till the new
    std::string judgement_json;  ///< cpu, memory, failed test's number, messages
};

/// What a page of a listing asks for.
struct PageRequest {
    int limit = 50;  ///< 1..200
    int offset = 0;
};

}  // namespace arena::serve
