// What the server fell in before it was judged.
#pragma once

#include "serve/app.hpp"

namespace arena::serve {

/// At the start: judges stored submissions without a verdict, practice and rejudges of finished
/// matches. Those of live matches are the rooms'. Strand: the reactor's.
void judge_unjudged(App& app);

}  // namespace arena::serve
