#include "judge/sandbox/selftest.hpp"

#include <fnmatch.h>
#include <sys/prctl.h>

#include "judge/sandbox/attack_table.hpp"
#include "judge/sandbox/hostile_runs.hpp"

namespace arena::sandbox {
namespace {

/// While it lives, processes that escape from a slot become children of ours and can be counted.
class Subreaper {
public:
    Subreaper() { ::prctl(PR_SET_CHILD_SUBREAPER, 1); }
    ~Subreaper() { ::prctl(PR_SET_CHILD_SUBREAPER, 0); }
    Subreaper(const Subreaper&) = delete;
    Subreaper& operator=(const Subreaper&) = delete;
};

unsigned tier_bit(Tier tier) {
    switch (tier) {
        case Tier::standard: return in_standard;
        case Tier::rootless: return in_rootless;
        case Tier::restricted: return in_restricted;
        case Tier::fake: return 0;
    }
    return 0;
}

AttackResult describe_row(const Attack& attack) {
    AttackResult result;
    result.id = attack.id;
    result.group = attack.id.substr(0, attack.id.find('/'));
    result.about = attack.about;
    result.expected = attack.expected;
    return result;
}

bool matches(const std::string& filter, const std::string& id) {
    return filter.empty() || ::fnmatch(filter.c_str(), id.c_str(), 0) == 0;
}

AttackResult play(Stage& stage, const Attack& attack) {
    AttackResult result = describe_row(attack);
    if (!(attack.tiers & tier_bit(stage.tier))) {
        result.state = AttackResult::State::skipped;
        result.seen = attack.why_not;
        return result;
    }
    Played played = stage.play(attack);
    if (played.state == AttackResult::State::held) {
        const std::string next = stage.census();
        if (!next.empty()) played = broken(next);
    }
    const std::string damage = stage.bait.damage();
    if (!damage.empty()) played = broken(damage);
    result.state = played.state;
    result.seen = one_line(played.seen);
    return result;
}

void count(SelftestReport& report) {
    for (const AttackResult& attack : report.attacks) {
        switch (attack.state) {
            case AttackResult::State::held: ++report.held; break;
            case AttackResult::State::broken: ++report.broken; break;
            case AttackResult::State::skipped: ++report.skipped; break;
        }
    }
}

}  // namespace

Result<SelftestReport> run_selftest(Sandbox& sandbox, const SelftestOptions& options,
                                    const AttackProgress& progress) {
    const Result<std::unique_ptr<Bait>> bait = Bait::lay();
    if (!bait) return tl::unexpected(bait.error());
    const Subreaper subreaper;
    Stage stage(sandbox, **bait);
    SelftestReport report;
    report.tier = name(sandbox.isolation().tier);
    for (const Attack& attack : attack_table()) {
        if (!matches(options.filter, attack.id)) continue;
        report.attacks.push_back(play(stage, attack));
        if (progress) progress(report.attacks.back());
    }
    if (report.attacks.empty())
        return fail(ErrorCode::usage, "no attack is named '" + options.filter + "'");
    if (options.hostile_runs > 0)
        for (AttackResult& row :
             hostile_runs(stage, attack_table(), options.hostile_runs, progress))
            report.attacks.push_back(std::move(row));
    count(report);
    return report;
}

std::vector<AttackResult> list_attacks() {
    std::vector<AttackResult> rows;
    for (const Attack& attack : attack_table()) rows.push_back(describe_row(attack));
    return rows;
}

}  // namespace arena::sandbox
