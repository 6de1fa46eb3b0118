// How many players come, by rating: what a queue knows of the density around a player.
//
// Arrivals are counted in bins of 100 points over two windows of 60 s, the older fading out as the
// newer fills: a moving minute that needs no clock of its own and no exponential. Between bin
// centres the density is interpolated, so two neighbours never differ by a jump.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace arena::pairing {

class Arrivals {
public:
    static constexpr double bin_points = 100;
    static constexpr std::size_t bins = 40;  ///< 0..4000; what lies outside counts at the border
    static constexpr std::int64_t window_ms = 60'000;
    static constexpr std::int64_t seen_ms_min = 10'000;  ///< a queue just opened is not a flood

    void count(double rating, std::int64_t now_ms);

    /// The density at one moment, for many players. Cost: 40 divisions.
    class Density {
    public:
        /// Arrivals a second for each rating point around `rating`.
        double at(double rating) const;
        /// Arrivals a second, all ratings.
        double rate() const;
        /// How many it was told from; 1 or less is perhaps the asking player alone.
        double arrivals() const { return arrivals_; }

    private:
        friend class Arrivals;
        double arrivals_ = 0;
        std::array<double, bins> per_point_{};
    };
    Density density(std::int64_t now_ms) const;

private:
    void turn(std::int64_t now_ms);

    std::array<std::uint32_t, bins> newer_{}, older_{};
    std::int64_t opened_ms_ = 0;  ///< when the first player came
    std::int64_t newer_ms_ = 0;   ///< when the newer window began
    bool open_ = false;
    bool has_older_ = false;
};

}  // namespace arena::pairing
