// Runs the checker or interactor that is compiled beside this file, which speaks the protocol of
// another system, as an output validator of the Kattis problem package format.
//
// Written by arena when it imported the package. It acts before main(): the first process keeps
// the judge's side, a second one is the same program again with the arguments that the other
// protocol asks for, and its exit status is translated to 42 (accepted) and 43 (rejected).
// Anything that is neither is a judge error: exit status 1.
//
// ADAPT_PROTOCOL  1 testlib     input output answer; 0 right, 1 2 4 8 wrong, 7 points, 3 fails
//                 2 CMS         input answer output; a share from 0 to 1 on stdout
//                 3 sinolpack   input output answer; "OK" or "WRONG" on stdout, a percentage on
//                               the third line
//                 4 DMOJ        input output answer; 0 right, 1 wrong, 7 a share on stderr
// ADAPT_INTERACTS 1: an interactor of testlib: `input output [answer]` and the program's pipes
// ADAPT_THEN      the name of a testlib checker that judges what the interactor wrote
// ADAPT_SCORES    1: a part of the points becomes score_multiplier.txt; 2: points are score.txt;
//                 0: only everything is accepted
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#ifndef ADAPT_INTERACTS
#define ADAPT_INTERACTS 0
#endif
#ifndef ADAPT_SCORES
#define ADAPT_SCORES 0
#endif

namespace {

const char* const mark = "ARENA_ADAPTED";
const int accepted = 42;
const int rejected = 43;

[[noreturn]] void broken(const std::string& why) {
    fprintf(stderr, "%s\n", why.c_str());
    _exit(1);
}

void copy_input_to(const std::string& path) {
    const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0) broken("cannot write " + path);
    static char block[65536];
    for (;;) {
        const ssize_t got = read(0, block, sizeof block);
        if (got < 0) broken("cannot read the output");
        if (got == 0) break;
        for (ssize_t at = 0; at < got;) {
            const ssize_t put = write(file, block + at, static_cast<size_t>(got - at));
            if (put <= 0) broken("cannot write " + path);
            at += put;
        }
    }
    close(file);
}

std::string read_file(const std::string& path) {
    std::string text;
    FILE* file = fopen(path.c_str(), "rb");
    if (file == nullptr) return text;
    char block[4096];
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;) text.append(block, got);
    fclose(file);
    return text;
}

void write_text(const std::string& path, const std::string& text) {
    FILE* file = fopen(path.c_str(), "wb");
    if (file == nullptr) broken("cannot write " + path);
    fwrite(text.data(), 1, text.size(), file);
    fclose(file);
}

/// Runs `argv`; its stdout and stderr go to files unless it talks to the program.
int run(const char* const* argv, bool talks, const std::string& out, const std::string& err) {
    const pid_t child = fork();
    if (child < 0) broken("cannot fork");
    if (child == 0) {
        setenv(mark, "1", 1);
        if (!talks) {
            const int said = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
            dup2(said, 1);
        }
        const int told = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        dup2(told, 2);
        execv(argv[0], const_cast<char* const*>(argv));
        _exit(127);
    }
    if (talks) {
        // The pipes belong to the interactor: they end when it ends.
        const int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, 0);
        dup2(nowhere, 1);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child) broken("cannot wait");
    if (!WIFEXITED(status)) broken("it was killed by signal " + std::to_string(WTERMSIG(status)));
    return WEXITSTATUS(status);
}

int share(double points, const std::string& feedback) {
    if (ADAPT_SCORES == 1 && points > 0 && points < 1) {
        write_text(feedback + "score_multiplier.txt", std::to_string(points));
        return accepted;
    }
    return points >= 1 ? accepted : rejected;
}

double number_in(const std::string& text, const std::string& what) {
    const char* begin = text.c_str();
    while (*begin != '\0' && strchr("0123456789.", *begin) == nullptr) ++begin;
    char* end = nullptr;
    const double value = strtod(begin, &end);
    if (end == begin) broken("it printed no " + what);
    return value;
}

int of_testlib(int status, const std::string& said, const std::string& feedback) {
    if (status == 0) return accepted;
    if (status == 1 || status == 2 || status == 4 || status == 8) return rejected;
    if (status != 7) broken("exit status " + std::to_string(status) + ": " + said);
    const size_t at = said.find("points ");
    const double points = number_in(at == std::string::npos ? said : said.substr(at), "points");
    if (ADAPT_SCORES == 2) {
        write_text(feedback + "score.txt", std::to_string(points));
        return points > 0 ? accepted : rejected;
    }
    return share(points, feedback);
}

int of_sinolpack(int status, const std::string& said, const std::string& feedback) {
    if (status != 0) broken("exit status " + std::to_string(status));
    if (said.compare(0, 2, "OK") != 0) return rejected;
    size_t at = 0;
    for (int line = 0; line < 2 && at != std::string::npos; ++line) at = said.find('\n', at + 1);
    const std::string third = at == std::string::npos ? "" : said.substr(at + 1);
    return third.find_first_of("0123456789") == std::string::npos
               ? accepted
               : share(number_in(third, "percentage") / 100, feedback);
}

int translate(int status, const std::string& out, const std::string& err,
              const std::string& feedback) {
#if ADAPT_PROTOCOL == 1
    (void)out;
    return of_testlib(status, err, feedback);
#elif ADAPT_PROTOCOL == 2
    if (status != 0) broken("exit status " + std::to_string(status));
    (void)err;
    return share(number_in(out, "score"), feedback);
#elif ADAPT_PROTOCOL == 3
    (void)err;
    return of_sinolpack(status, out, feedback);
#elif ADAPT_PROTOCOL == 4
    if (status == 0) return accepted;
    if (status == 1) return rejected;
    if (status == 7) return share(number_in(err, "share"), feedback);
    (void)out;
    broken("exit status " + std::to_string(status));
#endif
}

void adapt(int argc, char** argv, char** /*environment*/) {
    if (getenv(mark) != nullptr) return;
    if (argc < 4) broken("usage: input answer feedback_dir/");
    const std::string feedback = argv[3];
    const std::string output = feedback + ".team_output";
    const std::string out = feedback + ".said";
    const std::string err = feedback + ".told";
    const char* ordered[] = {argv[0], argv[1], output.c_str(), argv[2], nullptr};
    if (ADAPT_PROTOCOL == 2) {
        ordered[2] = argv[2];
        ordered[3] = output.c_str();
    }
    if (ADAPT_INTERACTS == 0) copy_input_to(output);
    int verdict = translate(run(ordered, ADAPT_INTERACTS == 1, out, err), read_file(out),
                            read_file(err), feedback);
#ifdef ADAPT_THEN
    if (verdict == accepted) {
        std::string checker = argv[0];
        checker = checker.substr(0, checker.rfind('/') + 1) + ADAPT_THEN;
        const char* after[] = {checker.c_str(), argv[1], output.c_str(), argv[2], nullptr};
        verdict = translate(run(after, false, out, err), read_file(out), read_file(err), feedback);
    }
#endif
    std::string message = read_file(err);
    if (message.empty()) message = read_file(out);
    write_text(feedback + "judgemessage.txt", message.substr(0, 4096));
    for (const std::string& left : {output, out, err}) unlink(left.c_str());
    _exit(verdict);
}

}  // namespace

// glibc hands main's arguments to what runs before it.
__attribute__((section(".init_array"), used)) void (*const arena_adapter)(int, char**,
                                                                          char**) = adapt;
