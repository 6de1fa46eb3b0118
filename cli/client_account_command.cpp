// `arena client register`, `login`, `logout`, `player`: accounts and their ratings.
#include <unistd.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/client_answer.hpp"
#include "cli/client_api.hpp"
#include "cli/client_args.hpp"
#include "cli/client_json.hpp"
#include "cli/client_password.hpp"
#include "cli/printable.hpp"
#include "cli/terminal.hpp"

namespace arena::cli {
namespace {

using nlohmann::json;

Result<ExitStatus> sign_in(const ClientArgs& args, bool is_new) {
    auto api = ApiClient::open(args.server, "");
    if (!api) return tl::unexpected<Error>(api.error());
    const auto password = read_password(args.password_file, args.words[0], is_new);
    if (!password) return tl::unexpected<Error>(password.error());
    json body{{"username", args.words[0]}, {"password", *password}};
    if (!args.setup_token.empty()) body["setupToken"] = args.setup_token;
    if (!args.player_class.empty()) body["class"] = args.player_class;
    const auto answer = api->sign_in(is_new ? "register" : "login", one_line(body));
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (args.json) return print_answer(one_line(*answer) + "\n");
    if (args.common.quiet) return ExitStatus::ok;
    const json& user = object_in(*answer, "user");
    const std::string role = text_in(user, "role");
    return print_answer(printable(text_in(user, "name")) + " is signed in at " + args.server.url() +
                        (role == "player" ? "" : ", " + role) + "\n");
}

}  // namespace

Result<ExitStatus> client_register_command(const ClientArgs& args) {
    return sign_in(args, true);
}

Result<ExitStatus> client_login_command(const ClientArgs& args) {
    return sign_in(args, false);
}

Result<ExitStatus> client_logout_command(const ClientArgs& args) {
    auto api = ApiClient::open(args.server, args.as);
    if (!api) return tl::unexpected<Error>(api.error());
    const std::string name = api->account().name;
    const auto out = api->sign_out();
    if (!out) return tl::unexpected<Error>(out.error());
    if (args.json) return print_answer("{}\n");
    if (args.common.quiet) return ExitStatus::ok;
    return print_answer(name + " is signed out\n");
}

Result<ExitStatus> client_player_command(const ClientArgs& args) {
    auto api = ApiClient::open(args.server, args.as);
    if (!api) return tl::unexpected<Error>(api.error());
    std::string name = args.words.empty() ? api->account().name : args.words[0];
    if (name.empty()) {
        const auto ready = api->need_account();
        return tl::unexpected<Error>(ready.error());
    }
    const auto answer = api->call({"GET", "/api/rating/" + percent_encoded(name), "", false});
    if (!answer) return tl::unexpected<Error>(answer.error());
    if (args.json) return print_answer(one_line(*answer) + "\n");
    const Screen screen = screen_of(STDOUT_FILENO, args.common.color);
    std::string out =
        paint(screen, Ink::strong, printable(text_in(*answer, "name"))) + "\n" +
        paint(screen, Ink::faint, "  mode           rating   games   won  drawn  lost") + "\n";
    for (const json& one : list_in(*answer, "ratings")) {
        const auto cell = [&](const char* field, std::size_t width) {
            return pad_left(std::to_string(number_in(one, field)), width);
        };
        out += "  " + pad_right(printable(text_in(one, "dimension")), 13) + cell("rating", 8) +
               cell("games", 8) + cell("wins", 6) + cell("draws", 7) + cell("losses", 6) + "\n";
    }
    return print_answer(out);
}

}  // namespace arena::cli
