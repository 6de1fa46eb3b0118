// The words with which the tables of commands are written: one short call a flag.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "cli/command_table.hpp"

namespace arena::cli {

using Flags = std::vector<Flag>;
using Choices = std::vector<std::string_view>;

inline Flag switched(std::string_view name, std::string_view about) {
    Flag flag;
    flag.name = name;
    flag.about = about;
    return flag;
}

inline Flag valued(std::string_view name, ValueKind kind, std::string_view value_name,
                   std::string_view about) {
    Flag flag = switched(name, about);
    flag.kind = kind;
    flag.value_name = value_name;
    return flag;
}

inline Flag chosen(std::string_view name, std::string_view value_name, Choices choices,
                   std::string_view about) {
    Flag flag = valued(name, ValueKind::choice, value_name, about);
    flag.choices = std::move(choices);
    return flag;
}

inline Flag lettered(char letter, Flag flag) {
    flag.letter = letter;
    return flag;
}

inline Flag repeatable(Flag flag) {
    flag.repeatable = true;
    return flag;
}

inline Flags section(std::string_view title, Flags flags) {
    for (Flag& flag : flags) flag.section = title;
    return flags;
}

template <class... Lists>
Flags joined(const Lists&... lists) {
    Flags all;
    (all.insert(all.end(), lists.begin(), lists.end()), ...);
    return all;
}

}  // namespace arena::cli
