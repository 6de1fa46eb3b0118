#include "cli/generated_files.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "cli/printable.hpp"
#include "judge/source_text.hpp"

namespace arena::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t data_file_bytes_max = std::size_t{1} << 30;

/// A folder beside data/, removed with all that is still in it.
class Aside {
public:
    explicit Aside(const std::string& data) {
        std::string pattern = (fs::path(data).parent_path() / ".arena-XXXXXX").string();
        if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
    }
    ~Aside() {
        std::error_code ignored;
        if (made()) fs::remove_all(path_, ignored);
    }
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

    bool made() const { return !path_.empty(); }
    fs::path path(const std::string& name) const { return fs::path(path_) / name; }

private:
    std::string path_;
};

Result<void> write_aside(const fs::path& path, const std::string& bytes) {
    std::error_code code;
    fs::create_directories(path.parent_path(), code);
    std::ofstream out(path, std::ios::binary);
    out << bytes;
    out.close();
    if (!out) return fail(ErrorCode::host, "cannot write " + printable(path.string()));
    return {};
}

Result<void> move_in(const fs::path& from, const fs::path& to) {
    std::error_code code;
    fs::create_directories(to.parent_path(), code);
    if (!code) fs::rename(from, to, code);
    if (code) {
        return fail(ErrorCode::host,
                    "cannot write " + printable(to.string()) + ": " + code.message());
    }
    return {};
}

}  // namespace

GeneratedDifference compare_generated(const GeneratedFiles& made, const std::string& data) {
    GeneratedDifference out;
    for (const auto& [name, bytes] : made) {
        std::error_code code;
        const std::string path = data + "/" + name;
        if (!fs::exists(path, code)) {
            out.fresh.push_back(name);
            continue;
        }
        auto there = read_source_text(path, data_file_bytes_max);
        if (!there || *there != bytes) out.changed.push_back(name);
    }
    return out;
}

Result<void> put_generated(const GeneratedFiles& made, const GeneratedDifference& names,
                           const std::string& data) {
    const Aside aside(data);
    if (!aside.made()) {
        return fail(ErrorCode::unreadable, "cannot write beside " + printable(data));
    }
    for (const auto* some : {&names.fresh, &names.changed}) {
        for (const std::string& name : *some) {
            auto written = write_aside(aside.path(name), made.at(name));
            if (!written) return written;
        }
    }
    for (const auto* some : {&names.fresh, &names.changed}) {
        for (const std::string& name : *some) {
            auto moved = move_in(aside.path(name), fs::path(data) / name);
            if (!moved) return moved;
        }
    }
    return {};
}

}  // namespace arena::cli
