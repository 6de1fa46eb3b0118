// Fields of a struct to JSON and back, from one list of fields for both directions.
//
// A list is a template `fields(codec, value)` that calls codec("name", value.member) once a field.
// JsonWriter makes an object of it, JsonReader fills the struct and notes the first thing that is
// missing or of the wrong type or range. Fields that the list does not name are ignored, so that a
// newer writer is understood. An empty optional is left out, and so is an empty codec.maybe().
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/match/enum_names.hpp"
#include "core/match/mode.hpp"
#include "core/match/refusal.hpp"
#include "core/verdict.hpp"

namespace arena::wire {

template <class E, class T>
concept Like = std::same_as<std::remove_const_t<E>, T>;

/// Enumerations that have a name of their own.
inline std::string_view word(match::Mode value) {
    return match::name(value);
}
inline std::string_view word(match::RefusalCode value) {
    return match::name(value);
}
inline std::string_view word(Verdict value) {
    return name(value);
}
template <match::NamedEnum E>
std::string_view word(E value) {
    return match::name(value);
}
inline bool read_word(std::string_view text, match::Mode& value) {
    const auto found = match::parse_mode(text);
    if (found) value = *found;
    return found.has_value();
}
inline bool read_word(std::string_view text, match::RefusalCode& value) {
    const auto found = match::parse_refusal_code(text);
    if (found) value = *found;
    return found.has_value();
}
inline bool read_word(std::string_view text, Verdict& value) {
    const auto found = parse_verdict(text);
    if (found) value = *found;
    return found.has_value();
}
template <match::NamedEnum E>
bool read_word(std::string_view text, E& value) {
    const auto found = match::parse_name<E>(text);
    if (found) value = *found;
    return found.has_value();
}

class JsonWriter {
public:
    explicit JsonWriter(nlohmann::ordered_json& here) : here_(&here) {}

    void operator()(const char* name, const std::string& value) { put(name, value); }
    void operator()(const char* name, bool value);
    void operator()(const char* name, double value);
    template <std::integral T>
    void operator()(const char* name, T value) {
        if constexpr (std::unsigned_integral<T>)
            put_unsigned(name, value);
        else
            put_signed(name, value);
    }
    template <class E>
    requires std::is_enum_v<E>
    void operator()(const char* name, E value) { put(name, word(value)); }
    template <class T>
    void operator()(const char* name, const std::optional<T>& value) {
        if (value) (*this)(name, *value);
    }
    template <class T>
    void operator()(const char* name, const std::vector<T>& values) {
        nlohmann::ordered_json& list = array(name);
        for (const T& value : values) {
            if constexpr (std::same_as<T, std::string>) {
                push(list, value);
            } else {
                JsonWriter item(push_object(list));
                fields(item, value);
            }
        }
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(const char* name, const T& value) {
        JsonWriter inner(object(name));
        fields(inner, value);
    }
    /// Left out when empty.
    void maybe(const char* name, const std::string& value) {
        if (!value.empty()) put(name, value);
    }
    /// Always written; a reader keeps its default without it.
    template <class T>
    void soft(const char* name, const T& value) {
        (*this)(name, value);
    }

private:
    void put(const char* name, std::string_view value);
    void put_signed(const char* name, std::int64_t value);
    void put_unsigned(const char* name, std::uint64_t value);
    nlohmann::ordered_json& object(const char* name);
    nlohmann::ordered_json& array(const char* name);
    static nlohmann::ordered_json& push_object(nlohmann::ordered_json& list);
    static void push(nlohmann::ordered_json& list, const std::string& value);

    nlohmann::ordered_json* here_;
};

class JsonReader {
public:
    /// `fault` takes the first complaint, a lowercase fragment; empty: none yet.
    JsonReader(const nlohmann::json& here, std::string& fault) : here_(&here), fault_(&fault) {}

    bool ok() const { return fault_->empty(); }
    bool has(const char* name) const;

    void operator()(const char* name, std::string& value) { value = text(name); }
    void operator()(const char* name, bool& value);
    void operator()(const char* name, double& value);
    template <std::integral T>
    void operator()(const char* name, T& value) {
        if constexpr (std::unsigned_integral<T>)
            value = static_cast<T>(read_unsigned(name, std::numeric_limits<T>::max()));
        else
            value = static_cast<T>(
                read_signed(name, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
    }
    template <class E>
    requires std::is_enum_v<E>
    void operator()(const char* name, E& value) {
        const std::string found = text(name);
        if (ok() && !read_word(found, value)) complain(name, "is not a known word");
    }
    template <class T>
    void operator()(const char* name, std::optional<T>& value) {
        value.reset();
        if (!has(name)) return;
        T inner{};
        (*this)(name, inner);
        value = std::move(inner);
    }
    template <class T>
    void operator()(const char* name, std::vector<T>& values) {
        values.clear();
        const std::size_t count = size_of(name);
        for (std::size_t i = 0; i < count && ok(); ++i) {
            if constexpr (std::same_as<T, std::string>) {
                values.push_back(text_at(name, i));
            } else {
                JsonReader item(object_at(name, i), *fault_);
                fields(item, values.emplace_back());
            }
        }
    }
    template <class T>
    requires std::is_class_v<T>
    void operator()(const char* name, T& value) {
        JsonReader inner(object(name), *fault_);
        fields(inner, value);
    }
    void maybe(const char* name, std::string& value) {
        value.clear();
        if (has(name)) value = text(name);
    }
    template <class T>
    void soft(const char* name, T& value) {
        if (has(name)) (*this)(name, value);
    }

private:
    void complain(const char* name, std::string_view what);
    const nlohmann::json* find(const char* name);
    std::string text(const char* name);
    std::int64_t read_signed(const char* name, std::int64_t low, std::int64_t high);
    std::uint64_t read_unsigned(const char* name, std::uint64_t high);
    const nlohmann::json& object(const char* name);
    std::size_t size_of(const char* name);
    std::string text_at(const char* name, std::size_t index);
    const nlohmann::json& object_at(const char* name, std::size_t index);

    const nlohmann::json* here_;
    std::string* fault_;
};

}  // namespace arena::wire
