#include "serve/judging/wire_bytes.hpp"

#include <bit>
#include <limits>

#include "core/assert.hpp"

namespace arena::serve {
namespace {

constexpr int word_bytes = 8;
constexpr int length_bytes = 4;

void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xff));
}

std::uint64_t get(std::string_view bytes, int count) {
    std::uint64_t value = 0;
    for (int i = 0; i < count; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
        value |= static_cast<std::uint64_t>(byte) << (8 * i);
    }
    return value;
}

}  // namespace

void ByteWriter::word(std::uint64_t value) {
    put(out_, value, word_bytes);
}

void ByteWriter::length(std::size_t value) {
    ARENA_ASSERT(value <= std::numeric_limits<std::uint32_t>::max());
    put(out_, value, length_bytes);
}

void ByteWriter::operator()(const double& value) {
    word(std::bit_cast<std::uint64_t>(value));
}

void ByteWriter::operator()(const std::string& value) {
    length(value.size());
    out_ += value;
}

void ByteReader::fault() {
    failed_ = true;
    bytes_ = {};
}

std::uint8_t ByteReader::byte() {
    if (bytes_.empty()) {
        fault();
        return 0;
    }
    const auto value = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
}

std::uint64_t ByteReader::word() {
    if (bytes_.size() < word_bytes) {
        fault();
        return 0;
    }
    const std::uint64_t value = get(bytes_, word_bytes);
    bytes_.remove_prefix(word_bytes);
    return value;
}

std::size_t ByteReader::length() {
    if (bytes_.size() < length_bytes) {
        fault();
        return 0;
    }
    const auto value = static_cast<std::size_t>(get(bytes_, length_bytes));
    bytes_.remove_prefix(length_bytes);
    if (value > bytes_.size()) {
        fault();
        return 0;
    }
    return value;
}

void ByteReader::operator()(bool& value) {
    const std::uint8_t read = byte();
    if (read > 1) fault();
    value = read == 1;
}

void ByteReader::operator()(double& value) {
    value = std::bit_cast<double>(word());
}

void ByteReader::operator()(std::string& value) {
    const std::size_t count = length();
    value.assign(bytes_.substr(0, count));
    bytes_.remove_prefix(count);
}

}  // namespace arena::serve
