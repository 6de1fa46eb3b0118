// See client_accounts.hpp.
#include "cli/client_accounts.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/terminal.hpp"
#include "core/json_text.hpp"

namespace arena::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int file_version = 1;
constexpr mode_t private_file = 0600, private_folder = 0700;

/// Closes the descriptor, and with it ends a lock.
class Held {
public:
    explicit Held(int descriptor) : descriptor_(descriptor) {}
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;
    ~Held() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    int get() const { return descriptor_; }

private:
    int descriptor_;
};

json account_json(const Account& account) {
    return {{"server", account.server},       {"name", account.name},
            {"userId", account.user_id},      {"token", account.token},
            {"expiresAt", account.expires_s}, {"refresh", account.refresh}};
}

Result<Accounts> accounts_in(const std::string& text, const std::string& path) {
    const auto broken = [&] {
        return fail(ErrorCode::unreadable,
                    path + " is not a file of accounts (remove it, then arena client login NAME)");
    };
    const json file = json_value(text);
    if (!file.is_object() || file.value("version", json()) != file_version) return broken();
    const auto list = file.find("accounts");
    if (list == file.end() || !list->is_array()) return broken();
    Accounts accounts;
    for (const json& one : *list) {
        if (!one.is_object()) return broken();
        Account account;
        for (const auto& [field, target] :
             {std::pair{"server", &account.server}, std::pair{"name", &account.name},
              std::pair{"userId", &account.user_id}, std::pair{"token", &account.token},
              std::pair{"refresh", &account.refresh}}) {
            const auto found = one.find(field);
            if (found == one.end() || !found->is_string()) return broken();
            *target = found->get<std::string>();
        }
        const auto expires = one.find("expiresAt");
        if (expires == one.end() || !expires->is_number_integer()) return broken();
        account.expires_s = expires->get<std::int64_t>();
        accounts.push_back(std::move(account));
    }
    return accounts;
}

Result<void> write_file(const std::string& path, const std::string& text) {
    const std::string temporary = path + ".new";
    const Held file(
        open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, private_file));
    const bool written = file.get() >= 0 && fchmod(file.get(), private_file) == 0 &&
                         write_all(file.get(), text) && fsync(file.get()) == 0 &&
                         rename(temporary.c_str(), path.c_str()) == 0;
    if (written) return {};
    const int error = errno;
    (void)unlink(temporary.c_str());
    return fail(ErrorCode::host, "cannot write " + path + ": " + std::strerror(error));
}

bool same_name(const std::string& left, const std::string& right) {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](unsigned char a, unsigned char b) { return (a | 32U) == (b | 32U); });
}

}  // namespace

Result<std::string> accounts_path() {
    if (const char* home = std::getenv("XDG_CONFIG_HOME"); home != nullptr && *home != '\0')
        return std::string(home) + "/arena/client.json";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return std::string(home) + "/.config/arena/client.json";
    return fail(ErrorCode::usage, "there is no place for accounts: set HOME or XDG_CONFIG_HOME");
}

Result<Accounts> read_accounts(const std::string& path) {
    std::ifstream file(path);
    if (!file && errno == ENOENT) return Accounts();
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) return fail(ErrorCode::unreadable, "cannot read " + path);
    return accounts_in(text.str(), path);
}

Result<void> change_accounts(const std::string& path,
                             const std::function<Result<void>(Accounts&)>& change) {
    const fs::path folder = fs::path(path).parent_path();
    std::error_code error;
    fs::create_directories(folder, error);
    (void)chmod(folder.c_str(), private_folder);
    const Held lock(open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, private_file));
    if (lock.get() < 0 || flock(lock.get(), LOCK_EX) != 0)
        return fail(ErrorCode::host,
                    "cannot write in " + folder.string() + ": " + std::strerror(errno));
    auto accounts = read_accounts(path);
    if (!accounts) return tl::unexpected<Error>(accounts.error());
    auto changed = change(*accounts);
    if (!changed) return changed;
    json list = json::array();
    for (const Account& account : *accounts) list.push_back(account_json(account));
    return write_file(path,
                      json_text(json{{"version", file_version}, {"accounts", list}}, 1) + "\n");
}

std::optional<Account> find_account(const Accounts& accounts, const std::string& server,
                                    const std::string& name) {
    const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const Account& one) {
        return one.server == server && (name.empty() || same_name(one.name, name));
    });
    return found == accounts.end() ? std::nullopt : std::optional(*found);
}

void put_account(Accounts& accounts, const Account& account, bool first) {
    const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const Account& one) {
        return one.server == account.server && same_name(one.name, account.name);
    });
    if (found != accounts.end() && !first) {
        *found = account;
        return;
    }
    if (found != accounts.end()) accounts.erase(found);
    accounts.insert(first ? accounts.begin() : accounts.end(), account);
}

void drop_account(Accounts& accounts, const Account& account) {
    std::erase_if(accounts, [&](const Account& one) {
        return one.server == account.server && same_name(one.name, account.name);
    });
}

}  // namespace arena::cli
