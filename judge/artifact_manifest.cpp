// Writer and strict reader. The reader trusts nothing: counts, lengths and digits are all checked,
// and the closing hash is checked before any of them.
#include "judge/artifact_manifest.hpp"

#include <charconv>
#include <optional>

#include "judge/content_hash.hpp"
#include "judge/source_rules.hpp"

namespace arena {
namespace {

constexpr std::string_view first_line = "arena artifact 1";
constexpr std::string_view digits = "0123456789abcdef";

std::string to_hex(std::string_view bytes) {
    std::string text;
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

std::optional<std::string> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const std::size_t high = digits.find(text[i]);
        const std::size_t low = digits.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

/// Takes words and lines off the front of a text; `good` falls at the first surprise.
struct LineReader {
    std::string_view rest;
    bool good = true;

    std::string_view until(char end) {
        const std::size_t at = rest.find(end);
        if (at == std::string_view::npos) {
            good = false;
            return {};
        }
        const std::string_view taken = rest.substr(0, at);
        rest.remove_prefix(at + 1);
        return taken;
    }
    void expect(std::string_view word) {
        if (rest.starts_with(word)) {
            rest.remove_prefix(word.size());
        } else {
            good = false;
        }
    }
    std::int64_t number(char end) {
        const std::string_view text = until(end);
        std::int64_t value = 0;
        const auto [stop, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (failed != std::errc{} || stop != text.data() + text.size() || value < 0) good = false;
        return value;
    }
};

}  // namespace

std::string write_manifest(const ArtifactManifest& manifest) {
    std::string text(first_line);
    text += "\nkey " + manifest.key;
    text += std::string("\nok ") + (manifest.ok ? "1" : "0");
    text += "\ncpu_ns " + std::to_string(manifest.cpu_ns);
    text += "\nwall_ns " + std::to_string(manifest.wall_ns);
    text += "\nmemory_bytes " + std::to_string(manifest.memory_bytes);
    text += "\nboot " + manifest.boot;
    text += "\nmessage " + to_hex(manifest.message);
    text += "\nfiles " + std::to_string(manifest.files.size()) + "\n";
    for (const ManifestFile& file : manifest.files) {
        text += file.executable ? "x " : "- ";
        text += std::to_string(file.size) + ' ' + file.sha256 + ' ' + file.stamp + ' ' + file.name;
        text += '\n';
    }
    return text + "end " + sha256_hex(text) + "\n";
}

Result<ArtifactManifest> read_manifest(std::string_view text) {
    const auto damaged = [](const char* what) {
        return fail(ErrorCode::unreadable, std::string("damaged manifest: ") + what);
    };
    const std::size_t end = text.rfind("end ");
    if (end == std::string_view::npos || (end > 0 && text[end - 1] != '\n') ||
        text.substr(end) != "end " + sha256_hex(text.substr(0, end)) + "\n") {
        return damaged("its hash does not match");
    }
    ArtifactManifest manifest;
    LineReader reader{text.substr(0, end)};
    reader.expect(first_line);
    reader.expect("\nkey ");
    manifest.key = reader.until('\n');
    reader.expect("ok ");
    manifest.ok = reader.number('\n') == 1;
    reader.expect("cpu_ns ");
    manifest.cpu_ns = reader.number('\n');
    reader.expect("wall_ns ");
    manifest.wall_ns = reader.number('\n');
    reader.expect("memory_bytes ");
    manifest.memory_bytes = reader.number('\n');
    reader.expect("boot ");
    manifest.boot = reader.until('\n');
    reader.expect("message ");
    const auto message = from_hex(reader.until('\n'));
    reader.expect("files ");
    const std::int64_t count = reader.number('\n');
    if (!reader.good || !message) return damaged("its head");
    manifest.message = *message;
    for (std::int64_t i = 0; i < count && reader.good; ++i) {
        ManifestFile file;
        const std::string_view mode = reader.until(' ');
        file.executable = mode == "x";
        file.size = reader.number(' ');
        file.sha256 = reader.until(' ');
        file.stamp = reader.until(' ');
        file.name = reader.until('\n');
        if (!reader.good || (mode != "x" && mode != "-") || file.sha256.size() != 64 ||
            !is_safe_relative_name(file.name)) {
            return damaged("a file row");
        }
        manifest.files.push_back(std::move(file));
    }
    if (!reader.good || !reader.rest.empty()) return damaged("its end");
    return manifest;
}

}  // namespace arena
