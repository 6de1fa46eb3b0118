// The feedback directory of an output validator: what it left there and what that means.
//
// Source: problem package format 2025-09, "Reporting additional feedback" and "Multi-pass
// validation". The files travel as values: collected from the sandbox after a pass, put back before
// the next one, and never on the host's disk.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/problem/package.hpp"
#include "judge/runner.hpp"

namespace arena {

/// Name of the directory below {work}. On the command line it ends in a slash.
inline constexpr const char* feedback_directory = "feedback";

/// Bounds on what a validator may leave, and on how much of a message is kept for people.
inline constexpr int feedback_files_max = 256;
inline constexpr std::int64_t feedback_bytes_max = 64 * mib;
inline constexpr std::size_t feedback_message_bytes_max = 8 * 1024;

struct Feedback {
    std::vector<CollectedFile> files;       ///< all but nextpass.in, to be given back
    std::optional<std::string> next_input;  ///< nextpass.in
    std::optional<std::string> score_text;  ///< score.txt
    std::optional<std::string> multiplier_text;
    std::string judge_message, team_message;
    std::string reason;  ///< first line that this pass added to judgemessage.txt; may be empty
    std::string fault;   ///< not empty: why nothing here is complete, and the judge's error
};

/// Takes report.files. `before` is what the pass was given: messages of earlier passes are no
/// reason for this one.
Feedback read_feedback(RunReport& report, const std::vector<CollectedFile>& before = {});

/// The directory, and what is in it, as files for {work}.
std::vector<BoxFile> feedback_box_files(const std::vector<CollectedFile>& files);

Collect collect_feedback();

/// A number by the format's grammar and nothing else: [+-] digits, a point, an exponent, and white
/// space around. nullopt for "", "1,5", "inf", "0x1p3" and numbers too large for a double.
std::optional<double> parse_score(std::string_view text);

/// What the score files say about one judged case, or why that is the judge's error.
struct CaseScore {
    std::optional<double> score, multiplier;
    std::string fault;
};

/// Score files of a pass-fail problem and of sample cases are ignored. A fault is a file that holds
/// no number; which numbers a format allows, and when, is core/scoring's (score_fault).
CaseScore read_scores(const Feedback& feedback, const problem::Package& package,
                      const problem::Case& test);

}  // namespace arena
