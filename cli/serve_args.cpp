// See serve_args.hpp.
#include "cli/serve_args.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>

#include "cli/value_reader.hpp"

namespace arena::cli {
namespace {

constexpr int workers_max = 1024;
constexpr int seconds_max = 24 * 3600;
constexpr int port_max = 65535;

struct ListenAt {
    std::string address;
    int port = 0;
};

/// "8080", "127.0.0.1:8080", "[::1]:8080".
Result<ListenAt> read_listen(std::string_view flag, std::string_view text) {
    const auto refuse = [&] {
        return fail(ErrorCode::usage, std::string(flag) +
                                          " wants ADDRESS:PORT or PORT, such as "
                                          "127.0.0.1:8080, not '" +
                                          std::string(text) + "'");
    };
    ListenAt at{"127.0.0.1", 0};
    const std::size_t colon = text.rfind(':');
    std::string_view port = text;
    if (colon != std::string_view::npos) {
        std::string_view address = text.substr(0, colon);
        if (address.starts_with('[') && address.ends_with(']'))
            address = address.substr(1, address.size() - 2);
        if (address.empty()) return refuse();
        at.address = address;
        port = text.substr(colon + 1);
    }
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), at.port);
    if (error != std::errc() || end != port.data() + port.size() || at.port < 0 ||
        at.port > port_max)
        return refuse();
    return at;
}

/// As browsers write it (Fetch standard, "serializing a request origin"): anything else would never
/// be met.
bool is_origin(std::string_view text) {
    const std::size_t end_of_scheme = text.find("://");
    if (end_of_scheme == std::string_view::npos) return false;
    const std::string_view scheme = text.substr(0, end_of_scheme);
    if (scheme != "http" && scheme != "https") return false;
    std::string_view host = text.substr(scheme.size() + 3);
    const std::size_t bracket = host.starts_with('[') ? host.find(']') : 0;
    const std::size_t colon = bracket == std::string_view::npos ? bracket : host.find(':', bracket);
    if (colon != std::string_view::npos) {
        const std::string_view port = host.substr(colon + 1);
        int number = 0;
        const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
        const bool is_usual = number == (scheme == "http" ? 80 : 443);
        if (error != std::errc() || end != port.data() + port.size() || number < 1 ||
            number > port_max || is_usual || port.front() == '0')
            return false;
        host = host.substr(0, colon);
    }
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view("-._[]:").find(c) != std::string_view::npos;
    };
    return !host.empty() && std::all_of(host.begin(), host.end(), fits);
}

void check_origins(ValueReader& reader, const std::vector<std::string>& origins) {
    for (const std::string& origin : origins)
        if (origin != "*" && !is_origin(origin))
            reader.refuse(
                "--cors wants '*' or an origin as browsers send it, such as "
                "https://play.example or http://localhost:3000, not '" +
                origin + "'");
}

/// In the one spelling in which the address of a peer is written.
void read_proxies(ValueReader& reader, std::vector<std::string>& addresses) {
    for (std::string& address : addresses) {
        unsigned char bytes[sizeof(in6_addr)];
        const int family = address.find(':') == std::string::npos ? AF_INET : AF_INET6;
        char text[INET6_ADDRSTRLEN];
        if (inet_pton(family, address.c_str(), bytes) == 1 &&
            inet_ntop(family, bytes, text, sizeof text) != nullptr)
            address = text;
        else
            reader.refuse("--trust-proxy wants a numeric IP address, such as 127.0.0.1, not '" +
                          address + "'");
    }
}

std::vector<std::string> all_of(const CommandLine& line, std::string_view flag) {
    const auto found = line.values.find(flag);
    return found == line.values.end() ? std::vector<std::string>() : found->second;
}

}  // namespace

Result<ServeArgs> read_serve_args(const CommandLine& line) {
    ValueReader reader(line);
    ServeArgs args;
    args.common = read_common(reader, line);
    serve::ServeSettings& settings = args.settings;
    ListenAt at{settings.address, settings.port};
    reader.take("--listen", at, read_listen);
    settings.address = at.address;
    settings.port = at.port;
    reader.take("--data", settings.data_folder, as_text);
    reader.take("--store", settings.store_url, as_text);
    reader.take("--store-file", settings.store_file, as_text);
    if (line.has("--store") && line.has("--store-file"))
        reader.refuse("--store and --store-file both name the store: keep one");
    settings.problem_folders = all_of(line, "--problems");
    settings.cors_origins = all_of(line, "--cors");
    check_origins(reader, settings.cors_origins);
    settings.trusted_proxies = all_of(line, "--trust-proxy");
    read_proxies(reader, settings.trusted_proxies);
    reader.take("--workers", settings.workers, as_count(1, workers_max));
    int seconds = 0;
    reader.take("--match-duration", seconds, as_count(5, seconds_max));
    settings.match_duration_ms = seconds * std::int64_t{1000};
    seconds = 0;
    reader.take("--spectator-delay", seconds, as_count(0, seconds_max));
    settings.spectator_delay_ms = seconds * std::int64_t{1000};
    reader.take("--pairing", settings.pairing_rule,
                as_choice<pairing::QueueRule>(
                    {{"line", pairing::QueueRule::line}, {"window", pairing::QueueRule::window}}));
    settings.secure_cookies = line.has("--secure-cookies");
    settings.relaxed_limits = line.has("--no-rate-limits");
    std::string tier;
    reader.take("--allow-tier", tier, as_choice<std::string>({{"restricted", "restricted"}}));
    settings.allow_restricted = !tier.empty();
    reader.take("--cache", args.cache_folder, as_text);
    refuse_words(reader, line, "serve");
    return reader.finish(std::move(args));
}

}  // namespace arena::cli
