// The server's own sabotage: a mutation of a reference that compiles and fails a secret test.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/match/settings.hpp"
#include "serve/app.hpp"

namespace arena::serve {

/// Judges one candidate after the other, in the order of core/match/mutation. Bounded by time: the
/// subtle ones have 5 s, the blunt ones 5 more, then three of those that fail for certain are
/// tried. `found`, once: the source, or none. `name` and a number are the jobs' ids. Strand: the
/// reactor's.
void hunt_mutation(App& app, const match::SabotageTask& task, std::string name, std::uint64_t seed,
                   std::function<void(std::optional<std::string> source)> found);

}  // namespace arena::serve
