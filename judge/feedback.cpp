// Feedback files by name, and the strict reading of numbers in them.
//
// Unknown files (images, a validator's own state) are carried along untouched between passes.
#include "judge/feedback.hpp"

#include <algorithm>
#include <charconv>

namespace arena {
namespace {

constexpr const char* next_pass_name = "nextpass.in";
constexpr const char* judge_message_name = "judgemessage.txt";
constexpr const char* score_name = "score.txt";
constexpr const char* multiplier_name = "score_multiplier.txt";
constexpr std::size_t reason_bytes_max = 200;
constexpr const char* too_large = "its feedback directory is too large (at most 256 files, 64 MiB)";
static_assert(feedback_files_max == 256 && feedback_bytes_max == 64 * mib);

std::string head(const std::string& text) {
    return text.substr(0, feedback_message_bytes_max);
}

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

// A validator appends to its message, or writes it anew.
std::string new_reason(std::string_view message, const std::vector<CollectedFile>& before) {
    for (const CollectedFile& file : before) {
        if (file.name == judge_message_name && message.starts_with(file.content))
            message.remove_prefix(file.content.size());
    }
    message = trimmed(message);
    const std::string_view line = trimmed(message.substr(0, message.find('\n')));
    return std::string(line.substr(0, reason_bytes_max));
}

// One reader for a score file: the value goes to `target`, a broken text to `fault`.
void read_number(const std::optional<std::string>& text, const char* name,
                 std::optional<double>& target, std::string& fault) {
    if (!text) return;
    target = parse_score(*text);
    if (!target) fault = std::string(name) + " is not a number: '" + text->substr(0, 40) + "'";
}

// The files that decide are decided by: one that cannot be read is not one that is not there.
std::string fault_of(const std::vector<std::string>& refused) {
    for (const std::string& name : refused) {
        if (name == ".") return "its feedback directory is no longer a readable folder";
        if (name == next_pass_name || name == score_name || name == multiplier_name)
            return name + " is not a regular file that can be read";
    }
    return "";
}

}  // namespace

Feedback read_feedback(RunReport& report, const std::vector<CollectedFile>& before) {
    Feedback feedback;
    feedback.fault = fault_of(report.files_refused);
    if (feedback.fault.empty() && report.files_truncated) feedback.fault = too_large;
    for (CollectedFile& file : report.files) {
        if (file.name == next_pass_name) {
            feedback.next_input = std::move(file.content);
            continue;
        }
        if (file.name == score_name) feedback.score_text = file.content;
        if (file.name == multiplier_name) feedback.multiplier_text = file.content;
        if (file.name == judge_message_name) {
            feedback.judge_message = head(file.content);
            feedback.reason = new_reason(file.content, before);
        }
        if (file.name == "teammessage.txt") feedback.team_message = head(file.content);
        feedback.files.push_back(std::move(file));
    }
    return feedback;
}

std::vector<BoxFile> feedback_box_files(const std::vector<CollectedFile>& files) {
    const std::string prefix = std::string(feedback_directory) + "/";
    std::vector<BoxFile> out;
    out.push_back({prefix, "", "", false});
    for (const CollectedFile& file : files) {
        out.push_back({prefix + file.name, "", file.content, file.executable});
    }
    return out;
}

Collect collect_feedback() {
    return {feedback_directory,
            feedback_files_max,
            feedback_bytes_max,
            {next_pass_name, score_name, multiplier_name}};
}

std::optional<double> parse_score(std::string_view text) {
    text = trimmed(text);
    if (!text.empty() && text.front() == '+') {
        text.remove_prefix(1);
        if (!text.empty() && text.front() == '-') return std::nullopt;
    }
    // from_chars would also take inf and nan; the grammar asks for a digit, or a point and a digit.
    std::string_view digits = text;
    if (!digits.empty() && digits.front() == '-') digits.remove_prefix(1);
    if (!digits.empty() && digits.front() == '.') digits.remove_prefix(1);
    if (digits.empty() || !is_digit(digits.front())) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

CaseScore read_scores(const Feedback& feedback, const problem::Package& package,
                      const problem::Case& test) {
    CaseScore out;
    if (!package.scoring || test.is_sample) return out;
    read_number(feedback.score_text, "score.txt", out.score, out.fault);
    read_number(feedback.multiplier_text, "score_multiplier.txt", out.multiplier, out.fault);
    return out;
}

}  // namespace arena
