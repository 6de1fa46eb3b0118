// Texts of /proc, /sys and /etc as real hosts write them (proc(5), os-release(5)).
#include "judge/sandbox/host_facts.hpp"

#include <map>

#include "tests/support/catch.hpp"

using namespace arena::sandbox;

namespace {

ReadFile table(std::map<std::string, std::string> files) {
    return [files = std::move(files)](const std::string& path) -> std::optional<std::string> {
        const auto found = files.find(path);
        if (found == files.end()) return std::nullopt;
        return found->second;
    };
}

}  // namespace

TEST_CASE("host facts: kernel releases of distributions are read") {
    const auto debian = parse_kernel_version("6.1.0-18-amd64");
    REQUIRE(debian);
    CHECK(debian->major == 6);
    CHECK(debian->minor == 1);
    CHECK(debian->before(6, 3));
    CHECK_FALSE(debian->before(6, 1));
    CHECK_FALSE(debian->before(5, 19));
    const auto wsl = parse_kernel_version("5.15.153.1-microsoft-standard-WSL2");
    REQUIRE(wsl);
    CHECK(wsl->minor == 15);
    CHECK_FALSE(parse_kernel_version(""));
    CHECK_FALSE(parse_kernel_version("6"));
    CHECK_FALSE(parse_kernel_version("linux"));
    CHECK_FALSE(parse_kernel_version("6.x"));
}

TEST_CASE("host facts: the chosen word is the one in brackets") {
    CHECK(chosen_word("always [madvise] never") == "madvise");
    CHECK(chosen_word("[always] madvise never") == "always");
    CHECK(chosen_word("always") == "");
    CHECK(chosen_word("] [") == "");
}

TEST_CASE("host facts: swap areas are summed in bytes") {
    const std::string header = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
    CHECK(swap_bytes(header) == 0);
    CHECK(swap_bytes("") == 0);
    CHECK(swap_bytes(header + "/dev/sda2   partition\t999420\t\t0\t\t-2\n"
                              "/swapfile   file\t\t1024\t\t0\t\t-3\n") == (999420 + 1024) * 1024LL);
}

TEST_CASE("host facts: steal is the eighth time of the first line") {
    CHECK(steal_share("cpu  10 0 10 60 0 0 0 20 5 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n") == Approx(0.2));
    CHECK(steal_share("cpu  10 0 10 80 0 0 0 0 0 0\n") == 0);
    CHECK(steal_share("") == 0);
    CHECK(steal_share("cpu  0 0 0 0 0 0 0 0 0 0") == 0);
    CHECK(load_one_minute("1.25 0.70 0.30 2/311 4242\n") == Approx(1.25));
    CHECK(load_one_minute("") == 0);
}

TEST_CASE("host facts: containers are told by the marks their engines leave") {
    CHECK(find_container(table({})) == Container::none);
    CHECK(find_container(table({{"/.dockerenv", ""}})) == Container::docker);
    CHECK(find_container(table({{"/run/.containerenv", "engine=\"podman-4.3.1\"\n"}})) ==
          Container::podman);
    CHECK(find_container(table({{"/proc/1/environ",
                                 std::string("HOME=/\0container=lxc\0", 20)}})) == Container::lxc);
    CHECK(find_container(table({{"/run/systemd/container", "systemd-nspawn\n"}})) ==
          Container::nspawn);
    CHECK(find_container(
              table({{"/var/run/secrets/kubernetes.io/serviceaccount/namespace", "default"},
                     {"/.dockerenv", ""}})) == Container::kubernetes);
    CHECK(find_container(table({{"/proc/sys/kernel/osrelease",
                                 "5.15.153.1-microsoft-standard-WSL2\n"}})) == Container::wsl);
    CHECK(find_container(table({{"/run/systemd/container", "rkt\n"}})) == Container::other);
}

TEST_CASE("host facts: the system's pretty name is read with and without quotes") {
    CHECK(os_name(table({{"/etc/os-release",
                          "NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 12 "
                          "(bookworm)\"\n"}})) == "Debian GNU/Linux 12 (bookworm)");
    CHECK(os_name(table({{"/etc/os-release", "PRETTY_NAME=Alpine\n"}})) == "Alpine");
    CHECK(os_name(table({})) == "Linux");
}

TEST_CASE("host facts: numbers and lines lose their blanks") {
    const ReadFile read = table({{"/n", " 42\n"}, {"/text", "none\n"}, {"/empty", "\n"}});
    CHECK(line_of_file(read, "/n") == "42");
    CHECK(line_of_file(read, "/empty") == "");
    CHECK(line_of_file(read, "/absent") == "");
    CHECK_FALSE(number_of_file(read, "/text"));
    CHECK_FALSE(number_of_file(read, "/empty"));
    CHECK_FALSE(number_of_file(read, "/absent"));
}

TEST_CASE("host facts: the real files are read whole, absent ones and folders are nothing") {
    const ReadFile read = host_files();
    REQUIRE(read("/proc/self/status"));
    CHECK(read("/proc/self/status")->find("Name:") == 0);
    CHECK_FALSE(read("/proc/no-such-file"));
    CHECK_FALSE(read("/proc"));
}
