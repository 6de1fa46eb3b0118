// The rows of the selftest, by group, after section 4 of the sandbox specification's attack list.
#pragma once

#include <vector>

#include "judge/sandbox/attack.hpp"

namespace arena::sandbox {

/// All rows in the order of the run. Ids are unique.
const std::vector<Attack>& attack_table();

std::vector<Attack> process_rows();  ///< bombs, daemons, signals, priority
std::vector<Attack> memory_rows();   ///< bombs, hidden memory, honest peaks
std::vector<Attack> disk_rows();     ///< filling and littering
std::vector<Attack> files_rows();    ///< the host's files, /proc, collected output
std::vector<Attack> network_rows();  ///< sockets, and what one run leaves for the next
std::vector<Attack> kernel_rows();   ///< single system calls, identity
std::vector<Attack> measure_rows();  ///< hidden work, honest clocks
std::vector<Attack> output_rows();   ///< floods, forged streams
std::vector<Attack> compile_rows();  ///< hostile sources, by a real compiler in the sandbox
std::vector<Attack> pair_rows();     ///< against an interactor
std::vector<Attack> service_rows();  ///< against the judge as a program

}  // namespace arena::sandbox
