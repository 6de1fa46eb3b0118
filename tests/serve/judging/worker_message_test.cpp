#include "serve/judging/worker_message.hpp"

#include <nlohmann/json.hpp>

#include "tests/support/catch.hpp"

using namespace arena;
using namespace arena::serve;

namespace {

const std::string odd_bytes("\0\xff\xfe{\"\n", 6);

JudgeReport full_report() {
    JudgeReport report;
    report.verdict = Verdict::WA;
    report.score = 12.5;
    report.compile = {true, true, "warning: " + odd_bytes, 11, 12};
    report.language = "cpp20";
    report.time_limit_ns = 1;
    report.memory_limit_bytes = 2;
    report.cpu_max_ns = 3;
    report.memory_max_bytes = 4;
    report.wall_ns = -5;
    report.tests_total = 2;
    report.tests = {{0, "sample/1", true, Verdict::AC, 6, 7, ""},
                    {1, "secret/" + odd_bytes, false, Verdict::WA, 8, 9, "reason"}};
    return report;
}

// Equal bytes are equal values: every field is written.
template <class T, class Decode>
void check_round_trip(const T& value, const Decode& decode) {
    const std::string bytes = encode(value);
    const auto back = decode(bytes);
    REQUIRE_OK(back);
    CHECK(encode(*back) == bytes);
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        CHECK_FALSE(decode(std::string_view(bytes).substr(0, cut)).has_value());
    }
    CHECK_FALSE(decode(bytes + "x").has_value());
}

}  // namespace

TEST_CASE("worker messages: tasks come back as they were sent, and no part of one is one") {
    check_round_trip(Task(EmptyTask{}), decode_task);
    check_round_trip(Task(JudgeTask{"/p", "v1", "cpp", odd_bytes, TestChoice::secret, true, 2.5}),
                     decode_task);
    check_round_trip(Task(RunTask{"python3", "print()", odd_bytes, 1, 2, 3, 4}), decode_task);
    check_round_trip(Task(SyntaxTask{"c", "int main;"}), decode_task);
}

TEST_CASE("worker messages: outcomes come back as they were sent") {
    check_round_trip(Outcome(EmptyReport{}), decode_outcome);
    check_round_trip(Outcome(full_report()), decode_outcome);
    check_round_trip(
        Outcome(RunOutput{
            {false, false, "no", 1, 2}, Verdict::CE, "why", odd_bytes, odd_bytes, true, 3, 4, 5}),
        decode_outcome);
    check_round_trip(Outcome(SyntaxReport{{true, false, "m", 1, 2}}), decode_outcome);
    check_round_trip(Outcome(JobFault{FaultKind::package, "bad"}), decode_outcome);
    check_round_trip(TestProgress{3, 4, 10, true, Verdict::TLE, 5, 6}, decode_progress);
}

TEST_CASE("worker messages: values out of their range are refused") {
    std::string fault = encode(Outcome(JobFault{FaultKind::cancelled, ""}));
    REQUIRE(decode_outcome(fault).has_value());
    fault[1] = 3;
    CHECK_FALSE(decode_outcome(fault).has_value());
    std::string kind = encode(Task(EmptyTask{}));
    kind[0] = 4;
    CHECK_FALSE(decode_task(kind).has_value());
    std::string report = encode(Outcome(full_report()));
    report[1] = 8;  // no verdict has this number
    CHECK_FALSE(decode_outcome(report).has_value());
    std::string flag = encode(Outcome(SyntaxReport{}));
    flag[1] = 2;
    CHECK_FALSE(decode_outcome(flag).has_value());
}

TEST_CASE("worker messages: a count of billions allocates nothing") {
    std::string bytes = encode(Outcome(JudgeReport{}));
    for (std::size_t i = bytes.size() - 4; i < bytes.size(); ++i) bytes[i] = '\xff';
    CHECK_FALSE(decode_outcome(bytes).has_value());
}

TEST_CASE("worker messages: a report too large for a frame loses names, not verdicts") {
    JudgeReport report = full_report();
    report.tests[1].reason.assign(frame_bytes_max, 'r');
    const std::string bytes = encode(Outcome(report));
    REQUIRE(bytes.size() < frame_bytes_max);
    const auto back = decode_outcome(bytes);
    REQUIRE_OK(back);
    CHECK(std::get<JudgeReport>(*back).tests.size() == 2);
    CHECK(std::get<JudgeReport>(*back).tests[1].verdict == Verdict::WA);
}

TEST_CASE("worker frames: cut anywhere, they come out whole and in order") {
    std::string stream;
    append_frame(stream, FrameKind::task, 7, "body");
    append_frame(stream, FrameKind::cancel, 7, "");
    append_frame(stream, FrameKind::outcome, 1ull << 63, odd_bytes);
    for (std::size_t step = 1; step <= stream.size(); ++step) {
        FrameReader reader;
        std::string seen;
        for (std::size_t at = 0; at < stream.size(); at += step) {
            reader.append(std::string_view(stream).substr(at, step));
            for (auto frame = reader.next(); frame && *frame; frame = reader.next()) {
                seen += std::to_string(static_cast<int>((*frame)->kind)) + ":" +
                        std::to_string((*frame)->ticket) + ":" + std::string((*frame)->body) + ";";
            }
        }
        CHECK(seen == "0:7:body;1:7:;5:9223372036854775808:" + odd_bytes + ";");
    }
}

TEST_CASE("worker frames: a length or kind that cannot be ends the stream") {
    for (const std::string& bytes :
         {std::string("\x08\0\0\0........", 12), std::string("\x01\0\0\x01........", 12),
          std::string("\x09\0\0\0\x06........", 13)}) {
        FrameReader reader;
        reader.append(bytes);
        CHECK_FALSE(reader.next().has_value());
    }
}

TEST_CASE("reports as JSON are valid UTF-8 and say the verdict by name") {
    const auto json = nlohmann::json::parse(to_json(full_report()));
    CHECK(json["verdict"] == "WA");
    CHECK(json["score"] == 12.5);
    CHECK(json["tests"].size() == 2);
    CHECK(json["tests"][1]["reason"] == "reason");
    RunOutput output;
    output.output = odd_bytes;
    CHECK(nlohmann::json::parse(to_json(output))["verdict"] == "AC");
    CHECK(nlohmann::json::parse(to_json(TestProgress{}))["sample"] == false);
    CHECK(nlohmann::json::parse(to_json(SyntaxReport{}))["compile"]["ok"] == true);
}

TEST_CASE("a sabotage succeeds if the source compiles and fails a secret test") {
    JudgeReport report = full_report();
    CHECK(sabotage_succeeds(report));
    report.compile.ok = false;
    CHECK_FALSE(sabotage_succeeds(report));
    report = full_report();
    report.tests[1].verdict = Verdict::AC;
    CHECK_FALSE(sabotage_succeeds(report));
    report.tests[0].verdict = Verdict::WA;  // failing a sample is not enough
    CHECK_FALSE(sabotage_succeeds(report));
}
