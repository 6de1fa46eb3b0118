// See rescore.hpp.
#include "serve/room/rescore.hpp"

#include <nlohmann/json.hpp>

#include "core/match/machine.hpp"
#include "core/match/results.hpp"
#include "serve/room/room.hpp"

namespace arena::serve {
namespace {

using nlohmann::json;
namespace command = match::command;
namespace event = match::event;

/// The command that led to an event; none for what follows by itself.
class Wish {
public:
    Wish(const std::string& changed, Verdict verdict) : changed_(changed), verdict_(verdict) {}

    std::optional<match::Command> of(const match::Event& happened) const {
        return std::visit([this](const auto& body) { return this->of_body(body); }, happened.body);
    }

private:
    using Maybe = std::optional<match::Command>;
    template <class Body>
    Maybe of_body(const Body&) const {
        return std::nullopt;
    }
    Maybe of_body(const event::Created& it) const { return command::Create{it.settings}; }
    Maybe of_body(const event::Joined& it) const {
        return command::Join{it.user, it.name, it.rating};
    }
    Maybe of_body(const event::Returned& it) const { return command::Join{it.user, "", 0}; }
    Maybe of_body(const event::Left& it) const { return command::Leave{it.user}; }
    Maybe of_body(const event::Started&) const { return command::Start{}; }
    Maybe of_body(const event::ClockExtended& it) const {
        if (it.reason != match::ExtensionReason::outage) return std::nullopt;
        return command::Outage{it.by_ms};
    }
    Maybe of_body(const event::Forfeited& it) const {
        if (it.reason != match::ForfeitReason::resigned) return std::nullopt;
        return command::Resign{it.user};
    }
    Maybe of_body(const event::Submitted& it) const {
        // rules look at lengths alone: any text as long will do
        std::string source(static_cast<std::size_t>(it.golf_bytes), 'x');
        source.append(static_cast<std::size_t>(it.source_bytes - it.golf_bytes), '\n');
        return command::Submit{it.submission, it.user, it.problem, it.language, source};
    }
    Maybe of_body(const event::Judged& it) const {
        command::Judge judge;
        judge.submission = it.submission;
        judge.verdict = it.submission == changed_ ? verdict_ : it.verdict;
        return judge;
    }
    Maybe of_body(const event::Voided& it) const {
        return command::JudgeFailed{it.submission, it.reason};
    }

    const std::string& changed_;
    const Verdict verdict_;
};

json ranking(const match::State& state) {
    json list = json::array();
    for (const auto& result : match::results(state))
        list.push_back({{"userId", result.user}, {"rank", result.rank}, {"score", result.score}});
    return list;
}

}  // namespace

json rescored_json(const Room& room, const std::string& submission_id, Verdict verdict) {
    const match::State& before = room.state();
    // a sabotage hands the changed source on: with another verdict another match was played
    if (before.settings->mode == match::Mode::sabotage) return nullptr;
    match::State after;
    const Wish wish(submission_id, verdict);
    for (const match::Event& event : room.events()) {
        const auto command = wish.of(event);
        const auto decision =
            match::decide(after, command ? *command : match::Command(command::Wake{}), event.at_ms);
        for (const match::Event& made : decision.events) match::apply(after, made);
    }
    const json old_ranking = ranking(before), new_ranking = ranking(after);
    return {
        {"before", old_ranking}, {"after", new_ranking}, {"changed", old_ranking != new_ranking}};
}

}  // namespace arena::serve
