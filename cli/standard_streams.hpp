// Descriptors 0 to 2, made valid before anything else is opened.
#pragma once

namespace arena::cli {

/// A parent may have closed some of them (`>&-`): then the next file, pipe or socket of ours would
/// get the number, and what is meant for a person would go there. A closed stdin becomes empty
/// input; a closed stdout stays one that cannot be written (EBADF), so that what must be printed
/// is a write error; a closed stderr swallows what it is told. REQUIRES: one thread.
void open_standard_streams();

/// Nothing can be written to stdout: whoever gave a file for the report wants nothing there.
bool stdout_is_closed();

}  // namespace arena::cli
