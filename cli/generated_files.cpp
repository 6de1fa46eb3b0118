#include "cli/generated_files.hpp"

#include <filesystem>
#include <fstream>

#include "cli/printable.hpp"
#include "cli/staging_folder.hpp"
#include "core/problem/manifest.hpp"
#include "core/utf8.hpp"
#include "judge/source_text.hpp"

namespace arena::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t data_file_bytes_max = std::size_t{1} << 30;

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

/// What is wrong with the name; empty when nothing is.
std::string name_fault(const std::string& name) {
    if (!is_utf8(name)) return "is not UTF-8";
    if (holds_control(name)) return "has a control character";
    return ("/" + name).find("/-") == std::string::npos ? "" : "begins with '-'";
}

/// Whether the default validator compares with answers. A problem.yaml that cannot be read says
/// nothing; who reads the package will say so.
bool needs_answers(const problem::PackageFolder& folder) {
    problem::Package package;
    const auto manifest = problem::read_manifest(folder, package);
    if (!manifest || package.validator == problem::ValidatorKind::custom) return false;
    const bool by_folder = package.format == problem::Format::draft_2023_07 ||
                           package.format == problem::Format::kattis_2025_09;
    const bool program =
        folder.has_directory("output_validator") || folder.has_directory("output_validators");
    const bool custom = manifest->custom_validation.value_or(by_folder && program);
    return !custom && !package.interactive && !package.multi_pass && !package.submit_answer;
}

}  // namespace

Result<void> check_generated(const GeneratedFiles& made, const problem::PackageFolder& folder) {
    const bool answers = needs_answers(folder);
    for (const auto& [name, bytes] : made) {
        const std::string fault = name_fault(name);
        if (!fault.empty()) {
            return fail(ErrorCode::invalid_package,
                        "data/" + printable(name) + " cannot be a test: its name " + fault);
        }
        const bool test = name.starts_with("secret/") || name.starts_with("sample/");
        if (!answers || !test || !name.ends_with(".in")) continue;
        const std::string answer = name.substr(0, name.size() - 3) + ".ans";
        if (made.count(answer) > 0 || folder.has_file("data/" + answer)) continue;
        return fail(ErrorCode::invalid_package,
                    "data/" + printable(name) + " has no answer: let the generator write data/" +
                        printable(answer) + ", too");
    }
    return {};
}

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
    const auto aside = StagingFolder::beside_what_is_there(data);
    if (!aside) return tl::unexpected<Error>(aside.error());
    for (const auto* some : {&names.fresh, &names.changed}) {
        for (const std::string& name : *some) {
            auto written = write_aside(fs::path(aside->path()) / name, made.at(name));
            if (!written) return written;
        }
    }
    for (const auto* some : {&names.fresh, &names.changed}) {
        for (const std::string& name : *some) {
            auto moved = move_in(fs::path(aside->path()) / name, fs::path(data) / name);
            if (!moved) return moved;
        }
    }
    return {};
}

}  // namespace arena::cli
