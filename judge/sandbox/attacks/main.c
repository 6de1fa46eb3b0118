// Finds the attack by name and runs it. See attack.h for the lines that attacks print.
#include <stdio.h>
#include <string.h>

#include "judge/sandbox/attacks/attack.h"

static const struct attack* const tables[] = {
    process_attacks, control_attacks, memory_attacks,  charge_attacks, disk_attacks,
    files_attacks,   proc_attacks,    network_attacks, kernel_attacks, identity_attacks,
    measure_attacks, output_attacks,  leave_attacks,   pair_attacks,
};

int main(int argc, char** argv) {
    if (argc < 2) {
        fprintf(stderr, "arena_attacks: name an attack\n");
        return 64;
    }
    for (size_t t = 0; t < sizeof tables / sizeof *tables; ++t) {
        for (const struct attack* row = tables[t]; row->name != NULL; ++row) {
            if (strcmp(row->name, argv[1]) == 0) return row->run(argc - 1, argv + 1);
        }
    }
    fprintf(stderr, "arena_attacks: no attack is named '%s'\n", argv[1]);
    return 64;
}
