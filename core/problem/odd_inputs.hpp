// Inputs that were written on another system: CR LF line ends, byte-order marks.
#pragma once

#include "core/problem/blueprint.hpp"

namespace arena::problem {

/// Adds a line to `understood` for each kind that some input has, with the first that has it. They
/// are kept: what a program reads decides its verdict. Cost: reads the head of every input.
void note_odd_inputs(Blueprint& blueprint);

}  // namespace arena::problem
