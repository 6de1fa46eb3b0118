// What a benchmark prints: each figure, what it is compared with in the same run, and its target.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace arena::bench {

struct Figure {
    std::string what;
    double value = 0;
    std::string unit;
    std::string compared_with;  ///< in words, with its own figure
    double target = 0;
    bool at_most = true;  ///< target is a ceiling; false: a floor
    std::string note;     ///< why it could not be measured: then value and target mean nothing

    bool measured() const { return note.empty(); }
    bool met() const { return measured() && (at_most ? value <= target : value >= target); }
};

/// Figures of `arena_bench judge`: the sandbox alone, and the judge around it.
std::vector<Figure> sandbox_figures();
std::vector<Figure> judge_figures();

/// Figures of `arena_bench matchmake`: Swiss rounds, and steps and rules of the queue.
std::vector<Figure> matchmake_figures();

/// Figures of `arena_bench rate`.
std::vector<Figure> rate_figures();

/// Figures of `arena_bench similar`, and the last of `rate`.
std::vector<Figure> similar_figures();

/// Where the public rating data lies; "" when it is not beside the checkout.
std::string rating_data_folder();

/// Prints the largest difference from each peer's answers; an exit status.
int print_rate_vectors(const std::string& folder);

/// Figures of `arena_bench serve`: a real server under load. `part`: one of queue, sockets, play,
/// recovery, crowd; empty: all. `full`: five minutes of 5,000 players instead of one.
std::vector<Figure> serve_figures(const std::string& part, bool full);

/// A part of them: the judging side alone, in this process, which must not have had a thread yet.
std::vector<Figure> judging_figures();

/// Figures of `arena_bench problem`.
std::vector<Figure> problem_figures();

/// `arena_bench --arena ARGS...`: arena itself, as a child whose peak of memory can be read.
int arena_child(int argc, char** argv);

/// Middle of the values; REQUIRES: not empty.
double median(std::vector<double> values);

/// Seconds of `work` by the monotonic clock.
double seconds(const std::function<void()>& work);

/// A folder that is removed with everything in it.
class TempFolder {
public:
    TempFolder();
    ~TempFolder();
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    std::string operator/(const std::string& name) const { return path + "/" + name; }
    std::string path;
};

void write_file(const std::string& path, const std::string& text);
std::string read_file(const std::string& path);

/// Runs argv with streams on /dev/null; returns the exit status, -1 if it could not start.
int spawn_and_wait(const std::vector<std::string>& argv,
                   const std::string& stdin_path = "/dev/null");

}  // namespace arena::bench
