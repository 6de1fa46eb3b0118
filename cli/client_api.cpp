// See client_api.hpp.
#include "cli/client_api.hpp"

#include <ctime>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;

/// arena_refresh=TOKEN out of a Set-Cookie header.
std::string refresh_cookie(const HttpAnswer& answer) {
    constexpr std::string_view name = "arena_refresh=";
    const auto found = answer.headers.find("set-cookie");
    if (found == answer.headers.end() || !found->second.starts_with(name)) return "";
    return found->second.substr(name.size(), found->second.find(';') - name.size());
}

json parsed(const HttpAnswer& answer) {
    return json_value(answer.body);
}

tl::unexpected<Error> refused(const HttpAnswer& answer, const ServerAddress& address) {
    const json body = parsed(answer);
    const auto error = body.is_object() ? body.find("error") : body.end();
    std::string text = "HTTP status " + std::to_string(answer.status);
    if (body.is_object() && error != body.end()) text = refusal_text(*error);
    const bool is_ours = answer.status < 500 && answer.status != 429;
    if (answer.status == 404) return fail(ErrorCode::not_found, text);
    if (is_ours) return fail(ErrorCode::usage, text);
    return fail(ErrorCode::host, address.url() + " cannot do this now: " + text);
}

}  // namespace

std::int64_t now_s() {
    return static_cast<std::int64_t>(std::time(nullptr));
}

std::string refusal_text(const json& error) {
    if (!error.is_object()) return "the server refuses";
    const auto text_of = [&](const char* field) {
        const auto found = error.find(field);
        return found != error.end() && found->is_string() ? found->get<std::string>() : "";
    };
    std::string text = text_of("message");
    if (text.empty()) text = text_of("code");
    const auto retry = error.find("retryAfterMs");
    if (retry == error.end() || !retry->is_number_integer()) return text;
    const std::int64_t wait_s = (retry->get<std::int64_t>() + 999) / 1000;
    return text + " (in " + std::to_string(wait_s) + " s)";
}

Result<ApiClient> ApiClient::open(ServerAddress address, const std::string& name) {
    auto path = accounts_path();
    if (!path) return tl::unexpected<Error>(path.error());
    auto accounts = read_accounts(*path);
    if (!accounts) return tl::unexpected<Error>(accounts.error());
    ApiClient client(std::move(address), *std::move(path));
    client.asked_name_ = name;
    if (auto found = find_account(*accounts, client.address_.url(), name))
        client.account_ = *std::move(found);
    if (!name.empty()) {
        const auto known = client.need_account();
        if (!known) return tl::unexpected<Error>(known.error());
    }
    return client;
}

Result<void> ApiClient::need_account() const {
    if (!account_.name.empty()) return {};
    const std::string who = asked_name_.empty() ? "nobody" : "'" + asked_name_ + "'";
    return fail(ErrorCode::usage, who + " is " + (asked_name_.empty() ? "" : "not ") +
                                      "signed in at " + address_.url() + " (arena client login " +
                                      (asked_name_.empty() ? "NAME" : asked_name_) +
                                      ", or register)");
}

Result<void> ApiClient::take_tokens(const HttpAnswer& answer, Account& account) const {
    const json body = parsed(answer);
    const auto user = body.is_object() ? body.find("user") : body.end();
    const bool whole = body.is_object() && user != body.end() && user->is_object() &&
                       user->value("name", json()).is_string() &&
                       user->value("id", json()).is_string() &&
                       body.value("token", json()).is_string() &&
                       body.value("expiresIn", json()).is_number_integer();
    const std::string cookie = refresh_cookie(answer);
    if (!whole || cookie.empty())
        return fail(ErrorCode::host, address_.url() + " does not answer as an arena server does");
    account.server = address_.url();
    account.name = (*user)["name"].get<std::string>();
    account.user_id = (*user)["id"].get<std::string>();
    account.token = body["token"].get<std::string>();
    account.expires_s = now_s() + body["expiresIn"].get<std::int64_t>();
    account.refresh = cookie;
    return {};
}

/// Under the file's lock: another client of the account may have done it while we waited.
Result<void> ApiClient::refresh() {
    return change_accounts(path_, [this](Accounts& accounts) -> Result<void> {
        const auto kept = find_account(accounts, account_.server, account_.name);
        if (kept && kept->token != account_.token && kept->expires_s > now_s() + renew_before_s) {
            account_ = *kept;
            return {};
        }
        HttpRequest request;
        request.method = "POST";
        request.target = "/api/auth/refresh";
        request.body = "{}";
        request.cookie = "arena_refresh=" + (kept ? *kept : account_).refresh;
        const auto answer = http_exchange(address_, request);
        if (!answer) return tl::unexpected<Error>(answer.error());
        if (answer->status == 401)
            return fail(ErrorCode::usage, account_.name + "'s session at " + address_.url() +
                                              " is over (arena client login " + account_.name +
                                              ")");
        if (answer->status != 200) return refused(*answer, address_);
        auto taken = take_tokens(*answer, account_);
        if (taken) put_account(accounts, account_, false);
        return taken;
    });
}

Result<std::string> ApiClient::fresh_token() {
    auto ready = need_account();
    if (ready && account_.expires_s < now_s() + renew_before_s) ready = refresh();
    if (!ready) return tl::unexpected<Error>(ready.error());
    return account_.token;
}

Result<json> ApiClient::call(const ApiCall& call) {
    HttpRequest request;
    request.method = call.method;
    request.target = call.path;
    request.body = call.body;
    for (int turn = 0;; ++turn) {
        if (call.as_account) {
            const auto token = fresh_token();
            if (!token) return tl::unexpected<Error>(token.error());
            request.authorization = "Bearer " + *token;
        }
        const auto answer = http_exchange(address_, request);
        if (!answer) return tl::unexpected<Error>(answer.error());
        if (answer->status == 401 && call.as_account && turn == 0) {
            const auto renewed = refresh();
            if (!renewed) return tl::unexpected<Error>(renewed.error());
            continue;
        }
        if (answer->status < 200 || answer->status > 299) return refused(*answer, address_);
        json body = parsed(*answer);
        if (!body.is_discarded()) return body;
        return fail(ErrorCode::host, address_.url() + " does not answer as an arena server does");
    }
}

Result<json> ApiClient::sign_in(const std::string& path, const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.target = "/api/auth/" + path;
    request.body = body;
    const auto answer = http_exchange(address_, request);
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (answer->status != 200 && answer->status != 201) return refused(*answer, address_);
    const auto taken = take_tokens(*answer, account_);
    if (!taken) return tl::unexpected<Error>(taken.error());
    const auto kept = change_accounts(path_, [this](Accounts& accounts) -> Result<void> {
        put_account(accounts, account_, true);
        return {};
    });
    if (!kept) return tl::unexpected<Error>(kept.error());
    json told = parsed(*answer);
    told.erase("token");  // is kept, and not for a terminal's scrollback
    return told;
}

Result<void> ApiClient::sign_out() {
    auto ready = need_account();
    if (!ready) return ready;
    HttpRequest request;
    request.method = "POST";
    request.target = "/api/auth/logout";
    request.body = "{}";
    request.cookie = "arena_refresh=" + account_.refresh;
    const auto answer = http_exchange(address_, request);
    auto dropped = change_accounts(path_, [this](Accounts& accounts) -> Result<void> {
        drop_account(accounts, account_);
        return {};
    });
    if (!dropped) return dropped;
    if (!answer) return tl::unexpected<Error>(answer.error());
    return {};
}

}  // namespace arena::cli
