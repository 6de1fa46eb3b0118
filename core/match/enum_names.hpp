// The names of the small enumerations of a match, as they are sent and stored.
//
// One array an enumeration, in its order. Wire: do not change a name; add new ones at the end.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "core/match/state.hpp"

namespace arena::match {

using std::string_view_literals::operator""sv;

template <class E>
inline constexpr std::array<std::string_view, 0> enum_names{};

template <>
inline constexpr std::array enum_names<ForfeitReason>{"away"sv, "resigned"sv};
template <>
inline constexpr std::array enum_names<CloseReason>{"deadline"sv, "allSolved"sv, "decided"sv,
                                                    "lastStanding"sv};
template <>
inline constexpr std::array enum_names<AbortReason>{"notStarted"sv, "allLeft"sv, "organizer"sv};
template <>
inline constexpr std::array enum_names<ExtensionReason>{"outage"sv, "judging"sv};
template <>
inline constexpr std::array enum_names<Phase>{"sabotage"sv, "repair"sv};
template <>
inline constexpr std::array enum_names<ReturnReason>{"passesAllTests"sv, "doesNotCompile"sv,
                                                     "alreadyPlanted"sv};
template <>
inline constexpr std::array enum_names<ClaimState>{"pending"sv, "lost"sv};
template <>
inline constexpr std::array enum_names<Status>{"none"sv, "waiting"sv, "active"sv, "finished"sv,
                                               "aborted"sv};
template <>
inline constexpr std::array enum_names<Claim>{"none"sv, "pending"sv, "won"sv, "lost"sv};

template <class E>
concept NamedEnum = enum_names<E>
.size() > 0;

template <NamedEnum E>
constexpr std::string_view name(E value) {
    return enum_names<E>[static_cast<std::size_t>(value)];
}

template <NamedEnum E>
constexpr std::optional<E> parse_name(std::string_view text) {
    for (std::size_t i = 0; i < enum_names<E>.size(); ++i)
        if (enum_names<E>[i] == text) return static_cast<E>(i);
    return std::nullopt;
}

}  // namespace arena::match
