// What keeps a program from being "busy" when it is to start.
//
// The kernel executes no file that anybody has open for writing (ETXTBSY). A process that a thread
// spawns holds, until it executes something itself, all that other threads had open at that moment,
// close-on-exec or not: so a program that one lane had just written could not be started while
// another lane made a slot. Whoever writes a program holds this lock from open to close, whoever
// spawns a process holds it meanwhile.
#pragma once

#include <mutex>

namespace arena::sandbox {

[[nodiscard]] inline std::unique_lock<std::mutex> spawn_lock() {
    static std::mutex mutex;
    return std::unique_lock<std::mutex>(mutex);
}

}  // namespace arena::sandbox
