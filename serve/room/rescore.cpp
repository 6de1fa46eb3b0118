// See rescore.hpp.
#include "serve/room/rescore.hpp"

#include <nlohmann/json.hpp>

#include "core/match/machine.hpp"
#include "core/match/results.hpp"
#include "serve/room/room.hpp"

namespace arena::serve {
namespace {

using nlohmann::json;

json ranking(const match::State& state) {
    json list = json::array();
    for (const auto& result : match::results(state))
        list.push_back({{"userId", result.user}, {"rank", result.rank}, {"score", result.score}});
    return list;
}

}  // namespace

json rescored_json(const Room& room, const std::string& submission_id, Verdict verdict) {
    match::event::NewVerdict change;
    change.submission = submission_id;
    change.verdict = verdict;
    const match::Decision decision =
        match::decide(room.state(), match::command::Rejudge{{change}}, room.state().last_ms);
    if (decision.refusal) return nullptr;
    match::State after = room.state();
    for (const match::Event& event : decision.events) match::apply(after, event);
    const json old_ranking = ranking(room.state()), new_ranking = ranking(after);
    return {
        {"before", old_ranking}, {"after", new_ranking}, {"changed", old_ranking != new_ranking}};
}

}  // namespace arena::serve
