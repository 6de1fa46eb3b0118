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
//                 7 Lemon       input output answer FULL score_file message_file; whole points of
//                               FULL in score_file, 0 is the only good exit status
//                 8 HUSTOJ      input answer output; 0 right, anything else wrong
//                 9 SYZOJ       files input, user_out, answer, code in the current folder; 0 to
//                               100 on stdout, the message on stderr
//                10 QDUOJ       input output; 0 right, anything else wrong
//                11 sinolpack   an interactor `1 READ_FD WRITE_FD`: the input on stdin, the word
//                               of a checker of 3 on stdout
// ADAPT_ORDER     "oai": another order of output, answer, input
// ADAPT_INTERACTS 1: an interactor of testlib: `input output [answer]` and the program's pipes
// ADAPT_THEN      the name of a testlib checker that judges what the interactor wrote
// ADAPT_SCORES    1: a part of the points becomes score_multiplier.txt; 2: points are score.txt;
//                 0: only everything is accepted
// Arguments after the feedback directory: "no_scores" and perhaps what the full points are: a part
// of them is rejected; "points FULL": what FULL is to Lemon and SYZOJ, which give whole points
// (100 when nobody says).
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
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
#elif ADAPT_PROTOCOL == 8
#define ADAPT_ORDER "iao"
#elif ADAPT_PROTOCOL == 10
#define ADAPT_ORDER "io"
#elif ADAPT_PROTOCOL == 9 || ADAPT_PROTOCOL == 11
#define ADAPT_ORDER ""
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
double test_points = 100;
const char* syzoj_folder = "";  // no std::string: this file acts before such things are made

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

std::string short_number(double value) {
    char text[32];
    snprintf(text, sizeof text, "%.15g", value);
    return text;
}

void write_text(const std::string& path, const std::string& text) {
    FILE* file = fopen(path.c_str(), "wb");
    if (file == nullptr) broken("cannot write " + path);
    fwrite(text.data(), 1, text.size(), file);
    fclose(file);
}

std::string whole_path(const std::string& path) {
    char* found = realpath(path.c_str(), nullptr);
    const std::string out = found == nullptr ? path : found;
    free(found);
    return out;
}

/// Hands the pipes over by number; stdin becomes the input, stdout the verdict.
void hand_over_pipes(std::string& read_fd, std::string& write_fd, const char* input) {
    read_fd = std::to_string(fcntl(0, F_DUPFD, 3));
    write_fd = std::to_string(fcntl(1, F_DUPFD, 3));
    const int from = open(input, O_RDONLY);
    if (from < 0) _exit(127);
    dup2(from, 0);
    close(from);
    signal(SIGPIPE, SIG_DFL);
}

/// Runs `argv`; its stdout and stderr go to files unless it talks to the program.
int run(const char* const* argv, bool talks, const std::string& out, const std::string& err) {
    const pid_t child = fork();
    if (child < 0) broken("cannot fork");
    if (child == 0) {
        setenv(mark, "1", 1);
        const int said = talks ? -1 : open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        const int told = open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
#if ADAPT_PROTOCOL == 9
        const std::string own = whole_path(argv[0]);
        const char* const alone[] = {own.c_str(), nullptr};
        argv = alone;
        if (chdir(syzoj_folder) != 0) _exit(127);
#elif ADAPT_PROTOCOL == 11
        std::string read_fd, write_fd;
        hand_over_pipes(read_fd, write_fd, argv[1]);
        const char* const handed[] = {argv[0], "1", read_fd.c_str(), write_fd.c_str(), nullptr};
        argv = handed;
        dup2(open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
#endif
        if (!talks) dup2(said, 1);
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
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    const int signal = WTERMSIG(status);
    // To these a crash is as good a "no" as any other status.
    if (ADAPT_PROTOCOL == 8 || ADAPT_PROTOCOL == 10) return 128 + signal;
    if (ADAPT_PROTOCOL == 11 && signal == SIGPIPE) return 128 + signal;
    broken("it was killed by signal " + std::to_string(signal));
}

int share(double points, const std::string& feedback) {
    if (ADAPT_SCORES == 1 && !no_scores && points > 0 && points < 1) {
        write_text(feedback + "score_multiplier.txt", short_number(points));
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

/// Whole points of `test_points`; what is behind the point is lost, as at home.
int whole_points(double points, const std::string& feedback) {
    if (test_points <= 0) return points >= 0 ? accepted : rejected;
    return share(static_cast<double>(static_cast<long long>(points)) / test_points, feedback);
}

int of_lemon(int status, const std::string& said, const std::string& feedback) {
    if (status != 0) broken("exit status " + std::to_string(status));
    return whole_points(atof(said.c_str()), feedback);
}

int of_syzoj(int status, const std::string& said, const std::string& feedback) {
    if (status != 0) broken("exit status " + std::to_string(status));
    const double percent = number_in(said, "score");
    return percent >= 100 ? accepted : whole_points(percent * test_points / 100, feedback);
}

int of_soc(int status, const std::string& said, const std::string& feedback) {
    // The program left before the end of the conversation.
    if (status == 128 + SIGPIPE) return rejected;
    if (status == 0 && said.empty()) broken("it printed neither OK nor WRONG");
    return of_sinolpack(status, said, feedback);
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
#elif ADAPT_PROTOCOL == 7
    (void)out, (void)err;
    return of_lemon(status, read_file(feedback + ".score"), feedback);
#elif ADAPT_PROTOCOL == 8 || ADAPT_PROTOCOL == 10
    (void)out, (void)err, (void)feedback;
    return status == 0 ? accepted : rejected;
#elif ADAPT_PROTOCOL == 9
    (void)err;
    return of_syzoj(status, out, feedback);
#elif ADAPT_PROTOCOL == 11
    (void)err;
    return of_soc(status, out, feedback);
#endif
}

void read_arguments(int argc, char** argv) {
    for (int i = 4; i < argc; ++i) {
        if (strcmp(argv[i], "points") == 0 && i + 1 < argc) test_points = atof(argv[i + 1]);
        if (strcmp(argv[i], "no_scores") != 0) continue;
        no_scores = true;
        if (i + 1 < argc) full_points = atof(argv[i + 1]);
    }
}

/// The names that SYZOJ's checkers open; `in` is what Hydro once called the input.
const char* const syzoj_names[] = {"input", "in", "answer", "user_out", "code"};

void lay_out_syzoj(char** argv, const std::string& output) {
    mkdir(syzoj_folder, 0700);
    for (const char* name : syzoj_names) {
        const char* from = *name == 'i' ? argv[1] : *name == 'a' ? argv[2] : output.c_str();
        const std::string path = std::string(syzoj_folder) + name;
        unlink(path.c_str());  // of an earlier pass
        if (*name == 'c') {
            write_text(path, "");
        } else if (symlink(whole_path(from).c_str(), path.c_str()) != 0) {
            broken("cannot write " + path);
        }
    }
}

void remove_syzoj() {
    for (const char* name : syzoj_names) unlink((std::string(syzoj_folder) + name).c_str());
    rmdir(syzoj_folder);
}

void adapt(int argc, char** argv, char** /*environment*/) {
    if (getenv(mark) != nullptr) return;
    if (argc < 4) broken("usage: input answer feedback_dir/");
    const std::string feedback = argv[3];
    const std::string output = feedback + ".team_output";
    const std::string out = feedback + ".said";
    const std::string err = feedback + ".told";
    const std::string score = feedback + ".score";
    read_arguments(argc, argv);
    const std::string full = short_number(test_points);
    const char* ordered[8] = {argv[0]};
    int count = 1;
    for (const char* letter = ADAPT_ORDER; *letter != '\0' && count < 4; ++letter) {
        ordered[count++] = *letter == 'i' ? argv[1] : *letter == 'a' ? argv[2] : output.c_str();
    }
    if (ADAPT_PROTOCOL == 7) {
        for (const std::string* more : {&full, &score, &err}) ordered[count++] = more->c_str();
    }
    if (ADAPT_PROTOCOL == 11) ordered[1] = argv[1];
    if (ADAPT_INTERACTS == 0) copy_input_to(output);
    const std::string files = feedback + ".syzoj/";
    syzoj_folder = files.c_str();
    if (ADAPT_PROTOCOL == 9) lay_out_syzoj(argv, output);
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
    for (const std::string& left : {output, out, err, score}) unlink(left.c_str());
    if (ADAPT_PROTOCOL == 9) remove_syzoj();
    _exit(verdict);
}

}  // namespace

// glibc hands main's arguments to what runs before it.
__attribute__((section(".init_array"), used)) void (*const arena_adapter)(int, char**,
                                                                          char**) = adapt;
