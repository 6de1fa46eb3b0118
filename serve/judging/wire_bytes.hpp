// Values as bytes between the server and its workers: little-endian, no padding, no names.
//
//   bool    1 byte, 0 or 1          integers  8 bytes, two's complement
//   double  8 bytes, IEEE 754       enums     1 byte
//   text    u32 length, then bytes  optional  bool, then the value
//   list    u32 count, then items
//
// A message's fields are listed once, in a function template fields(archive, value), which writes
// with a ByteWriter and reads with a ByteReader.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace arena::serve {

class ByteWriter {
public:
    explicit ByteWriter(std::string& out) : out_(out) {}

    void operator()(bool value) { byte(value ? 1 : 0); }
    void operator()(const std::int64_t& value) { word(static_cast<std::uint64_t>(value)); }
    void operator()(const std::uint64_t& value) { word(value); }
    void operator()(const double& value);
    void operator()(const std::string& value);

    template <class Enum>
    void choice(const Enum& value, Enum) {
        byte(static_cast<std::uint8_t>(value));
    }

    template <class T>
    void operator()(const std::optional<T>& value) {
        (*this)(value.has_value());
        if (value) (*this)(*value);
    }

    template <class T>
    void operator()(const std::vector<T>& items) {
        length(items.size());
        for (const T& item : items) fields(*this, item);
    }

    void byte(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }

private:
    void word(std::uint64_t value);
    void length(std::size_t value);

    std::string& out_;
};

/// Hostile bytes never read outside `bytes` and never allocate more than a multiple of its size.
/// After the first fault everything read is empty; ask done() at the end.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

    void operator()(bool& value);
    void operator()(std::int64_t& value) { value = static_cast<std::int64_t>(word()); }
    void operator()(std::uint64_t& value) { value = word(); }
    void operator()(double& value);
    void operator()(std::string& value);

    /// Anything above `last` is a fault.
    template <class Enum>
    void choice(Enum& value, Enum last) {
        const std::uint8_t read = byte();
        if (read > static_cast<std::uint8_t>(last)) {
            fault();
        } else {
            value = static_cast<Enum>(read);
        }
    }

    template <class T>
    void operator()(std::optional<T>& value) {
        bool there = false;
        (*this)(there);
        if (there) (*this)(value.emplace());
    }

    template <class T>
    void operator()(std::vector<T>& items) {
        const std::size_t count = length();  // each item takes a byte at least
        for (std::size_t i = 0; i < count && !failed_; ++i) fields(*this, items.emplace_back());
    }

    std::uint8_t byte();

    /// True if everything was read, nothing is left over and nothing was wrong.
    bool done() const { return !failed_ && bytes_.empty(); }

private:
    std::uint64_t word();
    std::size_t length();  ///< at most the bytes that are left
    void fault();

    std::string_view bytes_;
    bool failed_ = false;
};

}  // namespace arena::serve
