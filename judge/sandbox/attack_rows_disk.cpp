// The writable folders: filled, littered, made hard to clean. The census after each row is the
// test.
#include "judge/sandbox/attack_table.hpp"

namespace arena::sandbox {
namespace {

constexpr const char* on_host_disk = "the writable folders have no size limit of their own";

RunLimits roomy() {
    RunLimits limits = attack_limits();
    limits.memory_bytes = 512 * mib;
    return limits;
}

std::string no_links(const Stage&, const Attack&, const RunReport& report) {
    for (const CollectedFile& file : report.files)
        if (file.name.find("link") != std::string::npos || file.name == "fifo" ||
            file.name == "socket")
            return file.name + " was collected";
    return "";
}

std::string no_core(const Stage&, const Attack&, const RunReport& report) {
    if (!report.files.empty()) return report.files[0].name + " was left";
    return report.signal == 11 || report.signal == 6 ? "" : describe(report);
}

std::string few_files(const Stage&, const Attack& attack, const RunReport& report) {
    if (report.files.size() > static_cast<std::size_t>(attack.collect[0].files_max))
        return std::to_string(report.files.size()) + " files were collected";
    return report.files_truncated ? "" : "the report does not say that files are missing";
}

std::vector<Attack> fillers() {
    return {
        {.id = "disk/fill-disk",
         .about = "write files until there is no space",
         .expected = "bounded by the folder's size or the memory limit",
         .argv = {"fill-disk"},
         .endings = {Ending::exited, Ending::memory_limit},
         .limits = roomy(),
         .tiers = in_namespaces,
         .why_not = on_host_disk,
         .brisk = false},
        {.id = "disk/large-file",
         .about = "write one file over the limit of 64 MiB",
         .expected = "refused at 64 MiB",
         .argv = {"large-file", "64"},
         .limits = roomy(),
         .brisk = false},
        {.id = "disk/sparse-file",
         .about = "make a file of 1 TiB that holds nothing",
         .expected = "refused",
         .argv = {"sparse-file"},
         .collect = {Collect{}}},
        {.id = "disk/deep-directory",
         .about = "10000 folders in each other",
         .expected = "removed before the next run",
         .argv = {"deep-directory", "10000"},
         .endings = {Ending::exited, Ending::cpu_limit},
         .limits = roomy(),
         .collect = {Collect{}},
         .brisk = false},
        {.id = "disk/many-files",
         .about = "100000 files for the judge to collect",
         .expected = "bounded by inodes, a bounded number is collected",
         .argv = {"many-files", "100000"},
         .endings = {Ending::exited, Ending::cpu_limit},
         .limits = roomy(),
         .check = few_files,
         .collect = {Collect{}},
         .brisk = false},
        {.id = "disk/many-inodes",
         .about = "hide memory in empty files",
         .expected = "bounded by inodes",
         .argv = {"many-inodes"},
         .limits = roomy(),
         .tiers = in_namespaces,
         .why_not = on_host_disk,
         .brisk = false},
    };
}

std::vector<Attack> litterers() {
    return {
        {.id = "disk/odd-names",
         .about = "names with newlines, escapes, invalid UTF-8, a leading dash",
         .expected = "removed before the next run",
         .argv = {"odd-names"},
         .collect = {Collect{}}},
        {.id = "disk/locked-folders",
         .about = "folders that nobody may enter",
         .expected = "removed before the next run",
         .argv = {"locked-folders"},
         .collect = {Collect{}}},
        {.id = "disk/break-rooms",
         .about = "move, remove and close the writable folders themselves",
         .expected = "refused, or repaired before the next run",
         .argv = {"break-rooms"}},
        {.id = "disk/special-files",
         .about = "leave fifos, sockets, links in a circle",
         .expected = "not collected, removed before the next run",
         .argv = {"special-files"},
         .check = no_links,
         .collect = {Collect{}}},
        {.id = "disk/write-after-end",
         .about = "a daemon writes while the judge cleans up",
         .expected = "dead before the clean-up",
         .argv = {"write-after-end"},
         .collect = {Collect{}}},
        {.id = "disk/core-dump",
         .about = "crash with a core dump in the work folder",
         .expected = "no core file",
         .argv = {"core-dump"},
         .endings = {Ending::signaled},
         .check = no_core,
         .collect = {Collect{}}},
    };
}

}  // namespace

std::vector<Attack> disk_rows() {
    std::vector<Attack> rows = fillers();
    for (Attack& row : litterers()) rows.push_back(std::move(row));
    return rows;
}

}  // namespace arena::sandbox
