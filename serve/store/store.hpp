// The store in the words of the domain: accounts, matches and their journals, submissions, ratings.
//
// Every function is written once, in one SQL text that SQLite and PostgreSQL both understand, over
// a SqlConnection. A Session is one connection inside one transaction, used by one thread. Nobody
// outside serve/store knows which database it is.
//
// Text is UTF-8 without NUL: other text is refused (usage).
// Errors: host (the database cannot be reached, the disk is full), internal (a reference to what is
// not there, two rows where one may be), not_found where said.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "serve/store/records.hpp"

namespace arena::serve {

class JournalBuffer;
class SqlConnection;

/// Strand: the store thread that made it. Valid inside Store::read or a write job only.
class Session {
public:
    Session(SqlConnection& sql, JournalBuffer& journal) : sql_(sql), journal_(journal) {}

    // accounts
    /// False: the name is taken (without regard to case).
    Result<bool> add_user(const UserRecord& user);
    Result<std::optional<UserRecord>> user_by_id(std::string_view id);
    Result<std::optional<UserRecord>> user_by_name(std::string_view name);
    Result<void> set_password_hash(std::string_view user_id, std::string_view hash);
    Result<void> set_role(std::string_view user_id, Role role);
    /// Access tokens made until then are void.
    Result<void> end_tokens(std::string_view user_id, std::int64_t at_ms);
    Result<void> set_player_class(std::string_view user_id, std::string_view player_class);
    Result<void> set_banned(std::string_view user_id, std::optional<std::int64_t> at_ms);
    /// Whose tokens ended at or after `at_ms`.
    Result<std::vector<TokensEnd>> tokens_ended_since(std::int64_t at_ms);
    Result<std::int64_t> count_users();
    Result<bool> any_admin();

    // refresh tokens
    Result<void> add_refresh(const RefreshRecord& token);
    Result<std::optional<RefreshRecord>> refresh_by_hash(std::string_view token_hash);
    /// Marks `token_hash` as rotated at `at_ms` unless it was; false: it was before.
    Result<bool> rotate_refresh(std::string_view token_hash, std::int64_t at_ms);
    Result<void> revoke_family(std::string_view family);
    /// All that are revoked and not forgotten.
    Result<std::vector<std::string>> revoked_families();
    /// Revokes all of a user's families (a ban, a new password) and names them.
    Result<std::vector<std::string>> revoke_user(std::string_view user_id);
    /// Forgets tokens that expired before `now_ms`, and the families that have none left.
    Result<void> drop_expired_refresh(std::int64_t now_ms);

    // matches and their journal
    /// Refuses (internal) a room code that a waiting or active match has. `last_seq` is not read.
    Result<void> add_match(const MatchRecord& match);
    Result<void> update_match_status(std::string_view id, std::string_view status,
                                     std::int64_t started_ms, std::int64_t ended_ms);
    Result<std::optional<MatchRecord>> match_by_id(std::string_view id);
    /// The waiting or active match with this code.
    Result<std::optional<MatchRecord>> match_by_code(std::string_view room_code);
    Result<std::vector<MatchRecord>> live_matches();  ///< waiting or active; oldest first
    /// No change when the player is in it already. Errors: not_found (no such match).
    Result<void> add_match_player(std::string_view match_id, std::string_view user_id);
    Result<void> set_match_result(std::string_view match_id, std::string_view user_id, int rank,
                                  double score);
    Result<std::vector<MatchPlayerRecord>> players_of(std::string_view match_id);  ///< as they came
    /// Newest first: the user's finished and aborted matches. An empty user: everybody's finished.
    Result<std::vector<MatchRecord>> match_history(std::string_view user_id, PageRequest page,
                                                   const Onlooker& onlooker = {});
    /// Refuses (internal) a seq that is not the match's last_seq + 1: two writers would fork it.
    /// The very line that is there already is no error, so a caller without an answer may try
    /// again. Lines are written many at a time, at the latest at the commit, which may refuse them
    /// too. Errors: not_found (no such match).
    Result<void> append(const JournalRecord& event);
    /// Events with seq > since, in order.
    Result<std::vector<JournalRecord>> events_since(std::string_view match_id, std::int64_t since);
    /// Opponents of the user's last `matches` matches, newest first.
    Result<std::vector<std::string>> recent_opponents(std::string_view user_id, int matches);
    Result<void> mark_seen(std::string_view user_id, std::string_view problem_id);
    Result<std::vector<std::string>> seen_problems(std::string_view user_id);

    // submissions
    /// The stored one when (user, request_key) is known already, else the new one.
    Result<SubmissionRecord> add_submission(const SubmissionRecord& submission);
    Result<std::optional<SubmissionRecord>> submission_by_id(std::string_view id);
    Result<std::vector<SubmissionRecord>> submissions_of_match(std::string_view match_id);
    Result<std::vector<SubmissionRecord>> submissions_of_user(std::string_view user_id,
                                                              PageRequest page);
    Result<std::vector<SubmissionRecord>> unjudged_submissions();  ///< by received_ms
    /// First result of (submission, epoch) wins: false when there was one or the epoch is old.
    Result<bool> add_result(std::string_view submission_id, std::int64_t epoch,
                            std::string_view verdict, std::string_view judgement_json,
                            std::int64_t at_ms);
    /// No change when it is judged: only start_rejudge takes a judged one back.
    Result<void> set_submission_state(std::string_view submission_id, SubmissionState state);
    /// Raises the epoch and queues it again. Returns the new epoch. Errors: not_found.
    Result<std::int64_t> start_rejudge(std::string_view submission_id);
    Result<void> add_dead_letter(std::string_view submission_id, std::int64_t epoch,
                                 std::string_view reason, std::int64_t at_ms);

    // ratings
    /// A new player's values when there is none yet.
    Result<RatingRecord> rating_of(std::string_view user_id, std::string_view dimension);
    /// Writes the new rating, the counts and the history line. False (and no change) when the
    /// history has that (user, dimension, match) already.
    Result<bool> apply_rating_change(const RatingChange& change, int win, int draw, int loss);
    /// Newest first.
    Result<std::vector<RatingChange>> rating_history(std::string_view user_id,
                                                     std::string_view dimension, PageRequest page,
                                                     const Onlooker& onlooker = {});
    /// The largest distance of a rating from where its history ends: 0, or a fault of ours.
    Result<double> rating_drift();
    /// What the match and all after it did to ratings of the dimension, in the order in which they
    /// were given; lines of one match are together. Empty: the match changed none.
    Result<std::vector<RatedPlace>> rated_since(std::string_view match_id,
                                                std::string_view dimension);
    /// Puts other values into a line of the history that is there.
    Result<void> correct_rating_change(const RatingChange& change);
    /// Sets a rating that is there, and moves its counts.
    Result<void> correct_rating(std::string_view user_id, std::string_view dimension, double rating,
                                const GameCount& moved);
    struct BoardRow {
        RatingRecord rating;
        std::string user_name, player_class;
    };
    /// Best first, without the banned.
    Result<std::vector<BoardRow>> leaderboard(std::string_view dimension, PageRequest page);

    // the server itself
    /// Small named values: the last heartbeat, the schema's salt.
    Result<std::optional<std::string>> note(std::string_view name);
    Result<void> set_note(std::string_view name, std::string_view value);

private:
    SqlConnection& sql_;
    JournalBuffer& journal_;
};

/// Thread-safe. Writes of all callers are committed in groups by one writer: a job is durable when
/// its `done` runs. Reads run on a bounded pool.
class Store {
public:
    /// `work` may run more than once (a group that fails is retried job by job), so it must only
    /// act through the session. Its error rolls back this job alone.
    struct WriteJob {
        std::function<Result<void>(Session&)> work;
        std::function<void(Result<void>)> done;  ///< on a store thread, after the commit
    };
    struct ReadJob {
        std::function<void(Result<Session*>)> work;  ///< on a store thread
    };
    struct Settings {
        int readers = 2;                ///< connections besides the writer
        std::size_t queue_max = 65536;  ///< jobs that may wait; more are refused (host)
        std::size_t group_max = 512;    ///< jobs in one transaction
    };
    struct Health {
        bool writable = false;
        std::string fault;  ///< why not; empty when writable
        std::size_t waiting = 0;
        std::int64_t commits = 0, jobs = 0;
    };

    /// `url`: "sqlite:FILE", a plain path, or "postgres://...". Makes or migrates the schema.
    /// Errors: usage (an unknown scheme), host (cannot be opened; schema newer than this program).
    static Result<std::unique_ptr<Store>> open(const std::string& url, const Settings& settings);

    virtual ~Store() = default;
    virtual Result<void> write(WriteJob job) = 0;
    virtual Result<void> read(ReadJob job) = 0;
    virtual Health health() const = 0;
    /// The last time that nothing could be written, once it is over.
    struct Outage {
        std::int64_t number = 0;    ///< from 1; 0: there was none
        std::int64_t since_us = 0;  ///< monotonic: the last that was known to be kept before it
    };
    virtual Outage last_outage() const = 0;  ///< cheap
    /// Waits for what was accepted, then refuses.
    virtual void close() = 0;
};

}  // namespace arena::serve
