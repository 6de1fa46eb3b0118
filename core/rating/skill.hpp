// What is believed of a player: a normal distribution of skill.
#pragma once

namespace arena::rating {

struct Skill {
    double mu = 0;
    double sigma = 0;
};

struct SkillOnDay {
    double day = 0;
    Skill skill;
};

}  // namespace arena::rating
