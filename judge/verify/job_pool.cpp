#include "judge/verify/job_pool.hpp"

#include <algorithm>
#include <memory>
#include <mutex>

#include "judge/lane_pool.hpp"

namespace arena {
namespace {

/// A piece of work that was handed out: a job, or a case of a submission.
struct Piece {
    std::size_t submission = 0, index = 0;
    bool is_job = false;
    bool probes = false;
};

class Pool {
public:
    Pool(const std::vector<Runner*>& lanes, const std::vector<Job>& jobs,
         std::vector<QueuedSubmission>& submissions,
         const std::function<void(const std::string&)>& progress)
        : lanes_(lanes), jobs_(jobs), submissions_(submissions), progress_(progress) {}

    Result<void> run() {
        LaneWork work;
        work.take = [this] { return take(); };
        work.ended = [this] { return failed(); };
        work.perform = [this](std::size_t lane, std::size_t piece) {
            return perform(*lanes_[lane], piece);
        };
        run_lanes(lanes_.size(), work);
        for (const QueuedSubmission& one : submissions_) {
            if (one.queue->error()) return tl::unexpected<Error>(*one.queue->error());
            if (one.queue->stopped()) return fail(ErrorCode::interrupted, "interrupted");
        }
        return {};
    }

private:
    bool failed() const {
        return std::any_of(submissions_.begin(), submissions_.end(),
                           [](const QueuedSubmission& one) {
                               return one.queue->error().has_value() || one.queue->stopped();
                           });
    }

    std::optional<std::size_t> take() {
        Piece piece;
        if (next_job_ < jobs_.size()) {
            piece.is_job = true;
            piece.index = next_job_++;
        } else {
            bool found = false;
            for (std::size_t i = 0; i < submissions_.size() && !found; ++i) {
                const auto next = submissions_[i].queue->next();
                if (!next) continue;
                piece.submission = i;
                piece.index = *next;
                piece.probes = submissions_[i].probing != nullptr && !submissions_[i].probed;
                found = true;
            }
            if (!found) return std::nullopt;
        }
        const std::lock_guard<std::mutex> lock(mutex_);
        handed_out_.push_back(piece);
        return handed_out_.size() - 1;
    }

    // The list grows under the lock while lanes work, so a piece is copied out under it.
    Piece piece_at(std::size_t number) {
        const std::lock_guard<std::mutex> lock(mutex_);
        return handed_out_[number];
    }

    std::function<void()> perform(Runner& runner, std::size_t number) {
        const Piece piece = piece_at(number);
        if (piece.is_job) return jobs_[piece.index](runner);
        QueuedSubmission& one = submissions_[piece.submission];
        if (one.queue->is_grading(piece.index)) return one.queue->grade(runner);
        auto outcome = std::make_shared<Result<RepeatedAttempt>>(
            piece.probes ? one.queue->run(runner, piece.index, *one.probing)
                         : one.queue->run(runner, piece.index));
        return [this, &one, piece, outcome] {
            if (*outcome && (*outcome)->cpu_max_ns >= one.probe_until_ns) one.probed = true;
            one.queue->record(piece.index, std::move(*outcome));
            if (progress_) {
                progress_(one.name + "  " + std::to_string(one.queue->done()) + " of " +
                          std::to_string(one.queue->total()));
            }
        };
    }

    const std::vector<Runner*>& lanes_;
    const std::vector<Job>& jobs_;
    std::vector<QueuedSubmission>& submissions_;
    const std::function<void(const std::string&)>& progress_;
    std::size_t next_job_ = 0;
    std::mutex mutex_;
    std::vector<Piece> handed_out_;
};

}  // namespace

Result<void> run_jobs(const std::vector<Runner*>& lanes, const std::vector<Job>& jobs,
                      std::vector<QueuedSubmission>& submissions,
                      const std::function<void(const std::string&)>& progress) {
    return Pool(lanes, jobs, submissions, progress).run();
}

}  // namespace arena
