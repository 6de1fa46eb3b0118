#include "judge/verify/content_key.hpp"

#include <sys/stat.h>

#include <fstream>

#include "judge/case_setting.hpp"
#include "judge/content_hash.hpp"
#include "judge/source_language.hpp"

namespace arena {
namespace {

// Change it when the meaning of a stored result changes.
constexpr const char* rules_version = "verify 2";

// Another arena may judge otherwise: a rebuilt binary has other results.
std::string own_identity() {
    struct stat own {};
    if (::stat("/proc/self/exe", &own) != 0) return "unknown";
    return std::to_string(own.st_size) + " " + std::to_string(own.st_mtim.tv_sec) + " " +
           std::to_string(own.st_mtim.tv_nsec);
}

std::string number(double value) {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%.17g", value);
    return buffer;
}

template <class T>
std::string optional_number(const std::optional<T>& value) {
    return value ? number(static_cast<double>(*value)) : "none";
}

void add_limits(ContentHash& hash, const problem::Package& package) {
    for (const auto& bytes : {package.memory_bytes, package.output_bytes, package.code_bytes,
                              package.compile_memory_bytes, package.validation_memory_bytes,
                              package.validation_output_bytes}) {
        hash.add(optional_number(bytes));
    }
    hash.add(optional_number(package.compile_s));
    hash.add(optional_number(package.validation_s));
    hash.add(optional_number(package.time_limit.limit_s));
    hash.add(number(package.time_limit.accepted_multiplier));
    hash.add(number(package.time_limit.rejected_multiplier));
    hash.add(number(package.time_limit.resolution_s));
    hash.add(std::int64_t{package.passes_max});
    for (const bool flag : {package.scoring, package.interactive, package.multi_pass,
                            package.submit_answer, package.allow_file_writing}) {
        hash.add(std::int64_t{flag});
    }
    hash.add(static_cast<std::int64_t>(package.format));
    hash.add(static_cast<std::int64_t>(package.validator));
    hash.add(static_cast<std::int64_t>(package.grading));
}

void add_group(ContentHash& hash, const problem::Group& group) {
    hash.add(group.name);
    hash.add(static_cast<std::int64_t>(group.scoring));
    hash.add(static_cast<std::int64_t>(group.verdict));
    for (const bool flag : {group.stop_on_reject, group.ignore_sample, group.accept_if_any_accepted,
                            group.max_score_unbounded}) {
        hash.add(std::int64_t{flag});
    }
    hash.add(number(group.accept_score));
    hash.add(number(group.reject_score));
    hash.add(group.grader_args);
    hash.add(optional_number(group.range_min));
    hash.add(optional_number(group.range_max));
    hash.add(optional_number(group.max_score));
    hash.add(number(group.static_score));
    hash.add(static_cast<std::int64_t>(group.parent.value_or(0)));
    for (std::size_t other : group.require_pass) hash.add(static_cast<std::int64_t>(other));
}

Result<void> add_case(ContentHash& hash, const problem::Case& test) {
    hash.add(test.name);
    hash.add(static_cast<std::int64_t>(test.group));
    hash.add(test.program_args);
    hash.add(test.validator_args);
    for (const auto& [validator, args] : test.input_validator_args) {
        hash.add(validator);
        hash.add(args);
    }
    for (const std::string& path : {test.input_path, test.answer_path}) {
        if (path.empty()) {
            hash.add("none");
            continue;
        }
        auto digest = file_digest(path);
        if (!digest) return tl::unexpected<Error>(digest.error());
        hash.add(*digest);
    }
    hash.add(std::int64_t{test.is_static});
    auto files = case_files(test);
    if (!files) return tl::unexpected<Error>(files.error());
    for (const BoxFile& file : *files) {
        auto digest = file_digest(file.host_path);
        if (!digest) return tl::unexpected<Error>(digest.error());
        hash.add(file.name);
        hash.add(*digest);
    }
    return {};
}

}  // namespace

Result<std::string> file_digest(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return fail(ErrorCode::unreadable, "cannot read " + path);
    ContentHash hash;
    std::vector<char> block(std::size_t{1} << 16);
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        hash.add_raw(block.data(), static_cast<std::size_t>(in.gcount()));
    }
    return hash.hex();
}

Result<std::string> data_digest(const problem::Package& package) {
    ContentHash hash;
    add_limits(hash, package);
    for (const problem::Group& group : package.groups) add_group(hash, group);
    for (const problem::Case& test : package.cases) {
        auto added = add_case(hash, test);
        if (!added) return tl::unexpected<Error>(added.error());
    }
    for (const auto& [language, files] : package.include_files) {
        hash.add(language);
        for (const std::string& file : files) {
            auto digest = file_digest(file);
            if (!digest) return tl::unexpected<Error>(digest.error());
            hash.add(file.substr(file.rfind('/') + 1));
            hash.add(*digest);
        }
    }
    return hash.hex();
}

Result<std::string> program_digest(const problem::Package& package, const problem::Program& program,
                                   const Language* language) {
    auto sources = package_sources(package, program);
    if (!sources) return tl::unexpected<Error>(sources.error());
    ContentHash hash;
    for (const SourceFile& source : *sources) {
        hash.add(source.name);
        hash.add(source.content);
    }
    if (language != nullptr) {
        hash.add(language->id);
        hash.add(language->compile);
        hash.add(language->run);
        hash.add(locate(*language).identity);
    }
    return hash.hex();
}

Result<std::string> validator_digest(const problem::Package& package,
                                     const std::optional<problem::Program>& program) {
    if (!program) return std::string();
    const auto language = language_of(program->files);
    return program_digest(package, *program, language ? *language : nullptr);
}

Result<std::string> data_result_key(const problem::Package& package,
                                    const problem::ValidationData& data,
                                    const std::string& data_digest,
                                    const std::string& validator_digest_of_output) {
    std::vector<std::string> parts{"data", data_digest, validator_digest_of_output};
    for (const problem::Program& program : package.input_validators) {
        auto digest = validator_digest(package, program);
        if (!digest) return tl::unexpected<Error>(digest.error());
        parts.push_back(*digest);
    }
    for (const auto* files : {&data.invalid_input, &data.invalid_output, &data.valid_output}) {
        for (const problem::ValidationFile& file : *files) {
            ContentHash hash;
            auto added = add_case(hash, file.test);
            if (!added) return tl::unexpected<Error>(added.error());
            parts.push_back(hash.hex());
            auto digest = file.output_path.empty() ? Result<std::string>("none")
                                                   : file_digest(file.output_path);
            if (!digest) return tl::unexpected<Error>(digest.error());
            parts.push_back(*digest);
        }
    }
    return result_key(parts);
}

std::string result_key(const std::vector<std::string>& parts) {
    ContentHash hash;
    hash.add(rules_version);
    hash.add(own_identity());
    hash.add(parts);
    return hash.hex();
}

}  // namespace arena
