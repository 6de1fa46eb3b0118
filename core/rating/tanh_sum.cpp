#include "core/rating/tanh_sum.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/assert.hpp"
#include "core/rating/normal.hpp"
#include "core/rating/root.hpp"

namespace arena::rating {
namespace {

constexpr std::size_t direct_max = 200;      ///< up to here summing beats a table
constexpr std::size_t pieces_max = 100'000;  ///< a wider spread of ratings is summed
constexpr double half_width = 0.125;         ///< of a piece, in units of 1 / scale

double tanh_of(double z) {
    return 1 - 2 / (std::exp(2 * z) + 1);
}

}  // namespace

TanhSum::TanhSum(std::vector<double> means, double scale)
    : means_(std::move(means)), scale_(scale) {
    ARENA_ASSERT(!means_.empty() && scale > 0);
    if (means_.size() <= direct_max) return;
    std::sort(means_.begin(), means_.end());
    // Beyond this margin all terms together are within half a place of their limit.
    const double margin = std::log(8 * static_cast<double>(means_.size())) / (2 * scale_);
    width_ = 2 * half_width / scale_;
    begin_ = means_.front() - margin;
    const double count = std::ceil((means_.back() + margin - begin_) / width_);
    if (!(count < static_cast<double>(pieces_max))) return;
    pieces_.resize(static_cast<std::size_t>(count));
    at_begin_.resize(pieces_.size() + 1);
    for (std::size_t index = 0; index < pieces_.size(); ++index) {
        std::array<double, nodes> values{};
        for (std::size_t k = 0; k < nodes; ++k) {
            const double at = std::cos(pi * (static_cast<double>(k) + 0.5) / nodes);
            values[k] = direct(piece_begin(index) + (at + 1) / 2 * width_);
        }
        for (std::size_t c = 0; c < nodes; ++c) {
            double sum = 0;
            for (std::size_t k = 0; k < nodes; ++k) {
                sum += values[k] * std::cos(pi * static_cast<double>(c) *
                                            (static_cast<double>(k) + 0.5) / nodes);
            }
            pieces_[index][c] = sum * (c == 0 ? 1.0 : 2.0) / nodes;
        }
        at_begin_[index] = direct(piece_begin(index));
    }
    at_begin_.back() = direct(piece_begin(pieces_.size()));
}

double TanhSum::piece_begin(std::size_t index) const {
    return begin_ + static_cast<double>(index) * width_;
}

double TanhSum::direct(double x) const {
    double sum = 0;
    for (const double mean : means_) sum += tanh_of((x - mean) * scale_);
    return sum;
}

double TanhSum::on_piece(std::size_t index, double x) const {
    const double t = 2 * (x - piece_begin(index)) / width_ - 1;
    double next = 0, after = 0;
    for (std::size_t c = nodes - 1; c > 0; --c) {
        const double now = 2 * t * next - after + pieces_[index][c];
        after = next;
        next = now;
    }
    return t * next - after + pieces_[index][0];
}

double TanhSum::operator()(double x) const {
    if (pieces_.empty() || x < begin_ || x >= piece_begin(pieces_.size())) return direct(x);
    const auto index = static_cast<std::size_t>((x - begin_) / width_);
    return on_piece(std::min(index, pieces_.size() - 1), x);
}

double TanhSum::inverse(double value, double low, double high) const {
    const auto direct_with_slope = [&](double x) {
        double sum = -value, slope = 0;
        for (const double mean : means_) {
            const double t = tanh_of((x - mean) * scale_);
            sum += t;
            slope += (1 - t * t) * scale_;
        }
        return std::pair(sum, slope);
    };
    const bool tabulated =
        !pieces_.empty() && value > at_begin_.front() && value < at_begin_.back();
    if (!tabulated) {
        return monotone_root(low, high, (low + high) / 2, direct_with_slope);
    }
    const auto after = std::upper_bound(at_begin_.begin(), at_begin_.end(), value);
    const auto index = static_cast<std::size_t>(after - at_begin_.begin()) - 1;
    double from = piece_begin(index), to = from + width_;
    double at_from = at_begin_[index] - value, at_to = at_begin_[index + 1] - value;
    // Regula falsi with Illinois' halving: the piece is nearly straight.
    for (int step = 0; step < root_steps_max && to - from > 1e-11; ++step) {
        const double x = (from * at_to - to * at_from) / (at_to - at_from);
        if (!(x > from && x < to)) break;
        const double at = on_piece(index, x) - value;
        if (at == 0) return std::clamp(x, low, high);
        if (at < 0) {
            from = x;
            at_from = at;
            at_to /= 2;
        } else {
            to = x;
            at_to = at;
            at_from /= 2;
        }
    }
    return std::clamp((from + to) / 2, low, high);
}

}  // namespace arena::rating
