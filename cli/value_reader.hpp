// Reads the values of flags into the plain structs of arguments, one line a flag; the first error
// is kept and told at the end, so that a reader need not stop to look.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/args.hpp"
#include "cli/flag_value.hpp"

namespace arena::cli {

/// Collects the first error, so that the readers below stay one line a flag.
class ValueReader {
public:
    explicit ValueReader(const CommandLine& line) : line_(line) {}

    template <class Target, class Read>
    void take(std::string_view flag, Target& target, const Read& read) {
        const auto text = line_.last(flag);
        if (!text || error_) return;
        auto value = read(flag, *text);
        if (value) {
            target = *std::move(value);
        } else {
            error_ = value.error();
        }
    }

    void refuse(std::string message) {
        if (!error_) error_ = Error{ErrorCode::usage, std::move(message)};
    }

    template <class Args>
    Result<Args> finish(Args args) const {
        if (error_) return tl::unexpected<Error>(*error_);
        return args;
    }

private:
    const CommandLine& line_;
    std::optional<Error> error_;
};

inline Result<std::string> as_text(std::string_view flag, std::string_view text) {
    if (text.empty()) return fail(ErrorCode::usage, std::string(flag) + " needs a value");
    return std::string(text);
}

inline auto as_count(int least, int most) {
    return [=](std::string_view flag, std::string_view text) {
        return read_count(flag, text, least, most);
    };
}

template <class Value>
auto as_choice(std::vector<std::pair<std::string_view, Value>> choices) {
    return [choices = std::move(choices)](std::string_view flag,
                                          std::string_view text) -> Result<Value> {
        std::vector<std::string_view> names;
        for (const auto& choice : choices) names.push_back(choice.first);
        const auto index = read_choice(flag, text, names);
        if (!index) return tl::unexpected<Error>(index.error());
        return choices[*index].second;
    };
}

/// --color, --quiet and --verbose.
CommonArgs read_common(ValueReader& reader, const CommandLine& line);

/// --tier and --allow-tier; --cache and --no-cache.
SandboxArgs read_sandbox(ValueReader& reader, const CommandLine& line);
CacheArgs read_cache(ValueReader& reader, const CommandLine& line);

void refuse_words(ValueReader& reader, const CommandLine& line, std::string_view command);

}  // namespace arena::cli
