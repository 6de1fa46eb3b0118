// Runner: the seam between judging and the sandbox.
//
// One Runner is one lane: one core, used by one thread at a time. The real one drives sandbox slots
// (judge/sandbox); tests/support has a fake that remembers what it was asked. Both pass the same
// contract suite in tests/contract.
//
// Inside a run there are two directories. `{box}` is read-only and holds the program and whatever
// else the request puts there; `{work}` is the writable, empty current directory. Both placeholders
// are replaced in argv and env. Nothing of a run survives it except what `collect` names.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/error.hpp"
#include "core/limits.hpp"

namespace arena {

/// A file placed into a run: either copied from `host_path` or made from `content`.
struct BoxFile {
    std::string name;       ///< relative, may hold '/', never ".."; ends in '/': an empty folder
    std::string host_path;  ///< if not empty, the file's bytes come from here
    std::string content;    ///< used when host_path is empty
    bool executable = false;
};

/// A read-only set of files shown at {box}. Loaded into a lane once and kept while `key` is the
/// same, so a hundred tests of one program copy it once.
struct Box {
    std::string key;  ///< identity of the content (a hash, or a unique name); not empty
    std::vector<BoxFile> files;
};

struct NoInput {};  ///< empty: a sealed memfd without a byte, never a device of the host
struct InputFile {
    std::string host_path;
};  ///< read by the host, never re-openable for writing
struct InputBytes {
    std::string content;
};
/// Handed on as it comes, until its end. The wall limit counts anew from each piece, and does not
/// run while the program has read all and more may come. Blocking reads; stays the caller's.
struct InputStream {
    int descriptor;
};
using Input = std::variant<NoInput, InputFile, InputBytes, InputStream>;

/// Takes what a program writes while it runs, within a millisecond. Called on the run's thread; the
/// time that a call takes does not count against the wall limit. False: nobody wants more, and the
/// run ends (`cancelled`).
struct LiveOutput {
    using Take = std::function<bool(std::string_view)>;
    Take output;  ///< at most limits.output_bytes in all
    Take errors;  ///< stderr, with a limits.output_bytes of its own
};

/// Ask for files that the program wrote: every regular file below {work}/`directory`
/// (empty = {work} itself). Links, fifos and devices are never followed and never returned, but
/// named in RunReport::files_refused, and so is a file that cannot be read.
struct Collect {
    std::string directory;
    int files_max = 64;
    std::int64_t bytes_max = 64 * mib;  ///< over all files together
    /// Names that mean something as a file: a folder there is refused as well, and however much
    /// else is refused, these are told. "." among the refused is the directory itself.
    std::vector<std::string> awaited = {};
};

struct CollectedFile {
    std::string name;  ///< relative to the collected directory
    std::string content;
    bool executable = false;
    std::int64_t written_ns = 0;  ///< last change, to tell which came last; 0 when not known
};

/// How many names of a run's refused entries are kept.
inline constexpr std::size_t files_refused_max = 8;

struct RunRequest {
    std::shared_ptr<const Box> box;  ///< may be null: an empty {box}
    std::vector<std::string> argv;   ///< never a shell; argv[0] is looked up in PATH if no '/'
    std::vector<std::string> env;    ///< "NAME=value"; PATH, HOME={work}, LANG are given if absent
    Input input = NoInput{};
    std::vector<BoxFile> work_files;  ///< put into {work} before the run, owned by the program
    /// Nothing can be made or changed in {work}; /tmp stays writable. Where Landlock is missing
    /// (Isolation::missing says so) this does not hold.
    bool work_read_only = false;
    std::vector<Collect> collect;
    RunLimits limits;
    const LiveOutput* live = nullptr;  ///< of run() only; then RunReport::output stays empty
};

/// How the program ended, before anybody calls it a verdict. Checked in this order.
enum class Ending {
    exited,          ///< by itself: `exit_code`
    signaled,        ///< by a signal it caused: `signal`
    cpu_limit,       ///< killed (or found) over limits.cpu_ns
    wall_limit,      ///< killed at limits.wall_ns with CPU time left: it idled
    memory_limit,    ///< the kernel refused memory at the limit
    output_limit,    ///< killed: more than limits.output_bytes on stdout (live: or on stderr)
    forbidden_call,  ///< killed by seccomp (SIGSYS)
    not_started,     ///< exec failed: `start_errno`; the program never ran
    cancelled,       ///< killed because its partner in run_pair ended it all
};

/// Which walls stood around the run. Wire: names are printed in reports.
enum class Tier {
    standard,    ///< "default": all namespaces, cgroup, Landlock, seccomp
    rootless,    ///< user namespaces without cgroups: memory by sampling, stated
    restricted,  ///< no namespaces: Landlock, seccomp, rlimits, own session
    fake,        ///< tests only
};
std::string_view name(Tier tier);

struct Isolation {
    Tier tier = Tier::fake;
    std::string cgroup = "none";       ///< "v1", "v2" or "none"
    std::vector<std::string> fresh;    ///< made for this run: "pid", "ipc", "tmp", ...
    std::vector<std::string> missing;  ///< walls this host does not give: "landlock", ...
    bool slot_recycled = false;        ///< the slot was replaced after this run, on doubt
};

struct RunReport {
    Ending ending = Ending::exited;
    int exit_code = 0;
    int signal = 0;
    int start_errno = 0;
    std::int64_t cpu_ns = 0;
    std::int64_t wall_ns = 0;
    std::int64_t memory_bytes = 0;  ///< peak over all processes
    std::int64_t output_bytes = 0;  ///< bytes on stdout, kept or not
    std::string output;             ///< stdout, at most limits.output_bytes
    std::string error_output;       ///< stderr, at most limits.error_bytes
    bool error_truncated = false;
    bool disturbed = false;  ///< other load took the core for long: times are not to be trusted
    std::vector<CollectedFile> files;
    bool files_truncated = false;            ///< a `collect` bound was hit; `files` is incomplete
    std::vector<std::string> files_refused;  ///< names of what is no readable file, sorted
    Isolation isolation;
};

/// Once its program has ended, an interactor has all the input that there will ever be: it works or
/// it ends. One that does neither for so long is not waited for to its own limit.
inline constexpr std::int64_t interactor_grace_ns = 5 * s_in_ns;

/// Two programs talking to each other: what each did, and who ended it.
struct PairReport {
    RunReport program;     ///< the submission
    RunReport interactor;  ///< the judge's side
    /// The program hung up first: it ended, was killed, or closed its stdout before the interactor
    /// did. Told by the order in which the two pipes ended, which is one of cause and effect.
    bool program_first = false;
    /// At the wall limit: true if the interactor was waiting for the program (the program is to
    /// blame), false if the program was waiting for the interactor.
    bool program_owed_output = false;
    /// The interactor was ended (`cancelled`) because it idled for `interactor_grace_ns` after the
    /// program had ended.
    bool interactor_hung = false;
    std::string transcript;  ///< ends of what was said, "<" from and ">" to the program; bounded
};

class Runner {
public:
    virtual ~Runner() = default;

    /// Runs to the end. An Error means that the judge or the host failed (JE), never the program.
    virtual Result<RunReport> run(const RunRequest& request) = 0;

    /// Runs `program` and `interactor` at once, in separate sandboxes, stdout of each joined to
    /// stdin of the other; `input` of both requests is ignored. The wall limit of `program` bounds
    /// the pair.
    virtual Result<PairReport> run_pair(const RunRequest& program,
                                        const RunRequest& interactor) = 0;
};

}  // namespace arena
