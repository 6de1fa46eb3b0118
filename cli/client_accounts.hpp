// Who is signed in where: ~/.config/arena/client.json, mode 0600, since it holds tokens.
//
// One file for all servers and names, so that two players can share a machine: `login` makes a name
// the current one of its server, --as takes another. Several clients may run at once: a change is a
// whole new file that takes the old one's name, made under a lock.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace arena::cli {

struct Account {
    std::string server;  ///< ServerAddress::url()
    std::string name, user_id;
    std::string token;           ///< the access token
    std::int64_t expires_s = 0;  ///< when it does, by this machine's clock
    std::string refresh;         ///< the refresh cookie's value
};

/// The one used last stands first.
using Accounts = std::vector<Account>;

/// $XDG_CONFIG_HOME/arena/client.json. Error: usage (no home).
Result<std::string> accounts_path();

/// None when there is no file. Errors: unreadable, naming the file and the mend.
Result<Accounts> read_accounts(const std::string& path);

/// Reads, changes and writes under a lock; what `change` says is passed on, and after an error of
/// its nothing is written. Errors: unreadable, host.
Result<void> change_accounts(const std::string& path,
                             const std::function<Result<void>(Accounts&)>& change);

/// By server and name in any case; the first of the server for name "".
std::optional<Account> find_account(const Accounts& accounts, const std::string& server,
                                    const std::string& name);

/// In the place of the account that has its server and name, or as a new one; `first`: as current.
void put_account(Accounts& accounts, const Account& account, bool first);
void drop_account(Accounts& accounts, const Account& account);

}  // namespace arena::cli
