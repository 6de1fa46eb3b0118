// `arena doctor`: what this machine gives the sandbox, what it lacks, and how to mend it. Exit
// status 0 when the default or the rootless tier is given. JSON: schema "arena.doctor", version 1.
#include <unistd.h>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/printable.hpp"
#include "cli/terminal.hpp"
#include "core/json_text.hpp"
#include "judge/sandbox/sandbox.hpp"

namespace arena::cli {
namespace {

using Json = nlohmann::ordered_json;
using State = sandbox::HostCheck::State;

std::string_view word(State state) {
    switch (state) {
        case State::good: return "ok";
        case State::degraded: return "weak";
        case State::missing: return "missing";
    }
    return "missing";
}

Ink ink(State state) {
    switch (state) {
        case State::good: return Ink::good;
        case State::degraded: return Ink::warning;
        case State::missing: return Ink::bad;
    }
    return Ink::bad;
}

/// `text` in lines that fit, each after the first indented by `indent`.
std::string folded(const std::string& text, std::size_t indent, std::size_t columns) {
    std::string out;
    std::size_t column = indent;
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find(' ', start), text.size());
        const std::string piece = text.substr(start, end - start);
        const std::size_t width = display_width(piece);
        if (column > indent && column + 1 + width > columns) {
            out += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            out += ' ';
            ++column;
        }
        out += piece;
        column += width;
        start = end + 1;
    }
    return out;
}

std::string checks_text(const sandbox::HostReport& report, bool timing_only, std::size_t id_columns,
                        const Screen& screen) {
    constexpr std::size_t state_columns = 7;
    const std::size_t indent = 2 + state_columns + 2 + id_columns + 2;
    const auto columns = static_cast<std::size_t>(screen.columns);
    std::string out;
    for (const sandbox::HostCheck& check : report.checks) {
        if (check.timing_only != timing_only) continue;
        const std::string_view state = word(check.state);
        out += "  " + paint(screen, ink(check.state), state) +
               std::string(state_columns - state.size() + 2, ' ') +
               pad_right(check.id, id_columns) + "  " +
               folded(printable(check.finding), indent, columns) + "\n";
        if (!check.mend.empty() && check.state != State::good) {
            // Never folded, so that a command can be copied whole; so it begins far left.
            out += std::string(4, ' ') +
                   paint(screen, Ink::strong, "mend: " + printable(check.mend)) + "\n";
        }
    }
    return out;
}

std::string conclusion(const sandbox::HostReport& report, const Screen& screen) {
    if (!report.tier) {
        return paint(screen, Ink::bad, "no tier") +
               ": this machine cannot hold untrusted programs. Mend what is missing above, or "
               "accept\nless with --allow-tier restricted (no namespaces).\n";
    }
    std::string out = paint(screen, Ink::good, std::string(name(*report.tier)) + " tier");
    if (report.cgroup != "none" && !report.cgroup.empty()) out += ", cgroup " + report.cgroup;
    switch (*report.tier) {
        case Tier::standard: out += ": every wall stands\n"; break;
        case Tier::rootless:
            out += ": namespaces without cgroups; memory is watched by sampling\n";
            break;
        case Tier::restricted:
        case Tier::fake: out += "\n"; break;
    }
    return out;
}

std::string table_text(const sandbox::HostReport& report, const Screen& screen) {
    std::size_t id_columns = 0;
    for (const auto& check : report.checks) id_columns = std::max(id_columns, check.id.size());
    std::string out = paint(screen, Ink::strong, printable(report.host)) + "\n\n";
    out += "Walls\n" + checks_text(report, false, id_columns, screen);
    const std::string noise = checks_text(report, true, id_columns, screen);
    if (!noise.empty()) out += "\nTiming\n" + noise;
    return out + "\n" + conclusion(report, screen);
}

std::string report_json(const sandbox::HostReport& report) {
    Json document{{"schema", "arena.doctor"},
                  {"version", 1},
                  {"host", report.host},
                  {"tier", report.tier ? Json(name(*report.tier)) : Json(nullptr)},
                  {"cgroup", report.cgroup},
                  {"checks", Json::array()}};
    for (const sandbox::HostCheck& check : report.checks) {
        document["checks"].push_back({{"id", check.id},
                                      {"state", word(check.state)},
                                      {"timing_only", check.timing_only},
                                      {"finding", check.finding},
                                      {"mend", check.mend}});
    }
    return json_text(document, 2) + "\n";
}

}  // namespace

Result<ExitStatus> doctor_command(const DoctorArgs& args) {
    const sandbox::HostReport report = sandbox::check_host();
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    const auto written =
        write_all(STDOUT_FILENO,
                  args.format == Format::json ? report_json(report) : table_text(report, screen));
    if (!written) return tl::unexpected<Error>(written.error());
    const bool enough = report.tier == Tier::standard || report.tier == Tier::rootless;
    return enough ? ExitStatus::ok : ExitStatus::not_so;
}

}  // namespace arena::cli
