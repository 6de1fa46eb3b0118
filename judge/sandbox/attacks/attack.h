// The hostile programs of `arena judge --selftest`: one static program, `arena_attacks NAME
// [args]`.
//
// Every attack says on stdout, in lines, what it achieved:
//   TRY what       printed before the deed, so that a kill can be told from never having begun
//   HELD what      the attempt was refused, or did nothing
//   BROKEN what    it worked; the suite never accepts this line, whatever else is true
// The rows in judge/sandbox/attack_table*.cpp say how the Runner must report the run. The two sides
// are checked against each other.
//
// Rules for a new attack: aim at what would be harmless if it worked; never loop without an end
// that the limits enforce; say TRY first. These programs are run inside a sandbox only.
#pragma once

#include <errno.h>
#include <stddef.h>

typedef int (*attack_main)(int argc, char** argv);

struct attack {
    const char* name;
    attack_main run;
};

/// One hostile system call: returns what the kernel did, -1 with errno when it refused.
struct kernel_call {
    const char* name;
    long (*make)(void);
};

/// Tables end with a null name.
extern const struct kernel_call namespace_calls[];
extern const struct kernel_call lock_calls[];
extern const struct attack process_attacks[];
extern const struct attack control_attacks[];
extern const struct attack memory_attacks[];
extern const struct attack charge_attacks[];
extern const struct attack disk_attacks[];
extern const struct attack files_attacks[];
extern const struct attack proc_attacks[];
extern const struct attack network_attacks[];
extern const struct attack kernel_attacks[];
extern const struct attack identity_attacks[];
extern const struct attack measure_attacks[];
extern const struct attack output_attacks[];
extern const struct attack leave_attacks[];
extern const struct attack pair_attacks[];

/// One line each, by a single write(2).
void trying(const char* format, ...) __attribute__((format(printf, 1, 2)));
int held(const char* format, ...) __attribute__((format(printf, 1, 2)));    ///< returns 0
int broken(const char* format, ...) __attribute__((format(printf, 1, 2)));  ///< returns 1

/// Judges one refused call: -1 with an errno that means "not you" is HELD; success, or an errno
/// that means that the kernel went on to look at the arguments, is BROKEN.
int refused(const char* what, long result);
int means_refused(int error);

/// Uses the processor for `ms` of this thread's own CPU time.
void burn_ms(long ms);
void sleep_ms(long ms);
long wall_ms(void);

/// Starts `run(argument)` in a child, which exits with its result. Returns the pid, or -1.
int start_child(int (*run)(void*), void* argument);
/// The child's exit code, or 128 + signal.
int wait_child(int pid);
