// JSON lines on stderr: {"time":"2026-01-02T03:04:05.678Z","level":"info","what":"...",...}.
//
// Thread-safe; one write(2) a line. Secrets never go in: callers pass ids, not tokens.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace arena::serve {

class Log {
public:
    enum class Level { debug, info, warn, error };
    using Field = std::pair<std::string_view, std::string>;
    using Fields = std::initializer_list<Field>;

    explicit Log(Level least) : least_(least) {}

    void debug(std::string_view what, Fields fields = {}) { write(Level::debug, what, fields); }
    void info(std::string_view what, Fields fields = {}) { write(Level::info, what, fields); }
    void warn(std::string_view what, Fields fields = {}) { write(Level::warn, what, fields); }
    void error(std::string_view what, Fields fields = {}) { write(Level::error, what, fields); }

private:
    void write(Level level, std::string_view what, Fields fields);
    const Level least_;
};

}  // namespace arena::serve
