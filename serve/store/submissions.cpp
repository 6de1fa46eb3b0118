// Session's queries about submissions and their results.
//
// The fence of spec section "judge queue": a result counts once for (submission, epoch), and only
// for the newest epoch. The table `results` has that pair as its key and keeps the old epochs'
// results, which a rejudge's preview compares with.
#include <array>
#include <utility>

#include "core/assert.hpp"
#include "serve/store/page_bounds.hpp"
#include "serve/store/row_readers.hpp"
#include "serve/store/store.hpp"

namespace arena::serve {
namespace {

constexpr std::array<std::pair<SubmissionState, std::string_view>, 4> states{
    {{SubmissionState::queued, "queued"},
     {SubmissionState::judging, "judging"},
     {SubmissionState::judged, "judged"},
     {SubmissionState::dead, "dead"}}};

std::string_view state_name(SubmissionState state) {
    for (const auto& [known, name] : states) {
        if (known == state) return name;
    }
    ARENA_ASSERT(false);
}

SubmissionState read_state(std::string_view name) {
    for (const auto& [state, known] : states) {
        if (known == name) return state;
    }
    ARENA_ASSERT(false);
}

#define SUBMISSION_COLUMNS                                                                \
    "id, match_id, user_id, problem_id, language, code, request_key, received_ms, epoch," \
    " state, verdict, judgement_json"

SubmissionRecord read_submission(const SqlRows& rows, std::size_t row) {
    SubmissionRecord submission;
    submission.id = rows.text(row, 0);
    submission.match_id = rows.text(row, 1);
    submission.user_id = rows.text(row, 2);
    submission.problem_id = rows.text(row, 3);
    submission.language = rows.text(row, 4);
    submission.code = rows.text(row, 5);
    submission.request_key = rows.text(row, 6);
    submission.received_ms = rows.integer(row, 7);
    submission.epoch = rows.integer(row, 8);
    submission.state = read_state(rows.text(row, 9));
    submission.verdict = rows.text(row, 10);
    submission.judgement_json = rows.text(row, 11);
    return submission;
}

}  // namespace

Result<SubmissionRecord> Session::add_submission(const SubmissionRecord& submission) {
    auto added =
        touched(sql_.execute(
            "INSERT INTO submissions (" SUBMISSION_COLUMNS ")"
            " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
            " ON CONFLICT (user_id, request_key) DO NOTHING",
            {submission.id, none_if_empty(submission.match_id), submission.user_id,
             submission.problem_id, submission.language, submission.code,
             none_if_empty(submission.request_key), submission.received_ms, submission.epoch,
             state_name(submission.state), submission.verdict, submission.judgement_json}));
    if (!added) return tl::unexpected(added.error());
    if (*added) return submission;
    auto stored =
        first_row(sql_.execute("SELECT " SUBMISSION_COLUMNS " FROM submissions WHERE user_id = $1"
                               " AND request_key = $2",
                               {submission.user_id, submission.request_key}),
                  read_submission);
    if (!stored) return tl::unexpected(stored.error());
    ARENA_ASSERT(stored->has_value());
    return std::move(**stored);
}

Result<std::optional<SubmissionRecord>> Session::submission_by_id(std::string_view id) {
    return first_row(
        sql_.execute("SELECT " SUBMISSION_COLUMNS " FROM submissions WHERE id = $1", {id}),
        read_submission);
}

Result<std::vector<SubmissionRecord>> Session::submissions_of_match(std::string_view match_id) {
    return all_rows(sql_.execute("SELECT " SUBMISSION_COLUMNS " FROM submissions"
                                 " WHERE match_id = $1 ORDER BY received_ms, id",
                                 {match_id}),
                    read_submission);
}

Result<std::vector<SubmissionRecord>> Session::submissions_of_user(std::string_view user_id,
                                                                   PageRequest page) {
    return all_rows(sql_.execute("SELECT " SUBMISSION_COLUMNS " FROM submissions WHERE user_id = $1"
                                 " ORDER BY received_ms DESC, id DESC LIMIT $2 OFFSET $3",
                                 {user_id, page_limit(page), page_offset(page)}),
                    read_submission);
}

Result<std::vector<SubmissionRecord>> Session::unjudged_submissions() {
    return all_rows(sql_.execute("SELECT " SUBMISSION_COLUMNS " FROM submissions"
                                 " WHERE state IN ('queued', 'judging') ORDER BY received_ms, id"),
                    read_submission);
}

Result<bool> Session::add_result(std::string_view submission_id, std::int64_t epoch,
                                 std::string_view verdict, std::string_view judgement_json,
                                 std::int64_t at_ms) {
    auto first = touched(
        sql_.execute("INSERT INTO results (submission_id, epoch, verdict, judgement_json, at_ms)"
                     " SELECT id, epoch, CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS BIGINT)"
                     " FROM submissions WHERE id = $1 AND epoch = $2"
                     " ON CONFLICT (submission_id, epoch) DO NOTHING",
                     {submission_id, epoch, verdict, judgement_json, at_ms}));
    if (!first || !*first) return first;
    return touched(
        sql_.execute("UPDATE submissions SET state = 'judged', verdict = $3,"
                     " judgement_json = $4 WHERE id = $1 AND epoch = $2",
                     {submission_id, epoch, verdict, judgement_json}));
}

Result<void> Session::set_submission_state(std::string_view submission_id, SubmissionState state) {
    return done(
        sql_.execute("UPDATE submissions SET state = $2 WHERE id = $1 AND state <> 'judged'",
                     {submission_id, state_name(state)}));
}

Result<std::int64_t> Session::start_rejudge(std::string_view submission_id) {
    auto epoch = first_row(sql_.execute("UPDATE submissions SET epoch = epoch + 1,"
                                        " state = 'queued' WHERE id = $1 RETURNING epoch",
                                        {submission_id}),
                           first_integer);
    if (!epoch) return tl::unexpected(epoch.error());
    if (!*epoch) {
        return fail(ErrorCode::not_found, "no submission " + std::string(submission_id));
    }
    return **epoch;
}

Result<void> Session::add_dead_letter(std::string_view submission_id, std::int64_t epoch,
                                      std::string_view reason, std::int64_t at_ms) {
    return done(sql_.execute(
        "INSERT INTO dead_letters (submission_id, epoch, reason, at_ms) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (submission_id, epoch) DO NOTHING",
        {submission_id, epoch, reason, at_ms}));
}

}  // namespace arena::serve
