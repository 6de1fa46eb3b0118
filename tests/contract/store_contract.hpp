// The contract of Store and Session, as one suite that both databases pass.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "serve/store/store.hpp"

namespace arena::testing {

/// The URL of a new, empty database each time.
using DatabaseMaker = std::function<std::string()>;

/// Opens a store that must open.
std::unique_ptr<serve::Store> open_store(const std::string& url,
                                         const serve::Store::Settings& settings = {});

// Each runs its claims as Catch2 sections, every one on a database of its own.
void check_accounts(const DatabaseMaker& make);
void check_refresh_tokens(const DatabaseMaker& make);
void check_matches(const DatabaseMaker& make);
void check_journal(const DatabaseMaker& make);
void check_submissions(const DatabaseMaker& make);
void check_ratings(const DatabaseMaker& make);
void check_corrections(const DatabaseMaker& make);
void check_group_commit(const DatabaseMaker& make);
void check_opening(const DatabaseMaker& make);

}  // namespace arena::testing
