// `arena judge --selftest`: one row an attack as soon as it is decided, then the count. Exit status
// 0 only when something held and nothing broke: a suite that ran nothing has shown nothing.
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/host_session.hpp"
#include "cli/printable.hpp"
#include "cli/terminal.hpp"
#include "judge/sandbox/selftest.hpp"

namespace arena::cli {
namespace {

using State = sandbox::AttackResult::State;

constexpr int lanes_default = 2;  // some attacks go from one lane to the other

std::string row_text(const sandbox::AttackResult& attack, std::size_t id_columns,
                     const Screen& screen) {
    const auto columns = static_cast<std::size_t>(screen.columns);
    const std::string id = pad_right(printable(attack.id), id_columns);
    std::string about = printable(attack.about);
    const std::size_t used = 2 + 7 + 2 + id_columns + 2;
    if (screen.terminal && columns > used + 8) {
        about = cut_end(about, columns - used, screen.ellipsis());
    }
    switch (attack.state) {
        case State::held:
            return "  " + paint(screen, Ink::good, "held   ") + "  " + id + "  " +
                   paint(screen, Ink::faint, about) + "\n";
        case State::skipped:
            return "  " + paint(screen, Ink::warning, "skipped") + "  " + id + "  " +
                   paint(screen, Ink::faint, printable(attack.seen)) + "\n";
        case State::broken:
            return "  " + paint(screen, Ink::bad, "BROKEN ") + "  " + id + "  " + about +
                   "\n             expected  " + printable(attack.expected) +
                   "\n             seen      " + printable(attack.seen) + "\n";
    }
    return "";
}

std::string summary_text(const sandbox::SelftestReport& report, const Screen& screen) {
    std::string out = "\n";
    if (report.broken > 0) {
        out += paint(screen, Ink::bad, std::to_string(report.broken) + " broken") + ", ";
    }
    out += paint(screen, report.held > 0 ? Ink::good : Ink::bad,
                 std::to_string(report.held) + " held");
    if (report.skipped > 0) out += ", " + std::to_string(report.skipped) + " skipped";
    return out + "  " + printable(report.tier) + " tier\n";
}

}  // namespace

Result<ExitStatus> selftest_command(const SelftestArgs& args) {
    const auto most = lane_count(args.jobs);
    if (!most) return tl::unexpected<Error>(most.error());
    auto session =
        HostSession::open(args.sandbox, args.jobs ? *most : std::min(*most, lanes_default));
    if (!session) return tl::unexpected<Error>(session.error());

    std::size_t id_columns = 0;
    for (const sandbox::AttackResult& attack : sandbox::list_attacks()) {
        id_columns = std::max(id_columns, attack.id.size());
    }
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    Result<void> written;
    const auto progress = [&](const sandbox::AttackResult& attack) {
        if ((*session)->stop().load() || !written) return;
        if (args.common.quiet && attack.state == State::held) return;
        written = write_all(STDOUT_FILENO, row_text(attack, id_columns, screen));
    };
    sandbox::SelftestOptions options;
    options.filter = args.filter;
    options.hostile_runs = args.hostile_runs;
    const auto report = sandbox::run_selftest((*session)->sandbox(), options, progress);
    if ((*session)->stop().load()) return fail(ErrorCode::interrupted, "interrupted");
    if (!report) return tl::unexpected<Error>(report.error());
    if (written) written = write_all(STDOUT_FILENO, summary_text(*report, screen));
    if (!written) return tl::unexpected<Error>(written.error());
    return report->broken == 0 && report->held > 0 ? ExitStatus::ok : ExitStatus::not_so;
}

}  // namespace arena::cli
