// What an organizer can set about a server; the command line fills it in (cli/serve_args.cpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/pairing/readiness.hpp"

namespace arena::serve {

struct ServeSettings {
    std::string address = "127.0.0.1";  ///< loopback unless said otherwise
    int port = 8080;
    std::string data_folder;  ///< database, secrets; made with mode 0700
    std::string store_url;    ///< empty: sqlite in the data folder, or said by the file
    std::string store_file;   ///< named by the organizer, who keeps a password in it
    int store_fd = -1;        ///< that file, open: the server alone reads the URL from it
    std::vector<std::string> problem_folders;
    std::vector<std::string> cors_origins;     ///< exact origins; "*" = any, then without cookies
    std::vector<std::string> trusted_proxies;  ///< whose X-Forwarded-For is believed
    int workers = 0;                           ///< 0 = one for each usable core
    bool allow_restricted = false;             ///< judge without namespaces if need be
    bool relaxed_limits = false;  ///< no limits by address and user: for load tests on loopback
    bool secure_cookies = false;  ///< behind TLS: cookies only over https
    std::int64_t match_duration_ms = 0;  ///< of matchmade battles; 0 = the mode's own
    std::int64_t spectator_delay_ms = 0;
    std::int64_t access_ttl_s = 900;
    pairing::QueueRule pairing_rule = pairing::QueueRule::line;  ///< of the lobby
};

}  // namespace arena::serve
