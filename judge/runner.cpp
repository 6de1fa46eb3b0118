#include "judge/runner.hpp"

namespace arena {

std::string_view name(Tier tier) {
    switch (tier) {
        case Tier::standard: return "default";
        case Tier::rootless: return "rootless";
        case Tier::restricted: return "restricted";
        case Tier::fake: return "fake";
    }
    return "fake";
}

}  // namespace arena
