// Things on the host that are named after the process that made them: is it dead for certain?
//
// A pid alone does not tell. Another pid namespace may share the folder, and there the number is
// somebody else's; and a number comes again. So who is not to be seen counts as dead at once only
// where every process of the machine can be seen, and a process that began after the thing was made
// did not make it.
#pragma once

#include <ctime>

namespace arena::sandbox {

/// This is the machine's first pid namespace: whoever is alive can be seen.
bool sees_all_processes();

/// Who made a thing at `made_s` (by the clock of the files) as process `pid` is dead. A thing
/// younger than `doubt_s` may belong to somebody that cannot be seen from here.
bool maker_is_dead(int pid, std::time_t made_s, std::time_t doubt_s);

}  // namespace arena::sandbox
