#include "cli/rate_plot.hpp"

#include <algorithm>
#include <cmath>

#include "cli/printable.hpp"
#include "core/rating/number_text.hpp"

namespace arena::cli {
namespace {

using rating::fixed_text;

constexpr std::size_t plot_rows = 16;
constexpr std::size_t axis_columns = 9;

struct Frame {
    double first = 0, last = 1, low = 0, high = 1;
};

Frame frame_of(const std::vector<Curve>& curves) {
    Frame f{1e300, -1e300, 1e300, -1e300};
    for (const Curve& curve : curves) {
        for (const auto& [day, rating] : curve.points) {
            f.first = std::min(f.first, day);
            f.last = std::max(f.last, day);
            f.low = std::min(f.low, rating);
            f.high = std::max(f.high, rating);
        }
    }
    if (f.last <= f.first) f.last = f.first + 1;
    if (f.high <= f.low) {
        f.high += 1;
        f.low -= 1;
    }
    return f;
}

/// The curve's value at each of `steps` moments; before its first point there is none (NaN).
std::vector<double> sampled(const Curve& curve, const Frame& frame, std::size_t steps) {
    std::vector<double> values(steps, NAN);
    std::size_t next = 0;
    double value = NAN;
    for (std::size_t i = 0; i < steps; ++i) {
        const double day = frame.first + (frame.last - frame.first) * static_cast<double>(i) /
                                             static_cast<double>(steps - 1);
        while (next < curve.points.size() && curve.points[next].first <= day) {
            value = curve.points[next++].second;
        }
        values[i] = value;
    }
    if (!curve.points.empty()) values.back() = curve.points.back().second;
    return values;
}

/// A braille cell holds 2 x 4 dots; U+2800 and one bit a dot.
std::string braille(unsigned dots) {
    const unsigned code = 0x2800 + dots;
    return {static_cast<char>(0xE0 | (code >> 12U)),
            static_cast<char>(0x80 | ((code >> 6U) & 0x3FU)),
            static_cast<char>(0x80 | (code & 0x3FU))};
}

std::string axis(const Frame& frame, std::size_t row) {
    const double value = frame.high - (frame.high - frame.low) * static_cast<double>(row) /
                                          static_cast<double>(plot_rows - 1);
    const bool shown = row % 5 == 0 || row == plot_rows - 1;
    return pad_left(shown ? fixed_text(value, std::abs(frame.high) < 100 ? 2 : 0) : "",
                    axis_columns - 2) +
           (shown ? " +" : " |");
}

}  // namespace

std::string terminal_plot(const std::vector<Curve>& curves, const Screen& screen) {
    const Frame frame = frame_of(curves);
    const auto columns = static_cast<std::size_t>(std::clamp(screen.columns, 40, 160));
    const std::size_t width = columns - axis_columns - 1;
    constexpr Ink inks[] = {Ink::good, Ink::bad, Ink::warning, Ink::strong, Ink::plain};
    constexpr unsigned bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    const std::size_t fine = screen.utf8 ? 4 : 1, across = screen.utf8 ? 2 : 1;
    std::vector<unsigned> dots(plot_rows * width, 0);
    std::vector<std::size_t> owner(plot_rows * width, 0);
    for (std::size_t c = 0; c < curves.size(); ++c) {
        const auto values = sampled(curves[c], frame, width * across);
        for (std::size_t x = 0; x < values.size(); ++x) {
            if (std::isnan(values[x])) continue;
            const double height = (frame.high - values[x]) / (frame.high - frame.low);
            const auto y = static_cast<std::size_t>(
                std::lround(height * static_cast<double>(plot_rows * fine - 1)));
            const std::size_t cell = y / fine * width + x / across;
            dots[cell] |= screen.utf8 ? bits[y % 4][x % 2] : 1U;
            owner[cell] = c;
        }
    }
    std::string out;
    for (std::size_t row = 0; row < plot_rows; ++row) {
        out += paint(screen, Ink::faint, axis(frame, row));
        std::string line;
        for (std::size_t x = 0; x < width; ++x) {
            const std::size_t cell = row * width + x;
            std::string mark = " ";
            if (dots[cell] != 0) {
                mark = screen.utf8 ? braille(dots[cell])
                                   : std::string(1, static_cast<char>('a' + owner[cell] % 26));
                mark = paint(screen, inks[owner[cell] % 5], mark);
            }
            line += mark;
        }
        while (!line.empty() && line.back() == ' ') line.pop_back();
        out += line + "\n";
    }
    out += std::string(axis_columns, ' ') + "day " + fixed_text(frame.first, 0) + " to " +
           fixed_text(frame.last, 0) + "\n";
    for (std::size_t c = 0; c < curves.size(); ++c) {
        const std::string mark =
            screen.utf8 ? "-" : std::string(1, static_cast<char>('a' + c % 26));
        const bool any = !curves[c].points.empty();
        out += "  " + paint(screen, inks[c % 5], mark) + " " + printable(curves[c].name) + "  " +
               (any ? fixed_text(curves[c].points.back().second, 1) : "never played") + "\n";
    }
    return out;
}

std::string svg_plot(const std::vector<Curve>& curves) {
    constexpr const char* colors[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                      "#E69F00", "#56B4E9", "#000000"};
    constexpr double left = 60, top = 20, width = 720, height = 320;
    const Frame f = frame_of(curves);
    const auto x_of = [&](double day) {
        return left + (day - f.first) / (f.last - f.first) * width;
    };
    const auto y_of = [&](double rating) {
        return top + (f.high - rating) / (f.high - f.low) * height;
    };
    std::string out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 400\" "
        "font-family=\"sans-serif\" font-size=\"12\">\n"
        "<rect width=\"800\" height=\"400\" fill=\"#fff\"/>\n";
    for (int line = 0; line <= 4; ++line) {
        const double rating = f.low + (f.high - f.low) * line / 4;
        const std::string y = fixed_text(y_of(rating), 1);
        out += "<path d=\"M60 " + y + "H780\" stroke=\"#ddd\"/><text x=\"54\" y=\"" + y +
               "\" text-anchor=\"end\" dominant-baseline=\"middle\">" +
               fixed_text(rating, std::abs(f.high) < 100 ? 2 : 0) + "</text>\n";
    }
    for (std::size_t c = 0; c < curves.size(); ++c) {
        const std::string color = colors[c % std::size(colors)];
        std::string path;
        for (const auto& [day, rating] : curves[c].points) {
            path += (path.empty() ? "M" : "L") + fixed_text(x_of(day), 1) + " " +
                    fixed_text(y_of(rating), 1);
        }
        if (!path.empty()) {
            out += "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + color +
                   "\" stroke-width=\"1.5\"/>\n";
        }
        const std::string x = fixed_text(left + 150 * static_cast<double>(c % 5), 0);
        const std::size_t row = c / 5;
        const std::string y = fixed_text(370 + 16 * static_cast<double>(row), 0);
        out += "<text x=\"" + x + "\" y=\"" + y + "\" fill=\"" + color + "\">" +
               markup_text(curves[c].name) + "</text>\n";
    }
    return out + "</svg>\n";
}

}  // namespace arena::cli
