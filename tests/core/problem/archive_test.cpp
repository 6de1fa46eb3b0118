// Archives made here entry by entry, with the tricks that real ones play.
#include "core/problem/archive.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>

#include "core/problem/archive_name.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::problem;

namespace {

struct Entry {
    std::string name, content;
    unsigned type = AE_IFREG;
    std::string link{};
};

std::string make_archive(const arena::testing::TemporaryFolder& folder, const std::string& name,
                         const std::vector<Entry>& entries) {
    const std::string path = folder.path(name);
    archive* out = archive_write_new();
    if (name.find(".zip") != std::string::npos) {
        archive_write_set_format_zip(out);
    } else {
        archive_write_set_format_pax_restricted(out);
        if (name.find(".gz") != std::string::npos) archive_write_add_filter_gzip(out);
    }
    archive_write_open_filename(out, path.c_str());
    for (const Entry& from : entries) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, from.name.c_str());
        archive_entry_set_filetype(entry, from.type);
        archive_entry_set_perm(entry, 0644);
        if (from.type == AE_IFLNK) archive_entry_set_symlink(entry, from.link.c_str());
        if (from.type == 0) archive_entry_set_hardlink(entry, from.link.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(from.content.size()));
        archive_write_header(out, entry);
        archive_write_data(out, from.content.data(), from.content.size());
        archive_entry_free(entry);
    }
    archive_write_close(out);
    archive_write_free(out);
    return path;
}

struct Unpacked {
    arena::testing::TemporaryFolder folder;
    Result<ArchiveContent> content;

    explicit Unpacked(const std::vector<Entry>& entries, const std::string& name = "a.tar.gz",
                      const ArchiveLimits& limits = {}) {
        const std::string path = make_archive(folder, name, entries);
        std::filesystem::create_directory(folder.path("out"));
        content = unpack_archive(path, folder.path("out"), limits);
    }
    std::string refusal() const { return content ? "" : content.error().message; }
    bool has(const std::string& name) const {
        return std::filesystem::exists(folder.path("out/" + name));
    }
};

using Catch::Matchers::ContainsSubstring;

}  // namespace

TEST_CASE("archive: files and folders of zip and tar", "[core][archive]") {
    for (const char* name : {"a.zip", "a.tar.gz"}) {
        CAPTURE(name);
        const Unpacked out({{"./p/", "", AE_IFDIR, ""},
                            {"p/data/1.in", "1\n", AE_IFREG, ""},
                            {"p/data/2.in", std::string(700000, 'x'), AE_IFREG, ""},
                            {"__MACOSX/p/._1.in", "junk", AE_IFREG, ""}},
                           name);
        REQUIRE_OK(out.content);
        CHECK(out.content->files == 2);
        CHECK(out.content->bytes == 700002);
        CHECK(out.has("p/data/1.in"));
        CHECK_FALSE(out.has("__MACOSX"));
    }
}

TEST_CASE("archive: names that lead elsewhere are refused", "[core][archive]") {
    CHECK_THAT(Unpacked({{"p/../../evil", "x", AE_IFREG, ""}}).refusal(),
               ContainsSubstring("leads out of the destination"));
    CHECK_THAT(Unpacked({{"/etc/evil", "x", AE_IFREG, ""}}, "a.zip").refusal(),
               ContainsSubstring("absolute path"));
    CHECK_THAT(Unpacked({{"p/-rf", "x", AE_IFREG, ""}}).refusal(),
               ContainsSubstring("begins with '-'"));
    CHECK_THAT(Unpacked({{"p\\..\\evil", "x", AE_IFREG, ""}}).refusal(),
               ContainsSubstring("backslash"));
    CHECK_THAT(Unpacked({{"p/\x01", "x", AE_IFREG, ""}}).refusal(), ContainsSubstring("control"));
    const auto wrong = clean_archive_name("p/\xff\xfe");
    REQUIRE_FALSE(wrong.has_value());
    CHECK_THAT(wrong.error().message, ContainsSubstring("not UTF-8"));
    CHECK(clean_archive_name("./a//b/./c/").value() == "a/b/c");
    CHECK(clean_archive_name("./").value().empty());
    CHECK_FALSE(clean_archive_name("./C:x").has_value());  // found by the fuzzer
}

TEST_CASE("archive: links stay inside and are never walked through", "[core][archive]") {
    CHECK_THAT(Unpacked({{"p/l", "", AE_IFLNK, "../../etc"}}).refusal(),
               ContainsSubstring("link out of the archive"));
    CHECK_THAT(Unpacked({{"p/l", "", AE_IFLNK, "/etc/passwd"}}).refusal(),
               ContainsSubstring("link out of the archive"));
    CHECK_THAT(Unpacked({{"p/l", "", AE_IFLNK, "."}, {"p/l/x", "x", AE_IFREG, ""}}).refusal(),
               ContainsSubstring("lies below a link"));
    const Unpacked twice({{"p/l", "", AE_IFLNK, "t"}, {"p/l", "x", AE_IFREG, ""}});
    CHECK_THAT(twice.refusal(), ContainsSubstring("there twice"));
    const Unpacked good({{"p/1.in", "1", AE_IFREG, ""}, {"q/1.in", "", AE_IFLNK, "../p/1.in"}});
    REQUIRE_OK(good.content);
    CHECK(good.has("q/1.in"));
}

TEST_CASE("archive: bombs end early", "[core][archive]") {
    ArchiveLimits few;
    few.entries_max = 3;
    CHECK_THAT(Unpacked({{"1", "", AE_IFREG, ""},
                         {"2", "", AE_IFREG, ""},
                         {"3", "", AE_IFREG, ""},
                         {"4", "", AE_IFREG, ""}},
                        "a.zip", few)
                   .refusal(),
               ContainsSubstring("more than 3 entries"));
    ArchiveLimits dense;
    dense.ratio_free_bytes = 100'000;
    dense.ratio_max = 50;
    CHECK_THAT(
        Unpacked({{"zeros", std::string(4'000'000, '0'), AE_IFREG, ""}}, "a.zip", dense).refusal(),
        ContainsSubstring("more than 50 times its size"));
    ArchiveLimits small;
    small.bytes_max = 1000;
    CHECK_THAT(Unpacked({{"big", std::string(5000, 'x'), AE_IFREG, ""}}, "a.zip", small).refusal(),
               ContainsSubstring("too many bytes"));
    std::string deep;
    for (int i = 0; i < 40; ++i) deep += "d/";
    CHECK_THAT(Unpacked({{deep + "x", "x", AE_IFREG, ""}}).refusal(), ContainsSubstring("deeper"));
}

TEST_CASE("archive: half an archive is no archive", "[core][archive]") {
    const arena::testing::TemporaryFolder folder;
    const std::string path =
        make_archive(folder, "a.tar.gz", {{"p/1.in", std::string(300000, 'q'), AE_IFREG, ""}});
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    std::filesystem::create_directory(folder.path("out"));
    const auto cut = unpack_archive(path, folder.path("out"));
    REQUIRE_FALSE(cut.has_value());
    CHECK(cut.error().code == ErrorCode::unreadable);
    folder.write("b.zip", "this is no archive");
    CHECK_FALSE(unpack_archive(folder.path("b.zip"), folder.path("out")).has_value());
}

TEST_CASE("archive: half of one is no archive", "[core][import]") {
    for (const char* name : {"a.zip", "a.tar", "a.tar.gz"}) {
        CAPTURE(name);
        const arena::testing::TemporaryFolder folder;
        const std::string path =
            make_archive(folder, name, {{"1.in", std::string(700, 'x')}, {"1.ans", "2\n"}});
        const auto whole = std::filesystem::file_size(path);
        int taken = 0;
        for (auto size = whole - 1; size > 0; size -= std::min<std::uintmax_t>(size, 37)) {
            std::filesystem::resize_file(path, size);
            std::filesystem::remove_all(folder.path("out"));
            std::filesystem::create_directory(folder.path("out"));
            const auto content = unpack_archive(path, folder.path("out"));
            // A tar may lack a part of its zeros; nothing else may be missing.
            if (content) taken += content->files < 2 ? 1 : 0;
            if (!content) CHECK(content.error().message.find('\n') == std::string::npos);
        }
        CHECK(taken == 0);
    }
}
