// See log.hpp.
#include "serve/log.hpp"

#include <unistd.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "core/json_text.hpp"

namespace arena::serve {
namespace {

std::string_view name(Log::Level level) {
    switch (level) {
        case Log::Level::debug: return "debug";
        case Log::Level::info: return "info";
        case Log::Level::warn: return "warn";
        case Log::Level::error: return "error";
    }
    return "error";
}

/// RFC 3339 in UTC, to the millisecond.
std::string time_text() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    std::tm parts{};
    ::gmtime_r(&now.tv_sec, &parts);
    char text[32], whole[48];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    std::snprintf(whole, sizeof whole, "%s.%03ldZ", text, now.tv_nsec / 1'000'000);
    return whole;
}

}  // namespace

void Log::write(Level level, std::string_view what, Fields fields) {
    if (level < least_) return;
    nlohmann::ordered_json line{{"time", time_text()}, {"level", name(level)}, {"what", what}};
    for (const auto& [key, value] : fields) line[std::string(key)] = value;
    std::string text = json_text(line) + "\n";
    // a log that cannot be written must not stop the server
    if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

}  // namespace arena::serve
