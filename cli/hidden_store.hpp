// The store's URL of `arena serve`, out of sight of everybody but the server process.
#pragma once

#include "core/error.hpp"
#include "serve/settings.hpp"

namespace arena::cli {

/// Fills in the store of `settings`: --store, else --store-file, else ARENA_STORE_FILE, else SQLite
/// in the data folder. A file is opened, not read. When the URL or the environment holds a password
/// the program starts itself again without it (same process, a fresh memory): a copy that was wiped
/// here would stay in the arguments, in freed memory and in every worker's.
/// Errors: usage (the file), host. REQUIRES: the data folder is set; one thread.
Result<void> hide_store(serve::ServeSettings& settings);

}  // namespace arena::cli
