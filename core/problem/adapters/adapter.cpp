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
//                 4 DMOJ        input output answer; 0 right, 1 wrong
//                 5 COCI        as testlib, but 7 says "partial 3/5" on stderr
//                 6 PEG         output answer input; 0 right, 1 wrong or two lines "3" and "5"
// ADAPT_ORDER     "oai": another order of output, answer, input
// ADAPT_INTERACTS 1: an interactor of testlib: `input output [answer]` and the program's pipes
// ADAPT_THEN      the name of a testlib checker that judges what the interactor wrote
// ADAPT_SCORES    1: a part of the points becomes score_multiplier.txt; 2: points are score.txt;
//                 0: only everything is accepted
// Arguments after the feedback directory: "no_scores" and perhaps what the full points are: a part
// of them is rejected.
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
#ifndef ADAPT_ORDER
#if ADAPT_PROTOCOL == 2
#define ADAPT_ORDER "iao"
#elif ADAPT_PROTOCOL == 6
#define ADAPT_ORDER "oai"
#else
#define ADAPT_ORDER "ioa"
#endif
#endif

namespace {

const char* const mark = "ARENA_ADAPTED";
const int accepted = 42;
const int rejected = 43;
bool no_scores = false;
double full_points = 0;  // 0: nobody said

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
    if (ADAPT_SCORES == 1 && !no_scores && points > 0 && points < 1) {
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

int with_points(const std::string& said, const std::string& feedback) {
    const size_t at = said.find("points ");
    const double points = number_in(at == std::string::npos ? said : said.substr(at), "points");
    if (ADAPT_SCORES != 2) return share(points, feedback);
    if (no_scores) return full_points > 0 && points >= full_points ? accepted : rejected;
    if (points <= 0) return rejected;
    write_text(feedback + "score.txt", std::to_string(points));
    return accepted;
}

/// "3/5", or "3" and "5" on two lines, at `begin`.
int with_fraction(const char* begin, const std::string& feedback) {
    char* end = nullptr;
    const double part = strtod(begin, &end);
    const double whole = end == begin || *end == '\0' ? 0 : strtod(end + 1, nullptr);
    if (whole <= 0 || part < 0 || part > whole) broken("it printed no fraction of the points");
    return share(part / whole, feedback);
}

int of_testlib(int status, const std::string& said, const std::string& feedback) {
    if (status == 0) return accepted;
    if (status == 1 || status == 2 || status == 4 || status == 8) return rejected;
    if (status != 7) broken("exit status " + std::to_string(status) + ": " + said);
    if (ADAPT_PROTOCOL != 5) return with_points(said, feedback);
    const size_t at = said.find("partial ");
    if (at == std::string::npos) broken("it printed no fraction of the points");
    return with_fraction(said.c_str() + at + strlen("partial "), feedback);
}

int of_peg(int status, const std::string& said, const std::string& feedback) {
    if (status == 0) return accepted;
    if (status != 1) broken("exit status " + std::to_string(status));
    const size_t line = said.find('\n');
    const bool two_numbers = !said.empty() && line != std::string::npos &&
                             said.find_first_not_of("0123456789") == line &&
                             said.find_first_of("0123456789", line) == line + 1;
    return two_numbers ? with_fraction(said.c_str(), feedback) : rejected;
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
#if ADAPT_PROTOCOL == 1 || ADAPT_PROTOCOL == 5
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
    (void)out, (void)err, (void)feedback;
    if (status == 0) return accepted;
    if (status == 1) return rejected;
    broken("exit status " + std::to_string(status));
#elif ADAPT_PROTOCOL == 6
    (void)err;
    return of_peg(status, out, feedback);
#endif
}

void read_arguments(int argc, char** argv) {
    for (int i = 4; i < argc; ++i) {
        if (strcmp(argv[i], "no_scores") != 0) continue;
        no_scores = true;
        if (i + 1 < argc) full_points = atof(argv[i + 1]);
    }
}

void adapt(int argc, char** argv, char** /*environment*/) {
    if (getenv(mark) != nullptr) return;
    if (argc < 4) broken("usage: input answer feedback_dir/");
    const std::string feedback = argv[3];
    const std::string output = feedback + ".team_output";
    const std::string out = feedback + ".said";
    const std::string err = feedback + ".told";
    read_arguments(argc, argv);
    const char* ordered[5] = {argv[0]};
    int count = 1;
    for (const char* letter = ADAPT_ORDER; *letter != '\0' && count < 4; ++letter) {
        ordered[count++] = *letter == 'i' ? argv[1] : *letter == 'a' ? argv[2] : output.c_str();
    }
    if (ADAPT_INTERACTS == 0) copy_input_to(output);
    int status = run(ordered, ADAPT_INTERACTS == 1, out, err);
    int verdict = translate(status, read_file(out), read_file(err), feedback);
#ifdef ADAPT_THEN
    if (verdict == accepted) {
        std::string checker = argv[0];
        checker = checker.substr(0, checker.rfind('/') + 1) + ADAPT_THEN;
        const char* after[] = {checker.c_str(), argv[1], output.c_str(), argv[2], nullptr};
        status = run(after, false, out, err);
        verdict = translate(status, read_file(out), read_file(err), feedback);
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
