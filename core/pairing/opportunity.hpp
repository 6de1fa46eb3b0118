// How many games honest queueing brings to each pair of players, told from the games themselves.
//
// The expected games of a and b are w_a w_b K(d): w is how much a player is in the queue, d how far
// apart the two stand, and K, constant on some forty bins of d, how readily the queue pairs players
// so far apart. Distance is measured along the ratings, stretched where few play: a queue waits for
// a near opponent where many come and takes a far one where few do. How much it stretches differs
// from the middle to the ends, so several stretches are fitted and the one that expects most of a
// pair speaks for it: in doubt for the players. w and K are fitted so that everyone's expected
// games, and those of each bin, are the games played (iterative proportional fitting). Without
// ratings all stand at one place.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace arena::pairing {

struct PlayedGame;

class Opportunity {
public:
    /// Cost: O(players * bins * log players) a round of the fit, some hundred rounds.
    Opportunity(const std::vector<PlayedGame>& games, std::uint32_t players);

    double expected(std::uint32_t a, std::uint32_t b) const;

    /// Of honest pairs, the variance of (games / expected) that chance alone does not make: what
    /// the model misses, of which habits of the hour are the larger part. From neighbours' games,
    /// but for the few that stand out. `played`: the games of two players. Cost: O(players).
    double excess(const std::function<std::uint32_t(std::uint32_t, std::uint32_t)>& played) const;

private:
    static constexpr std::size_t bins = 48;
    using Bins = std::array<double, bins>;

    /// The model with one stretch.
    struct Fit {
        std::vector<double> at;      ///< by player: where it stands
        std::vector<double> weight;  ///< by player: w
        Bins readiness{};            ///< K
        double unit = 1;             ///< of the first bin

        std::size_t bin_of(double distance) const;
        double expected(std::uint32_t a, std::uint32_t b) const;
    };

    Fit placed(double stretch) const;
    void fit(Fit& fit, const std::vector<PlayedGame>& games) const;
    /// Of each bin: the weight of those at such a distance from the player at `rank`.
    Bins weight_around(const Fit& fit, const std::vector<double>& places,
                       const std::vector<double>& summed, std::size_t rank) const;

    std::vector<std::uint32_t> order_;    ///< players with games, by mean rating
    std::vector<double> games_, rating_;  ///< by player
    std::vector<Fit> fits_;
};

}  // namespace arena::pairing
