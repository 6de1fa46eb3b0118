// Plays a row and judges it from both sides, by the rules in attack.hpp. It knows the Runner seam
// only, so a row is held to what every submission gets. It does not know any single attack.
#include "judge/sandbox/attack.hpp"

#include <algorithm>

extern "C" const char arena_attacks_image_begin[];
extern "C" const char arena_attacks_image_end[];

namespace arena::sandbox {
namespace {

constexpr std::size_t line_bytes_max = 160;
constexpr std::int64_t memory_error_bytes = mib / 2;
constexpr std::int64_t census_cpu_ns_max = 100 * ms_in_ns;
constexpr std::int64_t census_memory_bytes_max = 4 * mib;

// The line that starts with `word `, or "".
std::string line_of(const std::string& text, const std::string& word) {
    std::size_t at = text.compare(0, word.size() + 1, word + " ") == 0 ? 0 : std::string::npos;
    if (at == std::string::npos) {
        at = text.find("\n" + word + " ");
        if (at == std::string::npos) return "";
        ++at;
    }
    return text.substr(at, std::min(text.find('\n', at), text.size()) - at);
}

std::shared_ptr<const Box> attack_box() {
    auto box = std::make_shared<Box>();
    box->key = "arena-attacks";
    BoxFile file;
    file.name = "arena_attacks";
    file.content.assign(arena_attacks_image_begin, arena_attacks_image_end);
    file.executable = true;
    box->files.push_back(std::move(file));
    return box;
}

std::string speech_fault(const Attack& attack, const RunReport& report) {
    for (const std::string* text : {&report.output, &report.error_output}) {
        const std::string line = line_of(*text, "BROKEN");
        if (!line.empty()) return line;
    }
    if (!attack.speaks) return "";
    const bool by_itself = report.ending == Ending::exited;
    const bool ended_well = !line_of(report.output, "HELD").empty();
    if (by_itself && !ended_well) return "it ended without a word (" + describe(report) + ")";
    if (!by_itself && !ended_well && line_of(report.output, "TRY").empty())
        return "it never began (" + describe(report) + ")";
    return "";
}

std::string number_fault(const Stage& stage, const Attack& attack, const RunReport& report) {
    if (report.cpu_ns < attack.cpu_ms_min * ms_in_ns * 9 / 10)
        return std::to_string(attack.cpu_ms_min) + " ms of work, but " + describe(report);
    if (attack.memory_mib == 0) return "";
    const std::int64_t error = report.memory_bytes - attack.memory_mib * mib;
    const std::int64_t above = stage.exact_memory ? memory_error_bytes : 4 * mib;
    const bool near = error >= -memory_error_bytes && error <= above;
    if (near) return "";
    return std::to_string(attack.memory_mib) + " MiB touched, but " +
           std::to_string(report.memory_bytes / kib) + " KiB reported";
}

}  // namespace

RunLimits attack_limits() {
    RunLimits limits;
    limits.cpu_ns = s_in_ns;
    limits.wall_ns = 30 * s_in_ns;  // a busy machine must not decide a row
    limits.memory_bytes = 64 * mib;
    limits.output_bytes = mib;
    limits.stack_bytes = 8 * mib;
    return limits;
}

std::string name(Ending ending) {
    switch (ending) {
        case Ending::exited: return "exited";
        case Ending::signaled: return "ended by a signal";
        case Ending::cpu_limit: return "CPU limit";
        case Ending::wall_limit: return "wall limit";
        case Ending::memory_limit: return "memory limit";
        case Ending::output_limit: return "output limit";
        case Ending::forbidden_call: return "forbidden call";
        case Ending::not_started: return "not started";
        case Ending::cancelled: return "cancelled";
    }
    return "an unknown ending";
}

Played held(std::string seen) {
    return {AttackResult::State::held, std::move(seen)};
}

Played broken(std::string seen) {
    return {AttackResult::State::broken, std::move(seen)};
}

Played skipped(std::string why) {
    return {AttackResult::State::skipped, std::move(why)};
}

std::string one_line(const std::string& text) {
    std::string line;
    for (char c : text.substr(0, line_bytes_max)) line += c >= ' ' && c <= '~' ? c : ' ';
    if (text.size() > line_bytes_max) line += "...";
    return line;
}

std::string describe(const RunReport& report) {
    std::string text = name(report.ending);
    if (report.ending == Ending::exited && report.exit_code)
        text += " " + std::to_string(report.exit_code);
    if (report.ending == Ending::signaled) text += " " + std::to_string(report.signal);
    if (report.ending == Ending::not_started)
        text += " (errno " + std::to_string(report.start_errno) + ")";
    return text + ", " + std::to_string(report.cpu_ns / ms_in_ns) + " ms CPU, " +
           std::to_string(report.memory_bytes / kib) + " KiB";
}

std::string fault(const Stage& stage, const Attack& attack, const RunReport& report) {
    const std::string said = speech_fault(attack, report);
    if (!said.empty()) return said;
    if (!attack.endings.has(report.ending)) {
        const std::string line = line_of(report.output, "HELD");
        return describe(report) + (line.empty() ? "" : ", it said: " + line);
    }
    if (report.ending == Ending::exited && report.exit_code != attack.exit_code)
        return describe(report) + " instead of exit " + std::to_string(attack.exit_code);
    if (stage.bait.told(report.output) || stage.bait.told(report.error_output))
        return "the host's secret came out";
    for (const CollectedFile& file : report.files)
        if (stage.bait.told(file.content)) return "the host's secret was collected";
    const std::string numbers = number_fault(stage, attack, report);
    if (!numbers.empty()) return numbers;
    return attack.check ? attack.check(stage, attack, report) : "";
}

Stage::Stage(Sandbox& sandbox_, const Bait& bait_)
    : sandbox(sandbox_),
      runner(sandbox_.lane(0)),
      bait(bait_),
      tier(sandbox_.isolation().tier),
      exact_memory(sandbox_.isolation().cgroup != "none"),
      box(attack_box()) {}

RunRequest Stage::request(const std::vector<std::string>& arguments,
                          const RunLimits& limits) const {
    RunRequest request;
    request.box = box;
    request.argv = {"{box}/arena_attacks"};
    for (const std::string& argument : arguments) request.argv.push_back(bait.fill(argument));
    request.env = {"SELF={box}/arena_attacks"};
    request.limits = limits;
    return request;
}

RunRequest Stage::request(const Attack& attack) const {
    RunRequest request = this->request(attack.argv, attack.limits);
    request.input = attack.input;
    if (auto* file = std::get_if<InputFile>(&request.input))
        if (file->host_path == bait_input) file->host_path = bait.input_path();
    request.collect = attack.collect;
    request.work_files = attack.work_files;
    for (BoxFile& file : request.work_files) file.content = bait.fill(file.content);
    return request;
}

Played Stage::play(const Attack& attack) {
    if (attack.play) return attack.play(*this, attack);
    const Result<RunReport> report = runner.run(request(attack));
    if (!report) return broken("the judge failed: " + report.error().message);
    const std::string wrong = fault(*this, attack, *report);
    if (!wrong.empty()) return broken(wrong);
    std::string seen = line_of(report->output, "HELD");
    if (seen.empty() || report->ending != Ending::exited) seen = describe(*report);
    if (attack.then.empty()) return held(seen);

    Attack second;
    second.limits = attack.limits;
    second.argv = attack.then;
    const Result<RunReport> found = runner.run(request(second));
    if (!found) return broken("the judge failed in the second run: " + found.error().message);
    const std::string left = fault(*this, second, *found);
    if (!left.empty()) return broken("second run: " + left);
    return held(seen + "; then " + line_of(found->output, "HELD"));
}

std::string Stage::census() {
    std::vector<std::string> arguments{"census"};
    if (tier == Tier::restricted) arguments.push_back("restricted");
    Attack harmless;
    harmless.argv = arguments;
    const Result<RunReport> report = runner.run(request(harmless));
    if (!report) return "the next run failed: " + report.error().message;
    std::string wrong = fault(*this, harmless, *report);
    if (wrong.empty() && report->cpu_ns > census_cpu_ns_max) wrong = describe(*report);
    if (wrong.empty() && report->memory_bytes > census_memory_bytes_max) wrong = describe(*report);
    return wrong.empty() ? "" : "the next run: " + wrong;
}

}  // namespace arena::sandbox
