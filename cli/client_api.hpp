// Calls to a server's HTTP API in the name of an account, with its access token; one that is near
// its end, or that the server refuses, is renewed by the refresh cookie first.
//
// What the server refuses (4xx) is the user's to mend and told in the server's words; what it
// cannot do now (429, 5xx, no answer) is an error of the host.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "cli/client_accounts.hpp"
#include "cli/client_http.hpp"

namespace arena::cli {

/// A token that ends sooner is exchanged: clocks differ a little, and calls take time.
inline constexpr std::int64_t renew_before_s = 60;

/// This machine's clock, in seconds since the epoch.
std::int64_t now_s();

struct ApiCall {
    std::string method = "GET", path = {};
    std::string body = {};   ///< JSON; empty: none
    bool as_account = true;  ///< false: nobody needs to be signed in
};

class ApiClient {
public:
    /// `name`: --as, or "" for the one who signed in last, if anybody did. Errors: unreadable,
    /// usage (nobody of that name signed in there).
    static Result<ApiClient> open(ServerAddress address, const std::string& name);

    /// Error: usage when nobody is signed in there, with the command that does it.
    Result<void> need_account() const;
    const Account& account() const { return account_; }
    const ServerAddress& address() const { return address_; }

    /// The answer's JSON. Errors: usage, not_found, host.
    Result<nlohmann::json> call(const ApiCall& call);

    /// `path` is register or login; the account is kept and current from then on.
    Result<nlohmann::json> sign_in(const std::string& path, const std::string& body);

    /// Ends the session at the server (if it is there) and here.
    Result<void> sign_out();

    /// A token that is good for renew_before_s at least. Errors: usage (sign in again), host.
    Result<std::string> fresh_token();

private:
    ApiClient(ServerAddress address, std::string path)
        : address_(std::move(address)), path_(std::move(path)) {}

    Result<void> refresh();
    Result<void> take_tokens(const HttpAnswer& answer, Account& account) const;

    ServerAddress address_;
    std::string path_;
    std::string asked_name_;
    Account account_;  ///< name empty: nobody
};

/// What a refusal's body says, as one line. Shared with the WebSocket's errors: {code, message}.
std::string refusal_text(const nlohmann::json& error);

}  // namespace arena::cli
