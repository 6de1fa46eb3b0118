// Nobody is lost and nobody plays twice, though any step between waiting and playing may fail.
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "serve/app.hpp"
#include "serve/auth/auth.hpp"
#include "serve/bus/local_bus.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/log.hpp"
#include "serve/metrics.hpp"
#include "serve/reactor_asio.hpp"
#include "serve/room/crowd.hpp"
#include "serve/room/lobby.hpp"
#include "serve/room/problem_shelf.hpp"
#include "serve/room/rooms.hpp"
#include "serve/settings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/fake_workers.hpp"
#include "tests/support/faulty_pool.hpp"
#include "tests/support/quick_reactor.hpp"
#include "tests/support/source_tree.hpp"
#include "tests/support/store_calls.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace arena;
using namespace arena::serve;
using namespace arena::testing;
using match::Mode;

namespace {

/// What a player's client hears.
class Ear final : public ws::Connection {
public:
    std::set<std::string> found;  ///< ids of the matches that were announced

    void listen(Events) override {}
    void send(ws::Frame frame) override {
        const std::size_t begin = frame->find('{');
        if (begin == std::string::npos) return;
        const auto heard = nlohmann::json::parse(frame->substr(begin));
        if (heard.at("event") == "match:found") found.insert(heard.at("match").get<std::string>());
    }
    void send_tick(ws::Frame) override {}
    void close(ws::CloseCode, std::string_view) override {}
    bool is_open() const override { return true; }
    void allow_messages(std::size_t) override {}
};

/// A server without sockets and workers: store, bus, rooms and lobby are real; the pool fails.
class LobbyScene {
public:
    explicit LobbyScene(std::uint64_t seed)
        : inner_(make_asio_reactor(context_)),
          reactor_(*inner_, speed),
          bus_(make_local_bus([this] { return reactor_.now_us() / 1000; }), seed),
          workers_(reactor_, 1, [](const Task&, FakeWorkers::Hands) {}),
          judge_(reactor_, bus_.judge_queue(), workers_, JudgePoolSettings{}) {
        settings_.data_folder = folder_.path();
        auto store = Store::open("sqlite:" + folder_.path("arena.db"), Store::Settings{});
        REQUIRE_OK(store);
        store_ = *std::move(store);
        Auth::Settings auth_settings;
        auth_settings.data_folder = folder_.path();
        auto auth = Auth::open(
            auth_settings, [this](std::function<void()> work) { reactor_.post(std::move(work)); },
            [] { return std::int64_t{0}; });
        REQUIRE_OK(auth);
        auth_ = *std::move(auth);
        auto problems =
            ProblemShelf::open({arena::testing::source_path("problems/helloarena")}, log_);
        REQUIRE_OK(problems);
        problems_ = *std::move(problems);
        app_.reset(new App{settings_, reactor_, *store_, bus_, judge_, *auth_, problems_, crowd_,
                           metrics_, log_});
        rooms_ = std::make_unique<Rooms>(*app_);
        app_->rooms = rooms_.get();
        lobby_ = std::make_unique<Lobby>(*app_);
        app_->lobby = lobby_.get();
    }

    FaultyPool& pool() { return bus_.pool; }

    void come(const std::string& name) {
        must(write(*store_, [&](Session& session) -> Result<void> {
            const auto added = session.add_user(user_named(name));
            if (!added) return tl::unexpected<Error>(added.error());
            return {};
        }));
        ears_[name] = std::make_shared<Ear>();
        crowd_.add(id_of(name), ears_[name], "");
        wait_for_a_match(name);
    }

    void run_for(std::int64_t server_ms) {
        context_.restart();
        context_.run_for(std::chrono::milliseconds(server_ms / speed));
    }

    /// Matches that are being played or wait for their players, by player.
    std::map<std::string, int> seats_taken() const {
        std::map<std::string, int> seats;
        for (const auto& [id, room] : rooms_->all())
            if (!room->state().is_over())
                for (const auto& player : room->state().settings->players) ++seats[player.user];
        return seats;
    }

    std::size_t waiting() const { return lobby_->waiting(Mode::blitz); }
    const std::map<std::string, std::shared_ptr<Ear>>& ears() const { return ears_; }
    static std::string id_of(const std::string& name) { return user_named(name).id; }

private:
    static constexpr int speed = 100;

    /// A refused join is told to its player, who asks again.
    void wait_for_a_match(const std::string& name) {
        lobby_->join(id_of(name), name, Mode::blitz,
                     [this, name](const Result<Lobby::Place>& told) {
                         if (!told) reactor_.after(1000, [this, name] { wait_for_a_match(name); });
                     });
    }

    TemporaryFolder folder_;
    boost::asio::io_context context_;
    std::unique_ptr<Reactor> inner_;
    QuickReactor reactor_;
    ServeSettings settings_;
    Log log_{Log::Level::error};
    FaultyBus bus_;
    FakeWorkers workers_;
    JudgePool judge_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<Auth> auth_;
    ProblemShelf problems_;
    Crowd crowd_;
    Metrics metrics_;
    std::unique_ptr<App> app_;
    std::unique_ptr<Rooms> rooms_;
    std::unique_ptr<Lobby> lobby_;
    std::map<std::string, std::shared_ptr<Ear>> ears_;
};

}  // namespace

TEST_CASE("lobby: a pool that fails at any step loses nobody and seats nobody twice") {
    const std::uint64_t seed = GENERATE(range<std::uint64_t>(1, 13));
    CAPTURE(seed);
    LobbyScene scene(seed);
    scene.pool().percent_failing = 30;
    for (int i = 0; i < 9; ++i) {
        scene.come("player" + std::to_string(i));
        scene.run_for(1000);
    }
    scene.run_for(40'000);
    CHECK(scene.pool().failed > 0);
    scene.pool().percent_failing = 0;
    scene.run_for(2 * proposal_ttl_ms + 10'000);

    std::size_t playing = 0;
    const auto seats = scene.seats_taken();
    for (const auto& [name, ear] : scene.ears()) {
        CAPTURE(name, ear->found.size());
        const auto taken = seats.find(LobbyScene::id_of(name));
        CHECK((taken == seats.end() ? 0 : taken->second) == (ear->found.empty() ? 0 : 1));
        CHECK(ear->found.size() <= 1);
        playing += ear->found.size();
    }
    CHECK(playing == 8);
    CHECK(scene.waiting() == 1);
}
