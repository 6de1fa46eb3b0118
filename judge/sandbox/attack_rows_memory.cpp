// Memory: every byte of every process, of files in memory and of the kernel's buffers counts.
#include <elf.h>

#include <cstdlib>
#include <cstring>

#include "judge/sandbox/attack_table.hpp"

namespace arena::sandbox {
namespace {

constexpr const char* sampled = "memory is sampled without cgroups: short peaks are not claimed";
constexpr const char* uncharged = "kernel memory is not counted without cgroups";
constexpr std::int64_t cap_bytes = 24 * mib;  // so much may stay uncharged, at most

/// "HELD amount=BYTES": the bytes are in the peak, or they are few.
std::string charged(const Stage& stage, const Attack&, const RunReport& report) {
    const std::size_t at = report.output.find("amount=");
    if (at == std::string::npos)
        return report.ending == Ending::memory_limit ? "" : "no amount was said";
    const std::int64_t amount = std::strtoll(report.output.c_str() + at + 7, nullptr, 10);
    if (report.memory_bytes >= amount * 9 / 10 ||
        amount <= cap_bytes / (stage.exact_memory ? 8 : 1))
        return "";
    return std::to_string(amount / kib) + " KiB held, but " + describe(report);
}

RunLimits with_memory(std::int64_t memory_mib) {
    RunLimits limits = attack_limits();
    limits.memory_bytes = memory_mib * mib;
    limits.file_bytes = 512 * mib;
    return limits;
}

#if defined(__x86_64__)
// A program that is all BSS: 120 bytes of headers, 40 of code, and memory that is touched page by
// page before "main". Made here because a compiler's own start-up would hide the point.
std::string bss_program(std::uint64_t bss_bytes) {
    constexpr std::uint64_t base = 0x400000;
    const std::uint64_t end = base + 0x1000 + bss_bytes;
    std::string code("\x48\xbf", 2);  // mov rdi, base + 0x1000
    const std::uint64_t begin = base + 0x1000;
    code.append(reinterpret_cast<const char*>(&begin), 8);
    code += std::string("\x48\xbe", 2);  // mov rsi, end
    code.append(reinterpret_cast<const char*>(&end), 8);
    code += std::string("\xc6\x07\x01", 3);                          // next: mov byte [rdi], 1
    code += std::string("\x48\x81\xc7\x00\x10\x00\x00", 7);          // add rdi, 4096
    code += std::string("\x48\x39\xf7", 3);                          // cmp rdi, rsi
    code += std::string("\x72\xf1", 2);                              // jb next
    code += std::string("\xb8\x3c\x00\x00\x00\x31\xff\x0f\x05", 9);  // exit(0)

    Elf64_Ehdr header{};
    std::memcpy(header.e_ident, ELFMAG, SELFMAG);
    header.e_ident[EI_CLASS] = ELFCLASS64;
    header.e_ident[EI_DATA] = ELFDATA2LSB;
    header.e_ident[EI_VERSION] = EV_CURRENT;
    header.e_type = ET_EXEC;
    header.e_machine = EM_X86_64;
    header.e_version = EV_CURRENT;
    header.e_phoff = sizeof header;
    header.e_ehsize = sizeof header;
    header.e_phentsize = sizeof(Elf64_Phdr);
    header.e_phnum = 1;
    Elf64_Phdr segment{};
    segment.p_type = PT_LOAD;
    segment.p_flags = PF_R | PF_W | PF_X;
    segment.p_vaddr = segment.p_paddr = base;
    segment.p_filesz = sizeof header + sizeof segment + code.size();
    segment.p_memsz = 0x1000 + bss_bytes;
    segment.p_align = 0x1000;
    header.e_entry = base + sizeof header + sizeof segment;
    std::string image(reinterpret_cast<const char*>(&header), sizeof header);
    image.append(reinterpret_cast<const char*>(&segment), sizeof segment);
    return image + code;
}
#endif

// A large array is touched before main could say anything: the verdict is memory, not a crash.
Played big_bss(Stage& stage, const Attack& attack) {
#if defined(__x86_64__)
    auto box = std::make_shared<Box>();
    box->key = "arena-bss";
    BoxFile file;
    file.name = "bss";
    file.content = bss_program(512 * mib);
    file.executable = true;
    box->files.push_back(std::move(file));
    RunRequest request;
    request.box = box;
    request.argv = {"{box}/bss"};
    request.limits = attack.limits;
    const Result<RunReport> report = stage.runner.run(request);
    if (!report) return broken("the judge failed: " + report.error().message);
    if (report->ending != Ending::memory_limit) return broken(describe(*report));
    return held(describe(*report));
#else
    return skipped("the program is written for x86-64");
#endif
}

std::vector<Attack> bombs() {
    const Endings memory = {Ending::memory_limit};
    return {
        {.id = "memory/touch-bomb",
         .about = "map and touch for ever",
         .expected = "memory limit",
         .argv = {"touch-bomb"},
         .endings = memory},
        {.id = "memory/leak-small",
         .about = "leak 48 bytes at a time",
         .expected = "memory limit",
         .argv = {"leak-small"},
         .endings = memory},
        {.id = "memory/bad-alloc",
         .about = "catch every refusal and ask again",
         .expected = "memory limit",
         .argv = {"bad-alloc"},
         .endings = memory},
        {.id = "memory/big-bss",
         .about = "a program with 512 MiB of static arrays, touched before main",
         .expected = "memory limit, not a runtime error",
         .play = big_bss},
        {.id = "memory/many-processes",
         .about = "8 processes with 16 MiB each under 64 MiB",
         .expected = "the sum counts: memory limit",
         .argv = {"many-processes", "8", "16"},
         .endings = memory},
        {.id = "memory/threads-share",
         .about = "16 threads with 8 MiB each under 64 MiB",
         .expected = "memory limit",
         .argv = {"threads-share"},
         .endings = memory},
        {.id = "memory/sacrifice",
         .about = "a child dies of memory, the program exits 0",
         .expected = "memory limit all the same",
         .argv = {"sacrifice"},
         .endings = memory},
        {.id = "memory/copy-on-write",
         .about = "5 children un-share 20 MiB each",
         .expected = "the sum counts: memory limit",
         .argv = {"copy-on-write"},
         .endings = memory},
        {.id = "memory/page-tables",
         .about = "grow page tables only, by reading untouched memory",
         .expected = "memory limit",
         .argv = {"page-tables"},
         .endings = memory,
         .tiers = in_standard,
         .why_not = uncharged},
        {.id = "memory/deep-stack",
         .about = "recurse for ever",
         .expected = "a signal or the memory limit",
         .argv = {"deep-stack"},
         .endings = {Ending::signaled, Ending::memory_limit}},
        {.id = "memory/swap-escape",
         .about = "page its own memory out and take more",
         .expected = "memory limit",
         .argv = {"swap-escape"},
         .endings = memory},
    };
}

std::vector<Attack> honest() {
    return {
        {.id = "memory/known-amount",
         .about = "touch exactly 32 MiB",
         .expected = "a peak of 32 MiB within 0.5 MiB",
         .argv = {"known-amount", "32"},
         .memory_mib = 32,
         .brisk = false},
        {.id = "memory/known-small",
         .about = "touch exactly 1 MiB",
         .expected = "a peak of 1 MiB within 0.5 MiB",
         .argv = {"known-amount", "1"},
         .memory_mib = 1,
         .brisk = false},
        {.id = "memory/dive",
         .about = "touch 48 MiB and give it back at once",
         .expected = "a peak of 48 MiB within 0.5 MiB",
         .argv = {"dive", "48"},
         .memory_mib = 48,
         .brisk = false},
        {.id = "memory/exec-forgets",
         .about = "touch 48 MiB, then become a small program",
         .expected = "the peak of 48 MiB stays",
         .argv = {"exec-forgets"},
         .memory_mib = 48,
         .tiers = in_standard,
         .why_not = sampled,
         .brisk = false},
        {.id = "memory/reserve-only",
         .about = "reserve 8 GiB and use none (as JVM and Go do)",
         .expected = "allowed, nothing counted",
         .argv = {"reserve-only"}},
    };
}

std::vector<Attack> hidden() {
    return {
        {.id = "memory/tmp-file",
         .about = "hide 32 MiB in an unlinked file in /tmp",
         .expected = "charged",
         .argv = {"memory-file", "/tmp", "32"},
         .check = charged,
         .tiers = in_namespaces,
         .why_not = "the folders are on the host's disk"},
        {.id = "memory/shm-file",
         .about = "hide 32 MiB in an unlinked file in /dev/shm",
         .expected = "charged or absent",
         .argv = {"memory-file", "/dev/shm", "32"},
         .check = charged,
         .tiers = in_namespaces,
         .why_not = "the folders are on the host's disk"},
        {.id = "memory/tmp-over-limit",
         .about = "hold 128 MiB in files under a limit of 64 MiB",
         .expected = "memory limit, or the disk is full before",
         .argv = {"memory-file", "/tmp", "128"},
         .endings = {Ending::exited, Ending::memory_limit},
         .limits = with_memory(64),
         .check = charged,
         .tiers = in_namespaces,
         .why_not = "the folders are on the host's disk"},
        {.id = "memory/memfd",
         .about = "hide 32 MiB in a memfd",
         .expected = "charged or refused",
         .argv = {"memfd", "32"},
         .check = charged,
         .tiers = in_standard,
         .why_not = sampled},
        {.id = "memory/memfd-over-limit",
         .about = "hold 256 MiB in a memfd under a limit of 64 MiB",
         .expected = "memory limit or refused",
         .argv = {"memfd", "256"},
         .endings = {Ending::exited, Ending::memory_limit},
         .limits = with_memory(64),
         .check = charged,
         .tiers = in_standard,
         .why_not = uncharged},
        {.id = "memory/sysv-memory",
         .about = "hide 32 MiB in a System V segment",
         .expected = "charged or refused",
         .argv = {"sysv-memory"},
         .check = charged},
        {.id = "memory/shared-mapping",
         .about = "hide 32 MiB in a shared anonymous mapping",
         .expected = "charged",
         .argv = {"shared-mapping"},
         .check = charged,
         .tiers = in_standard,
         .why_not = sampled},
    };
}

std::vector<Attack> hidden_in_kernel() {
    return {
        {.id = "memory/pipe-buffers",
         .about = "hide memory in full pipes",
         .expected = "charged or capped",
         .argv = {"pipe-buffers"},
         .endings = {Ending::exited, Ending::memory_limit},
         .check = charged,
         .tiers = in_standard,
         .why_not = uncharged},
        {.id = "memory/socket-buffers",
         .about = "hide memory in full sockets",
         .expected = "charged or capped",
         .argv = {"socket-buffers"},
         .endings = {Ending::exited, Ending::memory_limit},
         .check = charged,
         .tiers = in_standard,
         .why_not = uncharged},
        {.id = "memory/message-queues",
         .about = "hide memory in System V message queues",
         .expected = "charged or refused",
         .argv = {"message-queues"},
         .check = charged},
        {.id = "memory/kernel-objects",
         .about = "hide memory in timers, watches and epoll sets",
         .expected = "charged or capped",
         .argv = {"kernel-objects"},
         .endings = {Ending::exited, Ending::memory_limit},
         .check = charged,
         .brisk = false},
        {.id = "memory/lock-memory",
         .about = "mlock 32 MiB and mlockall",
         .expected = "refused",
         .argv = {"lock-memory"}},
        {.id = "memory/huge-pages",
         .about = "take pages from the host's huge page pool",
         .expected = "refused",
         .argv = {"huge-pages"}},
        {.id = "memory/descriptors",
         .about = "open descriptors until it fails",
         .expected = "refused at 256",
         .argv = {"descriptors", "256"}},
    };
}

}  // namespace

std::vector<Attack> memory_rows() {
    std::vector<Attack> rows = bombs();
    for (Attack& row : honest()) rows.push_back(std::move(row));
    for (Attack& row : hidden()) rows.push_back(std::move(row));
    for (Attack& row : hidden_in_kernel()) rows.push_back(std::move(row));
    return rows;
}

}  // namespace arena::sandbox
