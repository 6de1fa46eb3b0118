// Output: floods, forged lengths, closed and tampered streams.
#include "judge/sandbox/attack_table.hpp"

namespace arena::sandbox {
namespace {

std::string bounded(const Stage&, const Attack& attack, const RunReport& report) {
    const auto most = static_cast<std::size_t>(attack.limits.output_bytes);
    if (report.output.size() > most)
        return std::to_string(report.output.size()) + " bytes were kept";
    return report.output_bytes > attack.limits.output_bytes ? "" : "the flood was not counted";
}

std::string error_bounded(const Stage&, const Attack& attack, const RunReport& report) {
    if (report.error_output.size() > static_cast<std::size_t>(attack.limits.error_bytes))
        return std::to_string(report.error_output.size()) + " bytes of stderr were kept";
    return report.error_truncated ? "" : "the report does not say that stderr was cut";
}

std::string every_byte(const Stage&, const Attack&, const RunReport& report) {
    std::string expected;
    for (int i = 0; i < 256; ++i) expected += static_cast<char>(i);
    const std::string tail("\r\n\xef\xbb\xbf\033]0;title\a\033[2J<script>");
    expected += tail;
    if (report.output.compare(0, expected.size(), expected) == 0) return "";
    return std::to_string(report.output.size()) + " bytes came, not the same";
}

std::string ended_at_once(const Stage&, const Attack&, const RunReport& report) {
    return report.wall_ns < 10 * s_in_ns ? "" : describe(report);
}

Attack flood(const char* id, const char* about, std::vector<std::string> argv) {
    Attack row = {.id = id,
                  .about = about,
                  .expected = "ended at the output limit, a bounded part is kept",
                  .argv = std::move(argv),
                  .endings = {Ending::output_limit},
                  .check = bounded};
    row.limits.cpu_ns = 10 * s_in_ns;  // a million calls, on a slow machine too
    return row;
}

std::string large_input() {
    return std::string(static_cast<std::size_t>(4 * mib), 'i');
}

}  // namespace

std::vector<Attack> output_rows() {
    std::vector<Attack> rows = {
        flood("output/endless", "write for ever", {"endless"}),
        flood("output/newlines", "write newlines for ever", {"endless", "newlines"}),
        flood("output/stubborn", "write for ever and ignore SIGPIPE", {"stubborn"}),
        flood("output/byte-by-byte", "write one byte at a time for ever", {"byte-by-byte"}),
        flood("output/prefix-overflow", "overflow after a right beginning", {"prefix-overflow"}),
        {.id = "output/error-flood",
         .about = "write 64 MiB to stderr",
         .expected = "swallowed, 64 KiB are kept, no verdict from it",
         .argv = {"error-flood", "64"},
         .check = error_bounded,
         .brisk = false},
        {.id = "output/close-streams",
         .about = "close all streams and exit well",
         .expected = "exit 0, what was said before is kept",
         .argv = {"close-streams"}},
        {.id = "output/close-and-idle",
         .about = "close all streams and stay",
         .expected = "wall limit",
         .argv = {"close-and-idle"},
         .endings = {Ending::wall_limit}},
        {.id = "output/every-byte",
         .about = "all byte values, NUL, escapes, no newline at the end",
         .expected = "the same bytes arrive",
         .argv = {"every-byte"},
         .speaks = false,
         .check = every_byte},
        {.id = "output/forge-length",
         .about = "make stdout look 4 TiB long",
         .expected = "refused",
         .argv = {"forge-length"}},
        {.id = "output/read-back",
         .about = "read from stdout and stderr",
         .expected = "refused",
         .argv = {"read-back"}},
        {.id = "output/pipe-tricks",
         .about = "signals, flags and size of the streams",
         .expected = "the judge does not notice",
         .argv = {"pipe-tricks"}},
        {.id = "output/ignore-input",
         .about = "close stdin before 4 MiB of input are read",
         .expected = "no deadlock",
         .argv = {"ignore-input"},
         .check = ended_at_once,
         .input = InputBytes{large_input()}},
        {.id = "output/slow-reader",
         .about = "read 64 KiB of input a byte at a time",
         .expected = "every byte arrives",
         .argv = {"slow-reader", "65536"},
         .input = InputBytes{std::string(65536, 'i')},
         .brisk = false},
    };
    for (Attack& row : rows) {
        if (row.endings.has(Ending::output_limit)) row.speaks = false;
        if (row.endings.has(Ending::output_limit)) row.brisk = false;
        if (!row.endings.has(Ending::wall_limit)) continue;
        row.limits.wall_ns = 150 * ms_in_ns;
        row.brisk = false;
    }
    return rows;
}

}  // namespace arena::sandbox
