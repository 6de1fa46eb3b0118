#include "cli/program.hpp"

int main(int argc, char** argv) {
    return arena::cli::run_program(argc, argv);
}
