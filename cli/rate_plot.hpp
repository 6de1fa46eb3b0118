// Curves over time, drawn with characters for a terminal or as one self-contained SVG.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.hpp"

namespace arena::cli {

struct Curve {
    std::string name;
    std::vector<std::pair<double, double>> points;  ///< {day, rating}, days rising
};

/// About 20 lines; braille dots where the screen knows UTF-8, else one letter a curve.
/// REQUIRES: a point at least.
std::string terminal_plot(const std::vector<Curve>& curves, const Screen& screen);

/// 800 x 400; colours that differ for the colour-blind (Okabe and Ito 2008), names as a legend.
std::string svg_plot(const std::vector<Curve>& curves);

}  // namespace arena::cli
