#include "cli/program.hpp"
#include "cli/standard_streams.hpp"

int main(int argc, char** argv) {
    arena::cli::open_standard_streams();
    return arena::cli::run_program(argc, argv);
}
