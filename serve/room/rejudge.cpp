// See rejudge.hpp.
#include "serve/room/rejudge.hpp"

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/match/machine.hpp"
#include "serve/ids.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/log.hpp"
#include "serve/reactor.hpp"
#include "serve/room/match_verdict.hpp"
#include "serve/room/problem_shelf.hpp"
#include "serve/room/refold.hpp"
#include "serve/room/rooms.hpp"

namespace arena::serve {
namespace {

using nlohmann::json;

constexpr std::int64_t retry_ms_min = 500;

json ranking(const std::vector<match::event::PlayerResult>& results) {
    json list = json::array();
    for (const auto& result : results)
        list.push_back({{"userId", result.user}, {"rank", result.rank}, {"score", result.score}});
    return list;
}

json rating_moves(const Refold& refold) {
    json list = json::array();
    for (const RatingMove& move : refold.ratings)
        list.push_back({{"userId", move.user_id},
                        {"dimension", move.dimension},
                        {"before", move.before},
                        {"after", move.after}});
    return list;
}

class Rejudge : public std::enable_shared_from_this<Rejudge> {
public:
    Rejudge(App& app, SubmissionRecord submission, bool preview, TellRejudged told)
        : app_(app),
          submission_(std::move(submission)),
          preview_(preview),
          told_(std::move(told)) {}

    void start() {
        if (preview_) return judge();
        app_.write(
            [self = shared_from_this()](Session& session) -> Result<void> {
                auto epoch = session.start_rejudge(self->submission_.id);
                if (!epoch) return tl::unexpected<Error>(epoch.error());
                self->submission_.epoch = *epoch;
                return {};
            },
            [self = shared_from_this()](const Result<void>& written) {
                if (!written)
                    return self->refuse(RejudgeFault::Kind::store, written.error().message);
                self->judge();
            });
    }

    /// As it was judged at first, so that only what has changed since shows.
    void judge() {
        if (submission_.match_id.empty()) return queue(true);
        app_.rooms->find_or_load(
            submission_.match_id, [self = shared_from_this()](const std::shared_ptr<Room>& room) {
                self->queue(!room || stops_at_first(room->state().settings->mode));
            });
    }

private:
    void queue(bool stop_at_first) {
        const ShelfProblem* const problem = app_.problems.find(submission_.problem_id);
        if (problem == nullptr) return give_up("the problem is gone");
        JudgeJob job;
        job.id = preview_ ? "preview-" + make_id(app_.now_ms()) : submission_.id;
        job.epoch = preview_ ? 0 : submission_.epoch;
        job.job_class = JobClass::rejudge;
        job.task =
            JudgeTask{problem->path,   problem->version, submission_.language, submission_.code,
                      TestChoice::all, stop_at_first,    std::nullopt};
        JobEvents events;
        events.submitted = [self = shared_from_this()](const Submitted& submitted) {
            if (submitted.outcome == Submitted::Outcome::accepted ||
                submitted.outcome == Submitted::Outcome::duplicate)
                return;
            if (self->preview_)
                return self->refuse(RejudgeFault::Kind::judge, "the judge has too much to do");
            self->app_.reactor.after(std::max(submitted.retry_after_ms, retry_ms_min),
                                     [self] { self->judge(); });
        };
        events.progress = [](const TestProgress&) {};
        events.done = [self = shared_from_this()](const JobDone& done) { self->judged(done); };
        app_.judge.submit(std::move(job), std::move(events));
    }

    void tell(const tl::expected<json, RejudgeFault>& what) {
        if (const TellRejudged told = std::exchange(told_, {})) told(what);
    }
    void refuse(RejudgeFault::Kind kind, std::string message) {
        tell(tl::unexpected<RejudgeFault>(RejudgeFault{kind, std::move(message)}));
    }

    void judged(const JobDone& done) {
        if (const auto* fault = std::get_if<JobFault>(&done.outcome)) {
            if (fault->kind != FaultKind::cancelled) return give_up(fault->message);
            // by the end of the server: then the next start takes it up
            if (app_.draining) return refuse(RejudgeFault::Kind::judge, fault->message);
            return refuse(RejudgeFault::Kind::superseded,
                          "the submission is judged again elsewhere");
        }
        report_ = std::get<JudgeReport>(done.outcome);
        verdict_ = report_.verdict;
        settle();
    }

    /// The old verdict stays.
    void give_up(const std::string& why) {
        refuse(RejudgeFault::Kind::judge, why);
        if (preview_) return;
        app_.write(
            [self = shared_from_this(), why, at_ms = app_.now_ms()](Session& session) {
                const bool was_judged = !self->submission_.verdict.empty();
                auto set = session.set_submission_state(
                    self->submission_.id,
                    was_judged ? SubmissionState::judged : SubmissionState::dead);
                if (!set) return set;
                return session.add_dead_letter(self->submission_.id, self->submission_.epoch, why,
                                               at_ms);
            },
            [](const Result<void>&) {});
    }

    void settle() {
        if (submission_.match_id.empty()) return store_verdict(nullptr);
        app_.rooms->find_or_load(submission_.match_id,
                                 [self = shared_from_this()](const std::shared_ptr<Room>& room) {
                                     self->settle_in(room);
                                 });
    }

    void settle_in(const std::shared_ptr<Room>& room) {
        if (!room) return again("its match cannot be read");
        const match::State& state = room->state();
        verdict_ = match_verdict(state, submission_.id, report_);
        if (state.status != match::Status::finished) return store_verdict(nullptr);
        const auto index = match::find_submission(state, submission_.id);
        if (!index) return store_verdict(nullptr);
        const json before = ranking(state.results);
        if (state.submissions[*index].verdict == verdict_)
            return store_verdict({{"before", before},
                                  {"after", before},
                                  {"changed", false},
                                  {"ratings", json::array()}});
        const match::command::Rejudge command{{{submission_.id, verdict_}}};
        const match::Decision decision = match::decide(state, command, state.last_ms);
        if (decision.refusal) return store_verdict(nullptr);
        match::State changed = state;
        for (const match::Event& event : decision.events) match::apply(changed, event);
        effect_ = {{"before", before},
                   {"after", ranking(changed.results)},
                   {"changed", before != ranking(changed.results)}};
        preview_ ? look(room, changed.results) : apply(room, command, changed.results);
    }

    /// In a transaction: what ratings would do, put beside the rankings.
    Result<void> add_ratings(Session& session, const match::Settings& settings,
                             const std::vector<match::event::PlayerResult>& results) {
        const auto refold = refold_ratings(session, settings, results);
        if (!refold) return tl::unexpected<Error>(refold.error());
        effect_["ratings"] = rating_moves(*refold);
        return {};
    }

    void look(const std::shared_ptr<Room>& room,
              const std::vector<match::event::PlayerResult>& results) {
        app_.read([self = shared_from_this(), settings = room->state().settings, results](
                      Session& session) { return self->add_ratings(session, *settings, results); },
                  [self = shared_from_this()](const Result<void>& read) {
                      if (!read)
                          return self->refuse(RejudgeFault::Kind::store, read.error().message);
                      self->answer(self->effect_);
                  });
    }

    /// False result: it was stored before, or a newer rejudge goes on.
    Result<bool> add_result(Session& session) const {
        return session.add_result(submission_.id, submission_.epoch, name(verdict_),
                                  to_json(report_), app_.now_ms());
    }

    void apply(const std::shared_ptr<Room>& room, const match::command::Rejudge& command,
               const std::vector<match::event::PlayerResult>& results) {
        room->command(
            command,
            [self = shared_from_this(), room](const Told& told) {
                if (told.ok()) return self->answer(self->effect_);
                self->again(told.error ? told.error->message : "the match refuses it");
            },
            [self = shared_from_this(), settings = room->state().settings,
             results](Session& session) -> Result<void> {
                const auto is_first = self->add_result(session);
                if (!is_first) return tl::unexpected<Error>(is_first.error());
                if (!*is_first)
                    return fail(ErrorCode::internal, "the submission is judged again elsewhere");
                return self->add_ratings(session, *settings, results);
            });
    }

    /// Nothing else follows.
    void store_verdict(const json& effect) {
        if (preview_) return answer(effect);
        auto is_first = std::make_shared<bool>(false);
        app_.write(
            [self = shared_from_this(), is_first](Session& session) -> Result<void> {
                const auto added = self->add_result(session);
                if (!added) return tl::unexpected<Error>(added.error());
                *is_first = *added;
                return {};
            },
            [self = shared_from_this(), effect, is_first](const Result<void>& written) {
                if (!written) return self->again(written.error().message);
                if (!*is_first)
                    return self->refuse(RejudgeFault::Kind::superseded,
                                        "the submission is judged again elsewhere");
                self->answer(effect);
            });
    }

    /// The store did not take it. The caller is told; the verdict is kept and tried again unless it
    /// turns out to be there or to be out of date.
    void again(const std::string& why) {
        if (preview_) return refuse(RejudgeFault::Kind::store, why);
        auto is_open = std::make_shared<std::optional<bool>>();
        app_.read(
            [self = shared_from_this(), is_open](Session& session) -> Result<void> {
                const auto stored = session.submission_by_id(self->submission_.id);
                if (!stored) return tl::unexpected<Error>(stored.error());
                *is_open = *stored && (*stored)->epoch == self->submission_.epoch &&
                           (*stored)->state != SubmissionState::judged;
                return {};
            },
            [self = shared_from_this(), is_open, why](const Result<void>& read) {
                const bool known = read && is_open->has_value();
                const bool is_over = known && !**is_open;
                self->refuse(is_over ? RejudgeFault::Kind::superseded : RejudgeFault::Kind::store,
                             why);
                if (is_over) return;
                self->app_.reactor.after(retry_ms_min, [self] { self->settle(); });
            });
    }

    void answer(const json& effect) {
        const std::string after(name(verdict_));
        tell(json{{"id", submission_.id},
                  {"preview", preview_},
                  {"before", submission_.verdict},
                  {"after", after},
                  {"changed", after != submission_.verdict},
                  {"match", effect}});
    }

    App& app_;
    SubmissionRecord submission_;
    const bool preview_;
    TellRejudged told_;
    JudgeReport report_;
    Verdict verdict_ = Verdict::JE;  ///< what counts: in a match, the match's
    json effect_;
};

}  // namespace

void rejudge(App& app, const SubmissionRecord& submission, bool preview, TellRejudged told) {
    std::make_shared<Rejudge>(app, submission, preview, std::move(told))->start();
}

void resume_rejudge(App& app, const SubmissionRecord& submission) {
    std::make_shared<Rejudge>(app, submission, false, TellRejudged())->judge();
}

}  // namespace arena::serve
