#include "judge/sandbox/resource_limits.hpp"

#include <sys/resource.h>

#include <array>
#include <cstdint>

#include "core/limits.hpp"

namespace arena::sandbox {
namespace {

enum class Unit { bytes, seconds, count };

struct Need {
    int resource;
    const char* what;
    char letter;          ///< of ulimit
    const char* service;  ///< systemd's name
    Unit unit;
    rlim_t least;  ///< below it no run can be judged; a run that needs more says so by itself
};

// Address space and data have no number that would do: runtimes reserve tens of GB (JVM, Go, GHC).
constexpr std::array needs{
    Need{RLIMIT_AS, "the address space", 'v', "LimitAS", Unit::bytes, RLIM_INFINITY},
    Need{RLIMIT_DATA, "data", 'd', "LimitDATA", Unit::bytes, RLIM_INFINITY},
    Need{RLIMIT_FSIZE, "file size", 'f', "LimitFSIZE", Unit::bytes, 256 * mib},
    Need{RLIMIT_STACK, "the stack", 's', "LimitSTACK", Unit::bytes, 8 * mib},
    Need{RLIMIT_CPU, "CPU time", 't', "LimitCPU", Unit::seconds, 30},
    Need{RLIMIT_NOFILE, "open files", 'n', "LimitNOFILE", Unit::count, 1024},
    Need{RLIMIT_NPROC, "processes", 'u', "LimitNPROC", Unit::count, 192}};

std::string amount(const Need& need, rlim_t value) {
    if (value == RLIM_INFINITY) return "unlimited";
    switch (need.unit) {
        case Unit::bytes: return std::to_string(value / kib) + " KiB";  // as ulimit counts
        case Unit::seconds: return std::to_string(value) + " s";
        case Unit::count: return std::to_string(value);
    }
    return "";
}

bool enough(const Need& need, const rlimit& limit) {
    return limit.rlim_max == RLIM_INFINITY || limit.rlim_max >= need.least;
}

}  // namespace

std::string limit_fault(int resource) {
    rlimit limit{};
    for (const Need& need : needs) {
        if (need.resource != resource || ::getrlimit(resource, &limit) != 0) continue;
        const std::string letter(1, need.letter);
        return std::string("the hard limit on ") + need.what + " (ulimit -H" + letter + ") is " +
               amount(need, limit.rlim_max) +
               ", which is less than runs need: raise it (ulimit -H" + letter +
               " unlimited as root, limits.conf, or " + need.service + "=infinity in a service)";
    }
    return "a hard limit (ulimit -H) is less than runs need";
}

Result<void> raise_hard_limits() {
    for (const Need& need : needs) {
        rlimit limit{};
        if (::getrlimit(need.resource, &limit) != 0 || limit.rlim_max == RLIM_INFINITY) continue;
        // What a run may need has no bound here. The kernel allows no unlimited number of files.
        rlimit wish{limit.rlim_cur, need.resource == RLIMIT_NOFILE ? need.least : RLIM_INFINITY};
        if (need.resource == RLIMIT_NOFILE && enough(need, limit)) continue;
        if (::setrlimit(need.resource, &wish) == 0 || enough(need, limit)) continue;
        return fail(ErrorCode::host, limit_fault(need.resource));
    }
    return {};
}

std::string find_limit_fault() {
    for (const Need& need : needs) {
        rlimit limit{};
        if (::getrlimit(need.resource, &limit) != 0 || enough(need, limit)) continue;
        rlimit wish{limit.rlim_cur, need.least};
        const bool raised = ::setrlimit(need.resource, &wish) == 0;
        if (raised) ::setrlimit(need.resource, &limit);
        if (!raised) return limit_fault(need.resource);
    }
    return "";
}

}  // namespace arena::sandbox
