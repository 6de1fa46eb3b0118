// See worker_message.hpp. fields() lists what a message holds, in order, for writing and reading.
#include "serve/judging/worker_message.hpp"

#include "core/assert.hpp"
#include "serve/judging/wire_bytes.hpp"

namespace arena::serve {

// Found by argument-dependent lookup from the lists in wire_bytes.hpp.
template <class Archive, class T>
requires std::is_same_v<std::remove_const_t<T>, JudgedTest>
void fields(Archive& archive, T& test) {
    archive(test.index);
    archive(test.name);
    archive(test.is_sample);
    archive.choice(test.verdict, Verdict::JE);
    archive(test.cpu_ns);
    archive(test.memory_bytes);
    archive(test.reason);
}

namespace {

constexpr std::size_t length_bytes = 4;
constexpr std::size_t head_bytes = 1 + 8;  // kind and ticket

template <class T, class Wanted>
concept Is = std::is_same_v<std::remove_const_t<T>, Wanted>;

template <class Archive, Is<EmptyTask> T>
void body(Archive&, T&) {}

template <class Archive, Is<EmptyReport> T>
void body(Archive&, T&) {}

template <class Archive, Is<JudgeTask> T>
void body(Archive& archive, T& task) {
    archive(task.package_path);
    archive(task.package_version);
    archive(task.language);
    archive(task.source);
    archive.choice(task.tests, TestChoice::secret);
    archive(task.stop_at_first);
    archive(task.time_limit_s);
}

template <class Archive, Is<RunTask> T>
void body(Archive& archive, T& task) {
    archive(task.language);
    archive(task.source);
    archive(task.input);
    archive(task.cpu_ns);
    archive(task.memory_bytes);
    archive(task.output_bytes);
    archive(task.wall_ns);
}

template <class Archive, Is<SyntaxTask> T>
void body(Archive& archive, T& task) {
    archive(task.language);
    archive(task.source);
}

template <class Archive, Is<TestProgress> T>
void body(Archive& archive, T& progress) {
    archive(progress.index);
    archive(progress.done);
    archive(progress.total);
    archive(progress.is_sample);
    archive.choice(progress.verdict, Verdict::JE);
    archive(progress.cpu_ns);
    archive(progress.memory_bytes);
}

template <class Archive, Is<CompileReport> T>
void body(Archive& archive, T& compile) {
    archive(compile.ok);
    archive(compile.cached);
    archive(compile.message);
    archive(compile.cpu_ns);
    archive(compile.wall_ns);
}

template <class Archive, Is<JudgeReport> T>
void body(Archive& archive, T& report) {
    archive.choice(report.verdict, Verdict::JE);
    archive(report.score);
    archive(report.score_max);
    body(archive, report.compile);
    archive(report.language);
    archive(report.time_limit_ns);
    archive(report.memory_limit_bytes);
    archive(report.cpu_max_ns);
    archive(report.memory_max_bytes);
    archive(report.wall_ns);
    archive(report.tests_total);
    archive(report.tests);
}

template <class Archive, Is<RunOutput> T>
void body(Archive& archive, T& output) {
    body(archive, output.compile);
    archive.choice(output.verdict, Verdict::JE);
    archive(output.reason);
    archive(output.output);
    archive(output.error_output);
    archive(output.error_truncated);
    archive(output.cpu_ns);
    archive(output.wall_ns);
    archive(output.memory_bytes);
}

template <class Archive, Is<SyntaxReport> T>
void body(Archive& archive, T& report) {
    body(archive, report.compile);
}

template <class Archive, Is<JobFault> T>
void body(Archive& archive, T& fault) {
    archive.choice(fault.kind, FaultKind::cancelled);
    archive(fault.message);
}

// A variant is the index of its alternative, then that one.
template <class Variant>
std::string write_variant(const Variant& value) {
    std::string out;
    ByteWriter writer(out);
    writer.byte(static_cast<std::uint8_t>(value.index()));
    std::visit([&](const auto& held) { body(writer, held); }, value);
    return out;
}

template <class Variant, std::size_t I = 0>
bool read_variant(std::size_t index, ByteReader& reader, Variant& out) {
    if constexpr (I < std::variant_size_v<Variant>) {
        if (index != I) return read_variant<Variant, I + 1>(index, reader, out);
        body(reader, out.template emplace<I>());
        return reader.done();
    } else {
        return false;
    }
}

template <class Variant>
Result<Variant> decode_variant(std::string_view bytes, const char* what) {
    ByteReader reader(bytes);
    Variant out;
    const std::size_t index = reader.byte();
    if (!read_variant(index, reader, out)) {
        return fail(ErrorCode::internal, std::string("a worker message holds no valid ") + what);
    }
    return out;
}

std::size_t read_length(std::string_view bytes) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < length_bytes; ++i) {
        value |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
    }
    return value;
}

}  // namespace

void append_frame(std::string& out, FrameKind kind, std::uint64_t ticket, std::string_view body) {
    const std::size_t length = head_bytes + body.size();
    ARENA_ASSERT(length <= frame_bytes_max);
    for (std::size_t i = 0; i < length_bytes; ++i) {
        out.push_back(static_cast<char>((length >> (8 * i)) & 0xff));
    }
    ByteWriter writer(out);
    writer.choice(kind, FrameKind::outcome);
    writer(ticket);
    out += body;
}

Result<std::optional<Frame>> FrameReader::next() {
    if (begin_ == buffer_.size()) {
        buffer_.clear();
        begin_ = 0;
    }
    const std::string_view rest = std::string_view(buffer_).substr(begin_);
    if (rest.size() < length_bytes) return std::optional<Frame>();
    const std::size_t length = read_length(rest);
    if (length < head_bytes || length > frame_bytes_max) {
        return fail(ErrorCode::internal,
                    "a worker frame of " + std::to_string(length) + " bytes is none");
    }
    if (rest.size() < length_bytes + length) {
        if (begin_ > 0) {
            buffer_.erase(0, begin_);
            begin_ = 0;
        }
        return std::optional<Frame>();
    }
    ByteReader reader(rest.substr(length_bytes, head_bytes));
    Frame frame;
    reader.choice(frame.kind, FrameKind::outcome);
    reader(frame.ticket);
    if (!reader.done()) return fail(ErrorCode::internal, "a worker frame of an unknown kind");
    frame.body = rest.substr(length_bytes + head_bytes, length - head_bytes);
    begin_ += length_bytes + length;
    return std::optional<Frame>(frame);
}

std::string encode(const Task& task) {
    return write_variant(task);
}

std::string encode(const TestProgress& progress) {
    std::string out;
    ByteWriter writer(out);
    body(writer, progress);
    return out;
}

std::string encode(const Outcome& outcome) {
    std::string out = write_variant(outcome);
    const auto* report = std::get_if<JudgeReport>(&outcome);
    if (out.size() + head_bytes <= frame_bytes_max || report == nullptr) return out;
    JudgeReport shorter = *report;
    for (JudgedTest& test : shorter.tests) {
        test.name.clear();
        test.reason.clear();
    }
    return write_variant(Outcome(std::move(shorter)));
}

Result<Task> decode_task(std::string_view bytes) {
    return decode_variant<Task>(bytes, "task");
}

Result<TestProgress> decode_progress(std::string_view bytes) {
    ByteReader reader(bytes);
    TestProgress progress;
    body(reader, progress);
    if (!reader.done()) return fail(ErrorCode::internal, "a worker message holds no progress");
    return progress;
}

std::string encode_part_ms(std::int64_t part_ms) {
    std::string out;
    ByteWriter writer(out);
    writer(part_ms);
    return out;
}

Result<std::int64_t> decode_part_ms(std::string_view bytes) {
    ByteReader reader(bytes);
    std::int64_t part_ms = 0;
    reader(part_ms);
    if (!reader.done() || part_ms < 0 || part_ms > part_ms_max)
        return fail(ErrorCode::internal, "a worker message holds no length of a part");
    return part_ms;
}

Result<Outcome> decode_outcome(std::string_view bytes) {
    return decode_variant<Outcome>(bytes, "outcome");
}

}  // namespace arena::serve
