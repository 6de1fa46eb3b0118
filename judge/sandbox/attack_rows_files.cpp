// The host's files: by name, by link, by descriptor, through /proc, and as collected output.
#include "judge/sandbox/attack_table.hpp"

namespace arena::sandbox {
namespace {

constexpr const char* no_own_root = "claimed only where runs have a root folder of their own";
constexpr const char* no_own_proc = "claimed only where runs have a pid namespace of their own";

std::string only_honest(const Stage&, const Attack&, const RunReport& report) {
    bool honest = false;
    for (const CollectedFile& file : report.files) {
        if (file.name != "honest.txt") return file.name + " was collected";
        honest = file.content == "honest";
    }
    return honest ? "" : "the honest file was not collected";
}

std::string nothing_collected(const Stage&, const Attack&, const RunReport& report) {
    return report.files.empty() ? "" : report.files[0].name + " was collected";
}

std::string own_file_only(const Stage&, const Attack&, const RunReport& report) {
    for (const CollectedFile& file : report.files)
        if (file.name != "file" || !file.content.empty()) return file.name + " was collected";
    return "";
}

// The mount namespace hides that Landlock is gone; this row does not.
Played play_second_wall(Stage& stage, const Attack& attack) {
    for (const std::string& wall : stage.sandbox.isolation().missing)
        if (wall == "landlock")
            return skipped("this kernel has no Landlock, and the report says so");
    Attack plain = attack;
    plain.play = nullptr;
    return stage.play(plain);
}

Collect folder(const char* name) {
    Collect collect;
    collect.directory = name;
    return collect;
}

std::vector<Attack> by_name() {
    return {
        {.id = "files/host-secret",
         .about = "find a file of the host that anybody there may read",
         .expected = "not there",
         .argv = {"host-secret", "{secret}"},
         .tiers = in_namespaces,
         .why_not = no_own_root},
        {.id = "files/host-contents",
         .about = "read a file of the host that anybody there may read",
         .expected = "refused",
         .argv = {"host-secret", "{secret}", "contents"}},
        {.id = "files/well-known",
         .about = "look into /etc/shadow, /root, /home, /var/log, docker.sock",
         .expected = "not there",
         .argv = {"well-known"}},
        {.id = "files/write-outside",
         .about = "create, rename, chmod, truncate outside the writable folders",
         .expected = "refused",
         .argv = {"write-outside"}},
        {.id = "files/box-write",
         .about = "change the program that is judged",
         .expected = "refused",
         .argv = {"box-write", "{box}/arena_attacks"}},
        {.id = "files/overwrite-image",
         .about = "open the running image for writing by /proc/self/exe",
         .expected = "refused",
         .argv = {"overwrite-image"}},
        {.id = "files/hard-link",
         .about = "hard-link files of the host into the work folder",
         .expected = "refused",
         .argv = {"hard-link", "{box}/arena_attacks"}},
        {.id = "files/make-devices",
         .about = "make device files",
         .expected = "refused",
         .argv = {"make-devices"}},
        {.id = "files/devices",
         .about = "open disks, /dev/mem, kmsg, fuse, kvm, ttys",
         .expected = "only null, zero, full and random are there",
         .argv = {"devices"},
         .tiers = in_namespaces,
         .why_not = no_own_root},
        {.id = "files/bad-paths",
         .about = "null, unmapped, endless and non-UTF-8 paths",
         .expected = "ordinary errors",
         .argv = {"bad-paths"}},
    };
}

std::vector<Attack> by_output() {
    return {
        {.id = "files/bait-collect",
         .about = "links to host files, fifos and loops where output is collected",
         .expected = "only the honest file is collected",
         .argv = {"bait-collect", "{secret}"},
         .check = only_honest,
         .collect = {Collect{}}},
        {.id = "files/bait-folder",
         .about = "the collected folder is a link to the host's",
         .expected = "nothing is collected",
         .argv = {"bait-folder", "{secret-folder}"},
         .check = nothing_collected,
         .collect = {folder("out")}},
        {.id = "files/bait-root",
         .about = "the collected folder is a link to /etc",
         .expected = "nothing is collected",
         .argv = {"bait-folder", "/etc"},
         .check = nothing_collected,
         .collect = {folder("out")}},
        {.id = "files/collect-inside-link",
         .about = "a folder on the way to the collected one is a link",
         .expected = "nothing is collected",
         .argv = {"bait-folder", "/"},
         .check = nothing_collected,
         .collect = {folder("out/etc")}},
        {.id = "files/swap-race",
         .about = "swap the collected folder for a link without pause",
         .expected = "the swapper is dead before anything is collected",
         .argv = {"swap-race", "{secret-folder}"},
         .check = own_file_only,
         .collect = {folder("out")}},
    };
}

std::vector<Attack> by_descriptor() {
    return {
        {.id = "files/leaked-descriptors",
         .about = "find descriptors above 2, folders and sockets below",
         .expected = "none",
         .argv = {"leaked-descriptors"}},
        {.id = "files/stdin-write",
         .about = "write, truncate, map, chmod the test's input by descriptor 0",
         .expected = "refused, the host's file is untouched",
         .argv = {"stdin-write"},
         .input = InputFile{bait_input}},
        {.id = "files/stdin-path",
         .about = "learn the input's path on the host",
         .expected = "not told",
         .argv = {"stdin-path", "{bait-word}"},
         .input = InputFile{bait_input}},
        {.id = "files/stdin-seek",
         .about = "leave the input's position at its end",
         .expected = "the next run of the same input starts at 0",
         .argv = {"stdin-seek"},
         .input = InputFile{bait_input}},
        {.id = "files/stdin-memory",
         .about = "write to input that came from memory",
         .expected = "refused",
         .argv = {"stdin-write"},
         .input = InputBytes{"arena input of a test\n"}},
    };
}

std::vector<Attack> by_proc() {
    return {
        {.id = "files/proc-others",
         .about = "list other processes in /proc and read them",
         .expected = "none readable",
         .argv = {"other-processes"},
         .tiers = in_namespaces,
         .why_not = no_own_proc},
        {.id = "files/proc-guess",
         .about = "read /proc by guessed pids",
         .expected = "none readable",
         .argv = {"guess-pids"},
         .tiers = in_namespaces,
         .why_not = no_own_proc,
         .brisk = false},
        {.id = "files/proc-switches",
         .about = "core_pattern, sysrq-trigger, kmsg, kcore, kallsyms, cgroup files",
         .expected = "absent or refused",
         .argv = {"kernel-switches"},
         .tiers = in_namespaces,
         .why_not = no_own_proc},
        {.id = "files/proc-memory",
         .about = "write the memory of init and of the parent",
         .expected = "refused",
         .argv = {"write-memory"}},
        {.id = "files/second-wall",
         .about = "write to /dev/urandom, which only Landlock refuses, and to /proc",
         .expected = "refused",
         .argv = {"second-wall"},
         .play = play_second_wall},
        {.id = "files/sys-tree",
         .about = "look into /sys",
         .expected = "absent",
         .argv = {"sys-tree"}},
        {.id = "files/environment",
         .about = "read the judge's environment",
         .expected = "nothing inherited",
         .argv = {"own-surroundings"}},
    };
}

}  // namespace

std::vector<Attack> files_rows() {
    std::vector<Attack> rows = by_name();
    for (Attack& row : by_output()) rows.push_back(std::move(row));
    for (Attack& row : by_descriptor()) rows.push_back(std::move(row));
    for (Attack& row : by_proc()) rows.push_back(std::move(row));
    return rows;
}

}  // namespace arena::sandbox
