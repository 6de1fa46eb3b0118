// Grading as a machine: what it hands out, when it is settled, and that the order in which parallel
// runs finish never shows. Random packages, outcomes and completion orders come from printed seeds.
#include "core/scoring/grading.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "tests/support/catch.hpp"
#include "tests/support/package_notation.hpp"
#include "tests/support/source_tree.hpp"

using arena::Verdict;
using arena::problem::Format;
using arena::problem::GroupScoring;
using arena::problem::GroupVerdict;
using arena::scoring::CaseOutcome;
using arena::scoring::CaseState;
using arena::scoring::Grade;
using arena::scoring::Grading;
using arena::scoring::GradingOptions;
using arena::tests::judge_serially;
using arena::tests::Judged;
using arena::tests::PackageNotation;
using arena::tests::states_of;

namespace {

/// SplitMix64 (S. Vigna): the same draws on every compiler.
class Draw {
public:
    explicit Draw(std::uint64_t seed) : state_(seed) {}

    std::size_t below(std::size_t bound) {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15U;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return static_cast<std::size_t>((z ^ (z >> 31U)) % bound);
    }
    bool one_in(std::size_t n) { return below(n) == 0; }

private:
    std::uint64_t state_;
};

void legacy_flags(PackageNotation& p, std::size_t g, Draw& draw) {
    constexpr GroupScoring modes[] = {GroupScoring::sum, GroupScoring::min, GroupScoring::max,
                                      GroupScoring::average};
    p[g].scoring = modes[draw.below(4)];
    p[g].verdict = static_cast<GroupVerdict>(draw.below(3));
    p[g].stop_on_reject = !draw.one_in(3);
    p[g].accept_if_any_accepted = draw.one_in(4);
    p[g].accept_score = static_cast<double>(draw.below(5));
    if (g == 0) p[g].ignore_sample = draw.one_in(2);
    if (draw.one_in(6)) p[g].range_max = 3;
}

/// sample, then secret as a tree of up to three levels, cases and groups mixed.
PackageNotation random_legacy(Draw& draw, bool scoring) {
    PackageNotation p(Format::legacy, scoring);
    if (!draw.one_in(4)) p.group("sample", 0, 1 + draw.below(3));
    const std::size_t secret = p.group("secret", 0, draw.below(3));
    for (std::size_t i = draw.below(4); i-- > 0;) {
        const std::size_t child = p.group("secret/" + std::to_string(i), secret, draw.below(4));
        for (std::size_t j = draw.below(3); j-- > 0;) {
            p.group("secret/" + std::to_string(i) + "/" + std::to_string(j), child, draw.below(3));
            p.add_cases(child, draw.below(2));
        }
        p.add_cases(secret, draw.below(2));
    }
    p.add_cases(secret, 1);
    for (std::size_t g = 0; g < p.package.groups.size(); ++g) legacy_flags(p, g, draw);
    return p;
}

PackageNotation random_2025(Draw& draw, bool scoring) {
    constexpr GroupScoring modes[] = {GroupScoring::pass_fail, GroupScoring::sum,
                                      GroupScoring::min};
    PackageNotation p(Format::kattis_2025_09, scoring);
    const bool samples = !draw.one_in(4);
    if (samples) p.group("sample", 0, 1 + draw.below(3));
    const bool grouped = !draw.one_in(4);
    const std::size_t secret = p.group("secret", 0, grouped ? 0 : 1 + draw.below(5));
    p[secret].scoring = modes[draw.below(3)];
    p[secret].max_score = 100;
    if (samples && draw.one_in(3)) p[secret].require_pass = {1};
    const std::size_t groups = grouped ? 1 + draw.below(5) : 0;
    for (std::size_t i = 0; i < groups; ++i) {
        const std::size_t g = p.group("secret/" + std::to_string(i), secret, 1 + draw.below(4));
        p[g].scoring = p[secret].scoring == GroupScoring::pass_fail ? GroupScoring::pass_fail
                                                                    : modes[draw.below(3)];
        p[g].max_score = 100.0 / static_cast<double>(groups);
        if (samples && draw.one_in(4)) p[g].require_pass.push_back(1);
        for (std::size_t earlier = secret + 1; earlier < g; ++earlier) {
            if (draw.one_in(3)) p[g].require_pass.push_back(earlier);
        }
    }
    if (!scoring) {
        for (auto& group : p.package.groups) group.require_pass.clear();
    }
    return p;
}

PackageNotation random_package(Draw& draw) {
    switch (draw.below(4)) {
        case 0: return random_legacy(draw, true);
        case 1: return random_legacy(draw, false);
        case 2: return random_2025(draw, false);
        default: return random_2025(draw, true);
    }
}

std::vector<CaseOutcome> random_outcomes(const PackageNotation& p, Draw& draw, bool judge_errors) {
    const std::size_t rejected_in_ten = draw.below(6);
    std::vector<CaseOutcome> out(p.package.cases.size());
    for (CaseOutcome& outcome : out) {
        const bool rejected = draw.below(10) < rejected_in_ten;
        outcome.verdict = rejected ? arena::all_verdicts[1 + draw.below(5)] : Verdict::AC;
        if (judge_errors && draw.one_in(30)) outcome.verdict = Verdict::JE;
        if (outcome.verdict == Verdict::AC && draw.one_in(judge_errors ? 5 : 1'000'000)) {
            outcome.score_multiplier = static_cast<double>(draw.below(5)) / 4;
        }
    }
    return out;
}

GradingOptions random_options(const PackageNotation& p, Draw& draw) {
    GradingOptions options;
    options.stop_at_first = !draw.one_in(3);
    if (draw.one_in(3)) {
        for (std::size_t c = 0; c < p.package.cases.size(); ++c) {
            options.selected.push_back(!draw.one_in(3));
        }
        options.selected[draw.below(options.selected.size())] = true;
    }
    return options;
}

bool no_decision_was_changed(const std::string& before, const std::string& after) {
    for (std::size_t c = 0; c < before.size(); ++c) {
        if (before[c] != '.' && before[c] != after[c]) return false;
    }
    return true;
}

/// Up to `lanes` cases are out at a time; which one finishes next is drawn.
Judged judge_in_parallel(const PackageNotation& p, const std::vector<CaseOutcome>& outcomes,
                         const GradingOptions& options, std::size_t lanes, Draw& draw) {
    const std::size_t cases = p.package.cases.size();
    Grading grading(p.package, options);
    std::vector<std::size_t> out;
    std::string states = states_of(grading, cases);
    for (;;) {
        while (out.size() < lanes) {
            const auto c = grading.next();
            if (!c) break;
            if (grading.state(*c) != CaseState::pending) FAIL("handed out a decided case");
            out.push_back(*c);
        }
        if (out.empty()) break;
        const std::size_t which = draw.below(out.size());
        const std::size_t c = out[which];
        out.erase(out.begin() + static_cast<std::ptrdiff_t>(which));
        grading.record(c, outcomes[c]);
        const std::string now = states_of(grading, cases);
        if (!no_decision_was_changed(states, now)) FAIL("was " << states << ", now " << now);
        states = now;
    }
    if (!grading.settled()) FAIL("nothing to do, yet not settled: " << states);
    return {grading.grade(), states};
}

std::string text(const Grade& grade) {
    std::string out(name(grade.verdict));
    const auto number = [](std::optional<double> x) { return x ? std::to_string(*x) : "none"; };
    out += " score " + number(grade.score) + " of " + number(grade.max_score);
    if (grade.deciding_case) out += " by case " + std::to_string(*grade.deciding_case);
    for (const auto& group : grade.groups) {
        out += "; '" + group.name + "' ";
        out += group.verdict ? name(*group.verdict) : "not run";
        out += " " + std::to_string(group.score) + " of " + std::to_string(group.max_score);
    }
    return out;
}

}  // namespace

TEST_CASE("grading: the order in which parallel runs finish never shows", "[core][scoring]") {
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        Draw draw(seed);
        const PackageNotation p = random_package(draw);
        const auto outcomes = random_outcomes(p, draw, true);
        const GradingOptions options = random_options(p, draw);
        const Judged serial = judge_in_parallel(p, outcomes, options, 1, draw);
        for (std::size_t lanes : {2, 3, 8}) {
            const Judged parallel = judge_in_parallel(p, outcomes, options, lanes, draw);
            if (parallel.states == serial.states && text(parallel.grade) == text(serial.grade)) {
                continue;
            }
            INFO("seed " << seed << ", " << lanes << " lanes");
            CHECK(parallel.states == serial.states);
            REQUIRE(text(parallel.grade) == text(serial.grade));
        }
    }
}

TEST_CASE("grading: stopping early changes neither verdict nor score", "[core][scoring]") {
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
        Draw draw(seed);
        const PackageNotation p = random_2025(draw, draw.one_in(2));
        const auto outcomes = random_outcomes(p, draw, false);
        GradingOptions options = random_options(p, draw);
        options.stop_at_first = true;
        const Judged early = judge_serially(p.package, outcomes, options);
        options.stop_at_first = false;
        const Judged full = judge_serially(p.package, outcomes, options);
        INFO("seed " << seed << ": " << text(early.grade) << " | " << text(full.grade));
        REQUIRE(early.grade.verdict == full.grade.verdict);
        REQUIRE(early.grade.deciding_case == full.grade.deciding_case);
        REQUIRE(early.grade.score == full.grade.score);
    }
}

TEST_CASE("grading: cases are handed out in judging order, each once", "[core][scoring]") {
    PackageNotation p(Format::legacy_icpc);
    p.group("sample", 0, 1);
    p.group("secret", 0, 3);
    Grading grading(p.package, {});
    for (std::size_t c = 0; c < 4; ++c) CHECK(grading.next() == c);
    CHECK_FALSE(grading.next().has_value());
    CHECK_FALSE(grading.settled());
}

TEST_CASE("grading: a rejection ahead of the walk rules out what follows it", "[core][scoring]") {
    PackageNotation p(Format::legacy_icpc);
    p.group("secret", 0, 6);
    Grading grading(p.package, {});
    for (int i = 0; i < 3; ++i) grading.next();
    grading.record(2, {Verdict::WA, {}, {}});
    CHECK(states_of(grading, 6) == "...---");
    CHECK_FALSE(grading.next().has_value());
    CHECK_FALSE(grading.settled());  // 0 or 1 may still be the one that decides
    grading.record(1, {Verdict::TLE, {}, {}});
    CHECK(states_of(grading, 6) == "..----");
    grading.record(0, {Verdict::AC, {}, {}});
    REQUIRE(grading.settled());
    CHECK(grading.grade().verdict == Verdict::TLE);
    CHECK(grading.grade().deciding_case == 1U);
    CHECK(states_of(grading, 6) == "CC----");
}

TEST_CASE("grading: it is settled while runs that do not count are still out", "[core][scoring]") {
    PackageNotation p(Format::legacy_icpc);
    p.group("secret", 0, 3);
    Grading grading(p.package, {});
    for (int i = 0; i < 3; ++i) grading.next();
    grading.record(0, {Verdict::RTE, {}, {}});
    REQUIRE(grading.settled());
    CHECK(grading.grade().verdict == Verdict::RTE);
    grading.record(1, {Verdict::AC, {}, {}});  // it came in late
    CHECK(states_of(grading, 3) == "C--");
    CHECK(grading.grade().groups[1].verdict == Verdict::RTE);
}

TEST_CASE("grading: ten thousand cases take no time", "[core][scoring]") {
    PackageNotation p(Format::kattis_2025_09, true);
    p.group("secret", 0, 0);
    p[1].scoring = GroupScoring::sum;
    p[1].max_score = 100;
    for (int g = 0; g < 100; ++g) {
        const std::size_t group = p.group("secret/" + std::to_string(g), 1, 100);
        p[group].scoring = GroupScoring::sum;
        p[group].max_score = 1;
        if (g > 0) p[group].require_pass = {group - 1};
    }
    const auto begin = std::chrono::steady_clock::now();
    for (int pass = 0; pass < 10; ++pass) {
        std::vector<CaseOutcome> known(10'000, {Verdict::AC, {}, {}});
        known[static_cast<std::size_t>(pass) * 1000].verdict = Verdict::WA;
        judge_serially(p.package, known);
    }
    // 100,000 cases in an instrumented build: generous, yet far below anything quadratic.
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("grading: real scoring packages give an accepted solution their full score",
          "[core][scoring]") {
    // Kattis's subtask examples state 100 points; the format's example has groups of 30 and 70.
    int seen = 0;
    for (const char* package_path :
         {"kattis-scoring/stepways", "kattis-problemtools/oddecho", "format-2025-09/scoring"}) {
        const auto package = arena::problem::read_package(
            arena::testing::shared_path(std::string("corpus/") + package_path));
        if (!package) continue;
        ++seen;
        INFO(package_path);
        const auto judged = judge_serially(
            *package, std::vector<CaseOutcome>(package->cases.size(), {Verdict::AC, {}, {}}));
        CHECK(judged.grade.verdict == Verdict::AC);
        CHECK(judged.grade.score == 100.0);
        CHECK(judged.grade.max_score == 100.0);
    }
    if (seen == 0) WARN("skipped: the corpus of real packages is not beside the project");
}
