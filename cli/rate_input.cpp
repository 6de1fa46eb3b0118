#include "cli/rate_input.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/output_file.hpp"
#include "cli/terminal.hpp"
#include "judge/owned_directory.hpp"

namespace arena::cli {
namespace {

constexpr std::string_view default_system = "glicko2";
constexpr std::int64_t pipe_bytes_max = std::int64_t{1} << 32;  ///< a file may be larger

/// A file's bytes: mapped when it is a plain file, read when it is a pipe ("-" is standard input).
class Bytes {
public:
    static Result<Bytes> of(const std::string& path) {
        Bytes bytes;
        const int fd = path == "-" ? dup(STDIN_FILENO) : open(path.c_str(), O_RDONLY | O_CLOEXEC);
        FileDescriptor file(fd);
        struct stat facts {};
        if (!file.good() || fstat(file.get(), &facts) != 0) {
            return fail(ErrorCode::not_found, path + ": " + std::strerror(errno));
        }
        if (S_ISDIR(facts.st_mode)) return fail(ErrorCode::unreadable, path + ": is a folder");
        if (S_ISREG(facts.st_mode) && facts.st_size > 0) {
            const auto size = static_cast<std::size_t>(facts.st_size);
            void* at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
            if (at != MAP_FAILED) {
                (void)madvise(at, size, MADV_SEQUENTIAL);
                bytes.mapped_ = static_cast<const char*>(at);
                bytes.size_ = size;
                return bytes;
            }
        }
        auto text = read_descriptor(file.get(), pipe_bytes_max);
        if (!text) return fail(ErrorCode::unreadable, path + ": " + text.error().message);
        bytes.text_ = std::move(*text);
        return bytes;
    }

    Bytes(Bytes&& other) noexcept
        : mapped_(std::exchange(other.mapped_, nullptr)),
          size_(other.size_),
          text_(std::move(other.text_)) {}
    Bytes& operator=(Bytes&&) = delete;
    ~Bytes() {
        if (mapped_ != nullptr) munmap(const_cast<char*>(mapped_), size_);
    }

    std::string_view view() const {
        return mapped_ != nullptr ? std::string_view(mapped_, size_) : std::string_view(text_);
    }

private:
    Bytes() = default;
    const char* mapped_ = nullptr;
    std::size_t size_ = 0;
    std::string text_;
};

Result<void> read_files(const RateArgs& args, const rating::ResultsSink& sink) {
    for (const std::string& path : args.files) {
        const auto bytes = Bytes::of(path);
        if (!bytes) return tl::unexpected<Error>(bytes.error());
        const rating::ResultsText source{bytes->view(), path};
        const auto format = args.input.value_or(rating::detect_format(source.text));
        if (auto done = rating::read_results(source, format, sink); !done) return done;
    }
    return {};
}

}  // namespace

Result<void> refuse_overwriting(const RateArgs& args) {
    std::vector<NamedPath> inputs;
    for (const std::string& path : args.files) inputs.push_back({"RESULTS", path});
    return refuse_overwriting(
        {{"--state", args.state}, {"--svg", args.svg}, {"--output", args.output}}, inputs);
}

Result<rating::Settings> settings_of(const RateArgs& args) {
    const rating::SystemSpec* spec = args.system;
    if (spec == nullptr) spec = *rating::find_system(default_system);
    rating::Settings settings(*spec);
    for (const std::string& set : args.sets) {
        if (auto done = settings.set_all(set); !done) return tl::unexpected<Error>(done.error());
    }
    return settings;
}

Result<void> read_into(rating::Book& book, const RateArgs& args) {
    const rating::ResultsSink sink{
        book.players, book.modes,
        [&](const rating::Event& event, rating::PlayerId mode) { return book.take(event, mode); }};
    if (auto done = read_files(args, sink); !done) return done;
    return {};
}

Result<rating::Book> rated_book(const RateArgs& args) {
    if (auto done = refuse_overwriting(args); !done) return tl::unexpected<Error>(done.error());
    std::optional<rating::Book> book;
    struct stat facts {};
    const bool goes_on = !args.state.empty() && stat(args.state.c_str(), &facts) == 0;
    if (!goes_on && args.files.empty()) {
        return fail(ErrorCode::not_found, "--state " + args.state + ": " + std::strerror(errno));
    }
    if (goes_on) {
        const auto bytes = Bytes::of(args.state);
        if (!bytes) return tl::unexpected<Error>(bytes.error());
        auto state = rating::read_state(bytes->view(), args.state);
        if (!state) return tl::unexpected<Error>(state.error());
        if (args.system != nullptr && args.system != &state->settings().spec()) {
            return fail(ErrorCode::usage, args.state + " was made with --system " +
                                              std::string(state->settings().spec().name));
        }
        if (!args.sets.empty()) {
            return fail(ErrorCode::usage, "--set belongs to the first run: " + args.state +
                                              " keeps its own parameters");
        }
        book.emplace(std::move(*state));
    } else {
        const auto settings = settings_of(args);
        if (!settings) return tl::unexpected<Error>(settings.error());
        book.emplace(*settings);
    }
    if (auto done = read_into(*book, args); !done) return tl::unexpected<Error>(done.error());
    return std::move(*book);
}

Result<LoadedResults> load_results(const RateArgs& args) {
    if (auto done = refuse_overwriting(args); !done) return tl::unexpected<Error>(done.error());
    LoadedResults loaded;
    const rating::ResultsSink sink{loaded.players, loaded.modes,
                                   [&](const rating::Event& event, rating::PlayerId) {
                                       loaded.history.add(event);
                                       return Result<void>();
                                   }};
    if (auto done = read_files(args, sink); !done) return tl::unexpected<Error>(done.error());
    return loaded;
}

Result<void> put_report(const RateArgs& args, const std::string& text) {
    if (args.output.empty()) return write_all(STDOUT_FILENO, text);
    auto file = OutputFile::open(args.output);
    if (!file) return tl::unexpected<Error>(file.error());
    if (auto done = file->write(text); !done) return done;
    return file->commit();
}

Result<void> put_report_and(const RateArgs& args, const std::string& report, const NamedPath& file,
                            const std::string& text) {
    if (file.path.empty()) return put_report(args, report);
    auto opened = OutputFile::open(file.path, file.role);
    if (!opened) return tl::unexpected<Error>(opened.error());
    if (auto done = opened->write(text); !done) return done;
    if (auto done = put_report(args, report); !done) return done;
    return opened->commit();
}

}  // namespace arena::cli
