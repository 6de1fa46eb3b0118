// Lets a validator of testlib, compiled beside this file, speak the Kattis protocol: input on
// stdin, 42 for good and 43 for bad, where testlib says 0 and anything else.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

namespace {

void adapt(int /*argc*/, char** argv, char** /*environment*/) {
    const char* const mark = "ARENA_ADAPTED";
    if (getenv(mark) != nullptr) return;
    const pid_t child = fork();
    if (child < 0) _exit(1);
    if (child == 0) {
        setenv(mark, "1", 1);
        char* const alone[] = {argv[0], nullptr};
        execv(argv[0], alone);
        _exit(127);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child || !WIFEXITED(status)) _exit(1);
    if (WEXITSTATUS(status) == 127) _exit(1);
    _exit(WEXITSTATUS(status) == 0 ? 42 : 43);
}

}  // namespace

__attribute__((section(".init_array"), used)) void (*const arena_adapter)(int, char**,
                                                                          char**) = adapt;
