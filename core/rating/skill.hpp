// What is believed of a player: a normal distribution of skill.
#pragma once

#include <cstdint>

namespace arena::rating {

struct Skill {
    double mu = 0;
    double sigma = 0;
};

/// A rating that is given, not found.
struct Anchor {
    std::uint32_t player = 0;
    double rating = 0;
};

struct SkillOnDay {
    double day = 0;
    Skill skill;
};

}  // namespace arena::rating
