#include "tests/support/postgres_server.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "serve/store/postgres_connection.hpp"
#include "tests/support/catch.hpp"

extern char** environ;

namespace arena::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto start_time = 60s;

/// Where `initdb` and `postgres` are; empty when nowhere.
std::string find_programs() {
    std::string newest;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored)) {
        const std::string folder = (entry.path() / "bin").string();
        if (access((folder + "/postgres").c_str(), X_OK) == 0 && folder > newest) newest = folder;
    }
    return newest;
}

/// The process runs in `folder` and writes to the file `log` in it.
pid_t spawn(const std::vector<std::string>& words, const std::string& folder) {
    std::vector<char*> argv;
    for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    const std::string log = folder + "/log";
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addchdir_np(&actions, folder.c_str());
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    pid_t process = -1;
    const int problem = posix_spawnp(&process, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return problem == 0 ? process : -1;
}

int wait_for(pid_t process) {
    int status = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

std::string end_of(const std::string& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    const std::string all = text.str();
    return all.size() > 600 ? all.substr(all.size() - 600) : all;
}

}  // namespace

Result<std::unique_ptr<PostgresServer>> PostgresServer::start(Sync sync) {
    const std::string programs = find_programs();
    if (programs.empty()) return fail(ErrorCode::unsupported, "PostgreSQL is not installed");
    std::string folder = (fs::temp_directory_path() / "arena_pg_XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) return fail(ErrorCode::host, "no temporary folder");
    std::vector<std::string> as_user{"setpriv", "--pdeathsig", "QUIT"};
    if (geteuid() == 0) {
        const passwd* user = getpwnam("postgres");
        if (user == nullptr) user = getpwnam("nobody");
        if (user == nullptr || chown(folder.c_str(), user->pw_uid, user->pw_gid) != 0) {
            return fail(ErrorCode::unsupported, "no user that PostgreSQL could run as");
        }
        as_user.insert(as_user.end(), {"--reuid", std::to_string(user->pw_uid), "--regid",
                                       std::to_string(user->pw_gid), "--clear-groups"});
    }
    std::unique_ptr<PostgresServer> server(new PostgresServer(folder, programs, as_user));
    server->sync_ = sync;
    if (auto made = server->make_cluster(); !made) return tl::unexpected(made.error());
    if (auto started = server->start_again(); !started) return tl::unexpected(started.error());
    return server;
}

PostgresServer::~PostgresServer() {
    crash();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

std::vector<std::string> PostgresServer::command(const std::string& program) const {
    auto words = as_user_;
    words.push_back(programs_ + "/" + program);
    return words;
}

Result<void> PostgresServer::make_cluster() {
    auto words = command("initdb");
    for (const char* word : {"-D", "data", "-U", "arena", "-A", "trust", "-N", "--no-locale", "-E",
                             "UTF8", "--no-instructions"}) {
        words.emplace_back(word);
    }
    const pid_t process = spawn(words, folder_);
    if (process < 0 || wait_for(process) != 0) {
        return fail(ErrorCode::host, "initdb failed: " + end_of(folder_ + "/log"));
    }
    return {};
}

Result<void> PostgresServer::start_again() {
    auto words = command("postgres");
    const std::string sync = sync_ == Sync::on ? "fsync=on" : "fsync=off";
    for (const std::string& word :
         {std::string("-D"), folder_ + "/data", std::string("-k"), folder_, std::string("-c"),
          std::string("listen_addresses="), std::string("-c"), sync, std::string("-c"),
          std::string("shared_buffers=32MB")}) {
        words.push_back(word);
    }
    process_ = spawn(words, folder_);
    if (process_ < 0) return fail(ErrorCode::host, "postgres cannot be started");
    const auto deadline = std::chrono::steady_clock::now() + start_time;
    while (std::chrono::steady_clock::now() < deadline) {
        if (serve::connect_postgres(url("postgres"))) return {};
        std::this_thread::sleep_for(20ms);
    }
    return fail(ErrorCode::host, "postgres does not answer: " + end_of(folder_ + "/log"));
}

void PostgresServer::crash() {
    if (process_ < 0) return;
    kill(process_, SIGQUIT);
    wait_for(process_);
    process_ = -1;
}

std::string PostgresServer::url(const std::string& database) const {
    return "postgres://arena@/" + database + "?host=" + folder_;
}

std::string PostgresServer::make_database() {
    const std::string name = "arena_" + std::to_string(++databases_);
    auto words = command("createdb");
    for (const std::string& word :
         {std::string("-h"), folder_, std::string("-U"), std::string("arena"), std::string("-T"),
          std::string("template0"), name}) {
        words.push_back(word);
    }
    const int status = wait_for(spawn(words, folder_));
    INFO(end_of(folder_ + "/log"));
    REQUIRE(status == 0);
    return url(name);
}

PostgresServer* shared_postgres() {
    static auto server = PostgresServer::start();
    if (!server) {
        WARN("skipped: " << server.error().message);
        // Missing is no fault; there but broken is.
        REQUIRE(server.error().code == ErrorCode::unsupported);
        return nullptr;
    }
    return server->get();
}

}  // namespace arena::testing
