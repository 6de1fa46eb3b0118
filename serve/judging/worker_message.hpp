// The protocol between the server and a judge worker, on a stream socket.
//
//   frame    u32 length of what follows, u8 kind, u64 ticket, body     (little-endian)
//   to the worker      task (body: Task), cancel (empty)
//   from the worker    hello (version), alive (i64 ms: how long a part may last; 0: as before),
//                      progress (TestProgress), outcome (Outcome)
//
// The worker says hello once its slot stands. Then one task at a time: the server sends a task with
// a ticket of its own, the worker answers with any number of alive and progress and one outcome,
// all with that ticket. A cancel while it works ends the task with a fault of kind cancelled; one
// that comes too late has no answer. Neither side trusts the other: a frame that breaks a rule ends
// the connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "serve/judging/outcome.hpp"
#include "serve/judging/task.hpp"

namespace arena::serve {

inline constexpr std::uint8_t worker_protocol_version = 2;
inline constexpr std::size_t frame_bytes_max = 16u << 20;  ///< of one frame, its length excluded

enum class FrameKind : std::uint8_t { task, cancel, hello, alive, progress, outcome };

struct Frame {
    FrameKind kind = FrameKind::task;
    std::uint64_t ticket = 0;
    std::string_view body;  ///< into the reader's buffer: until the next call
};

/// Appends a frame. REQUIRES: it is within frame_bytes_max.
void append_frame(std::string& out, FrameKind kind, std::uint64_t ticket, std::string_view body);

/// Cuts a stream into frames.
class FrameReader {
public:
    void append(std::string_view bytes) { buffer_.append(bytes); }

    /// The next whole frame, nullopt when more bytes are needed. Error: internal; the stream is
    /// broken for good.
    Result<std::optional<Frame>> next();

private:
    std::string buffer_;
    std::size_t begin_ = 0;  ///< of what was not yet handed out
};

/// Bodies. Errors: internal (the bytes are none such). An outcome that would not fit into a frame
/// loses the names and reasons of its tests first.
std::string encode(const Task& task);
std::string encode(const TestProgress& progress);
std::string encode(const Outcome& outcome);
inline constexpr std::int64_t part_ms_max = std::int64_t{30} * 24 * 3600 * 1000;
std::string encode_part_ms(std::int64_t part_ms);  ///< the body of an alive
Result<Task> decode_task(std::string_view body);
Result<TestProgress> decode_progress(std::string_view body);
Result<std::int64_t> decode_part_ms(std::string_view body);
Result<Outcome> decode_outcome(std::string_view body);

}  // namespace arena::serve
