// The attack suite, run for real on whatever sandbox this host gives: as root with cgroups, and
// without them. Hosts that give none skip aloud.
#include "judge/sandbox/selftest.hpp"

#include <arpa/inet.h>
#include <grp.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "judge/sandbox/bait.hpp"
#include "judge/sandbox/leftover.hpp"
#include "tests/support/catch.hpp"

namespace arena::sandbox {
namespace {

bool open_or_skip(const SandboxOptions& options, std::optional<Sandbox>& sandbox) {
    Result<Sandbox> opened = Sandbox::open(options);
    if (!opened) {
        WARN("skipped: " << opened.error().message);
        return false;
    }
    sandbox.emplace(std::move(*opened));
    return true;
}

void require_all_hold(Sandbox& sandbox, const SelftestOptions& options) {
    const Result<SelftestReport> report = run_selftest(sandbox, options);
    REQUIRE_OK(report);
    for (const AttackResult& attack : report->attacks) {
        INFO(attack.id << " (" << report->tier << "): expected " << attack.expected << ", seen "
                       << attack.seen);
        CHECK(attack.state != AttackResult::State::broken);
    }
    CHECK(report->broken == 0);
    CHECK(report->held > 0);
}

int tell(int out, const std::string& text, int status) {
    return ::write(out, text.data(), text.size()) < 0 ? 1 : status;
}

/// Runs `work` in a child that has dropped root for good. Returns its status; `said` is what it
/// wrote to the descriptor it was given.
template <class Work>
int as_ordinary_user(Work work, std::string& said) {
    constexpr unsigned nobody = 65534;
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        ::close(ends[0]);
        const bool dropped = ::setgroups(0, nullptr) == 0 &&
                             ::setresgid(nobody, nobody, nobody) == 0 &&
                             ::setresuid(nobody, nobody, nobody) == 0;
        ::prctl(PR_SET_DUMPABLE, 1);  // else /proc/self is root's
        ::_exit(dropped ? work(ends[1]) : 99);
    }
    ::close(ends[1]);
    char text[4096];
    for (ssize_t n; (n = ::read(ends[0], text, sizeof text)) > 0;)
        said.append(text, static_cast<std::size_t>(n));
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

SandboxOptions of_tier(Tier tier) {
    SandboxOptions options;
    options.tier = tier;
    return options;
}

}  // namespace

TEST_CASE("selftest: at least 90 attacks over all groups", "[selftest]") {
    const std::vector<AttackResult> attacks = list_attacks();
    std::set<std::string> ids, groups;
    for (const AttackResult& attack : attacks) {
        ids.insert(attack.id);
        groups.insert(attack.group);
        CHECK_FALSE(attack.about.empty());
        CHECK_FALSE(attack.expected.empty());
    }
    CHECK(ids.size() == attacks.size());
    CHECK(attacks.size() >= 90);
    CHECK(groups == std::set<std::string>{"process", "memory", "disk", "files", "network", "ipc",
                                          "kernel", "measure", "output", "compile", "pair",
                                          "service"});
}

TEST_CASE("selftest: every attack is held in the default tier", "[selftest][sandbox]") {
    std::optional<Sandbox> sandbox;
    if (!open_or_skip(of_tier(Tier::standard), sandbox)) return;
    require_all_hold(*sandbox, SelftestOptions{});
}

TEST_CASE("selftest: every attack is held in the rootless tier, as an ordinary user",
          "[selftest][sandbox]") {
    if (::geteuid() != 0) {
        std::optional<Sandbox> sandbox;
        if (open_or_skip(of_tier(Tier::rootless), sandbox)) require_all_hold(*sandbox, {});
        return;
    }
    std::string said;
    const int status = as_ordinary_user(
        [](int out) {
            Result<Sandbox> sandbox = Sandbox::open(of_tier(Tier::rootless));
            if (!sandbox) return tell(out, "skipped: " + sandbox.error().message, 0);
            const Result<SelftestReport> report = run_selftest(*sandbox, {});
            if (!report) return tell(out, report.error().message, 1);
            for (const AttackResult& attack : report->attacks)
                if (attack.state == AttackResult::State::broken)
                    tell(out, attack.id + ": " + attack.seen + "\n", 1);
            return report->broken == 0 && report->held > 100 ? 0 : 1;
        },
        said);
    if (said.compare(0, 7, "skipped") == 0) WARN(said);
    INFO(said);
    CHECK(status == 0);
}

TEST_CASE("selftest: mixed hostile runs leave nothing", "[selftest][sandbox]") {
    const HostCount before = count_host();
    {
        std::optional<Sandbox> sandbox;
        if (!open_or_skip(SandboxOptions{}, sandbox)) return;
        SelftestOptions options;
        options.filter = "process/daemon";
        options.hostile_runs = 300;
        require_all_hold(*sandbox, options);
    }
    const HostCount after = count_host();
    CHECK(after.processes == before.processes);
    CHECK(after.mounts == before.mounts);
    CHECK(after.cgroups == 0);
    CHECK(after.files <= before.files);
    CHECK(after.descriptors <= before.descriptors + 1);  // the slot's image stays open
}

TEST_CASE("selftest: a filter that matches no attack is an error", "[selftest]") {
    std::optional<Sandbox> sandbox;
    if (!open_or_skip(SandboxOptions{}, sandbox)) return;
    SelftestOptions options;
    options.filter = "no/such-attack";
    const Result<SelftestReport> report = run_selftest(*sandbox, options);
    REQUIRE_FALSE(report);
    CHECK(report.error().code == ErrorCode::usage);
}

TEST_CASE("selftest: a stranger at the bait's port is no attack", "[sandbox]") {
    auto bait = Bait::lay();
    REQUIRE_OK(bait);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(std::stoi((*bait)->fill("{port}"))));
    const auto visit = [&](const std::string& words) {
        const Descriptor visitor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        REQUIRE(::connect(visitor.get(), reinterpret_cast<const sockaddr*>(&address),
                          sizeof address) == 0);
        REQUIRE(::send(visitor.get(), words.data(), words.size(), MSG_NOSIGNAL) >= 0);
    };
    visit("");
    visit("GET / HTTP/1.0\r\n\r\n");
    CHECK((*bait)->damage().empty());
    visit("hello");
    visit("arena attack");
    CHECK((*bait)->damage() == "a TCP service of the host was reached");
}

}  // namespace arena::sandbox
