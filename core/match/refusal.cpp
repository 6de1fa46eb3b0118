#include "core/match/refusal.hpp"

#include <cstddef>

#include "core/assert.hpp"

namespace arena::match {
namespace {

struct Row {
    RefusalCode code;
    std::string_view name, description;
};

constexpr std::array<Row, refusal_codes> rows{{
    {RefusalCode::not_a_player, "not_a_player", "you have no seat in this match"},
    {RefusalCode::match_full, "match_full", "every seat of this match is taken"},
    {RefusalCode::not_active, "not_active", "the match has not started"},
    {RefusalCode::already_started, "already_started", "the match has started"},
    {RefusalCode::too_few_players, "too_few_players", "more players have to join first"},
    {RefusalCode::match_over, "match_over", "the match is over"},
    {RefusalCode::deadline_passed, "deadline_passed", "received after the deadline"},
    {RefusalCode::closed, "closed", "the match is decided; the last verdicts are awaited"},
    {RefusalCode::out_of_the_match, "out_of_the_match", "you are out of this match"},
    {RefusalCode::unknown_problem, "unknown_problem", "there is no such problem for you here"},
    {RefusalCode::problem_locked, "problem_locked", "somebody has locked this problem"},
    {RefusalCode::already_solved, "already_solved", "you have solved this problem"},
    {RefusalCode::already_planted, "already_planted", "your sabotage is in place"},
    {RefusalCode::wrong_language, "wrong_language",
     "keep the language of the source you were given"},
    {RefusalCode::too_many_changed_lines, "too_many_changed_lines",
     "more lines are changed than the match allows"},
    {RefusalCode::unchanged_source, "unchanged_source", "nothing is changed but white space"},
    {RefusalCode::source_too_large, "source_too_large", "the source is larger than allowed"},
    {RefusalCode::source_empty, "source_empty", "the source is empty"},
    {RefusalCode::rate_limited, "rate_limited", "too fast; try again a little later"},
    {RefusalCode::message_too_long, "message_too_long", "the message is longer than allowed"},
    {RefusalCode::message_empty, "message_empty", "the message is empty"},
    {RefusalCode::invalid_text, "invalid_text", "the text is not UTF-8"},
    {RefusalCode::too_many_submissions, "too_many_submissions",
     "the match has taken all the submissions it can"},
    {RefusalCode::duplicate_submission, "duplicate_submission", "this submission's id is in use"},
    {RefusalCode::unknown_submission, "unknown_submission", "the match has no such submission"},
    {RefusalCode::already_judged, "already_judged", "this submission has a verdict already"},
    {RefusalCode::not_a_verdict, "not_a_verdict", "a judge error is judged again, not counted"},
    {RefusalCode::mutation_unwanted, "mutation_unwanted", "no mutation is wanted here"},
    {RefusalCode::already_created, "already_created", "the match exists"},
    {RefusalCode::invalid_settings, "invalid_settings", "the settings break a rule"},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (static_cast<std::size_t>(rows[i].code) != i) return false;
    return true;
}
static_assert(in_order());

const Row& row(RefusalCode code) {
    const auto index = static_cast<std::size_t>(code);
    ARENA_ASSERT(index < rows.size());
    return rows[index];
}

}  // namespace

std::string_view name(RefusalCode code) {
    return row(code).name;
}

std::string_view description(RefusalCode code) {
    return row(code).description;
}

std::optional<RefusalCode> parse_refusal_code(std::string_view text) {
    for (const Row& entry : rows)
        if (entry.name == text) return entry.code;
    return std::nullopt;
}

}  // namespace arena::match
