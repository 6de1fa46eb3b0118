// See mutation_hunt.hpp.
#include "serve/room/mutation_hunt.hpp"

#include <memory>
#include <utility>
#include <vector>

#include "core/match/mutation.hpp"
#include "serve/judging/judge_pool.hpp"
#include "serve/reactor.hpp"
#include "serve/room/problem_shelf.hpp"

namespace arena::serve {
namespace {

using match::Mutation;
using match::MutationKind;

constexpr std::size_t tried_of_a_kind_max = 24, certain_max = 3;
constexpr std::int64_t second_us = 1'000'000;
constexpr std::int64_t subtle_us_max = 5 * second_us, blunt_us_max = 10 * second_us;
constexpr std::int64_t judge_retry_ms_min = 250;

class MutationHunt : public std::enable_shared_from_this<MutationHunt> {
public:
    using Found = std::function<void(std::optional<std::string> source)>;

    MutationHunt(App& app, const match::SabotageTask& task, std::string name, std::uint64_t seed,
                 Found found)
        : app_(app),
          task_(task),
          name_(std::move(name)),
          found_(std::move(found)),
          since_us_(app.reactor.now_us()),
          candidates_(match::mutations(task.reference, match::comment_style(task.language), seed,
                                       tried_of_a_kind_max)) {}

    void go_on() {
        while (next_ < candidates_.size() && is_too_late_for(candidates_[next_].kind)) ++next_;
        const ShelfProblem* const problem = app_.problems.find(task_.problem);
        if (next_ == candidates_.size() || problem == nullptr) return found_(std::nullopt);
        JudgeJob job;
        job.id = name_ + "-" + std::to_string(next_);
        job.job_class = JobClass::live;
        // samples are left out: that they fail is not enough, and the first failure ends it
        job.task = JudgeTask{problem->path,      problem->version,
                             task_.language,     candidates_[next_].source,
                             TestChoice::secret, true,
                             std::nullopt};
        JobEvents events;
        const auto self = shared_from_this();
        events.submitted = [self](const Submitted& submitted) {
            if (submitted.outcome != Submitted::Outcome::accepted)
                self->app_.reactor.after(judge_retry_ms_min, [self] { self->go_on(); });
        };
        events.progress = [](const TestProgress&) {};
        events.done = [self](const JobDone& done) {
            const auto* report = std::get_if<JudgeReport>(&done.outcome);
            if (report && sabotage_succeeds(*report))
                return self->found_(self->candidates_[self->next_].source);
            self->certain_tried_ += self->candidates_[self->next_].kind == MutationKind::silence;
            ++self->next_;
            self->go_on();
        };
        app_.judge.submit(std::move(job), std::move(events));
    }

private:
    bool is_too_late_for(MutationKind kind) const {
        if (kind == MutationKind::silence) return certain_tried_ >= certain_max;
        const std::int64_t spent_us = app_.reactor.now_us() - since_us_;
        return spent_us > (match::is_subtle(kind) ? subtle_us_max : blunt_us_max);
    }

    App& app_;
    const match::SabotageTask task_;
    const std::string name_;
    const Found found_;
    const std::int64_t since_us_;
    const std::vector<Mutation> candidates_;
    std::size_t next_ = 0, certain_tried_ = 0;
};

}  // namespace

void hunt_mutation(App& app, const match::SabotageTask& task, std::string name, std::uint64_t seed,
                   std::function<void(std::optional<std::string> source)> found) {
    std::make_shared<MutationHunt>(app, task, std::move(name), seed, std::move(found))->go_on();
}

}  // namespace arena::serve
