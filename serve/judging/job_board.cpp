#include "serve/judging/job_board.hpp"

#include "core/assert.hpp"

namespace arena::serve {

std::string queue_id(const std::string& id, std::int64_t epoch) {
    return std::to_string(epoch) + ":" + id;
}

BoardJob& JobBoard::add(const std::string& queue_id, BoardJob job) {
    latest_[job.id] = queue_id;
    const auto [place, added] = jobs_.emplace(queue_id, std::move(job));
    ARENA_ASSERT(added);
    return place->second;
}

BoardJob* JobBoard::find(const std::string& queue_id) {
    const auto found = jobs_.find(queue_id);
    return found == jobs_.end() ? nullptr : &found->second;
}

std::optional<std::string> JobBoard::latest(const std::string& id) const {
    const auto found = latest_.find(id);
    return found == latest_.end() ? std::nullopt : std::optional<std::string>(found->second);
}

BoardJob JobBoard::take(const std::string& queue_id) {
    auto node = jobs_.extract(queue_id);
    ARENA_ASSERT(!node.empty());
    const auto found = latest_.find(node.mapped().id);
    if (found != latest_.end() && found->second == queue_id) latest_.erase(found);
    return std::move(node.mapped());
}

}  // namespace arena::serve
