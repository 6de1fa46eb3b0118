// One shape for all rating systems: named parameters, events in, skills and forecasts out.
//
// Whatever works on a user's file (rate, evaluate, tune, compare, state files) knows only this seam
// and the table of systems; the formulas are plain functions in their own headers. Systems that
// rate as they go keep one row of numbers a player; those that need the whole history keep it, and
// fit it when a number is asked for.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/rating/event.hpp"
#include "core/rating/skill.hpp"

namespace arena::rating {

enum class Scale { linear, logarithmic, whole, flag };  ///< how a parameter is searched

struct Parameter {
    std::string_view name;
    std::string_view about;  ///< with its unit
    double initial = 0, least = 0, most = 0;
    Scale scale = Scale::linear;
    bool tuned = true;     ///< false: a matter of taste (where ratings begin), not of forecasts
    bool forgets = false;  ///< a smaller value keeps the past longer; tune() asks for evidence
};

/// A number that a fit found, "home advantage" 65.03, with its error (0: none is known).
struct Finding {
    std::string_view name;
    double value = 0, error = 0;
    std::string_view note = {};  ///< what a reader of the number must know
};

struct SystemSpec;

/// Values for all parameters of one system, in its order.
class Settings {
public:
    explicit Settings(const SystemSpec& spec);

    const SystemSpec& spec() const { return *spec_; }
    /// REQUIRES: the system has such a parameter.
    double operator[](std::string_view name) const { return values_[index_of(name)]; }
    const std::vector<double>& values() const { return values_; }

    /// Errors: usage (no such parameter: the nearest are named; out of range; not whole).
    Result<void> set(std::string_view name, double value);
    /// "k=24,lead=65".
    Result<void> set_all(std::string_view text);

private:
    std::size_t index_of(std::string_view name) const;

    const SystemSpec* spec_;
    std::vector<double> values_;
};

/// Two sides about to meet.
struct Meeting {
    std::span<const PlayerId> a, b;
    int lead = 0;  ///< +1: a is at home or moves first; -1: b; 0: neither
    double day = 0;
};

class System {
public:
    virtual ~System() = default;

    /// Errors: usage, when this kind of event is beyond the system (teams for Glicko).
    virtual Result<void> rate(const Event& event) = 0;

    /// Closes what is open (a rating period) or fits the history. Error: usage, "unstable".
    virtual Result<void> settle() { return {}; }

    /// Players beyond those rated answer like newcomers.
    virtual Skill skill(PlayerId player) const = 0;

    /// Holds these players at these ratings, to the last bit, from the next settle() on. Error:
    /// usage, when the system fits nothing that others could be fitted around.
    virtual Result<void> anchor(std::span<const Anchor> anchors);

    /// What settle() found besides skills.
    virtual std::vector<Finding> findings() const { return {}; }

    /// Chance that a's true skill is above b's (LOS). From the two deviations where the system
    /// knows no more.
    virtual double superiority(PlayerId a, PlayerId b) const;

    /// The score that a is expected to make, a draw being half, in [0, 1].
    virtual double expected(const Meeting& meeting) const = 0;

    /// Skill on each day of play, as the whole history tells it; empty for systems that rate as
    /// they go (their past is what was believed then).
    virtual std::vector<SkillOnDay> curve(PlayerId) const { return {}; }

    /// The rows behind skill(), for state files. restore: false when the row has a wrong length.
    virtual std::vector<double> save(PlayerId player) const = 0;
    virtual bool restore(PlayerId player, std::span<const double> row) = 0;

    /// Events that rows do not hold yet: an open period, or the whole history. A state file keeps
    /// them and rates them again.
    virtual const History* pending() const { return nullptr; }
};

struct SystemSpec {
    std::string_view name;   ///< "elo"
    std::string_view about;  ///< one line, with its source
    bool teams = false;      ///< rates sides of several players
    bool whole_history = false;
    std::vector<Parameter> parameters;
    std::unique_ptr<System> (*make)(const Settings& settings) = nullptr;
};

/// In the order in which they are shown.
const std::vector<SystemSpec>& system_table();

/// Error: usage, naming the systems.
Result<const SystemSpec*> find_system(std::string_view name);

/// A system that keeps `width` numbers a player, in one flat array.
class RowSystem : public System {
public:
    std::vector<double> save(PlayerId player) const override;
    bool restore(PlayerId player, std::span<const double> row) override;

protected:
    explicit RowSystem(std::vector<double> newcomer) : newcomer_(std::move(newcomer)) {}

    /// The player's row, made for newcomers; pointers last until the next newcomer.
    double* row(PlayerId player) {
        if (player * newcomer_.size() >= rows_.size()) grow(player);
        return rows_.data() + player * newcomer_.size();
    }
    const double* peek(PlayerId player) const {
        const std::size_t at = player * newcomer_.size();
        return at < rows_.size() ? rows_.data() + at : newcomer_.data();
    }

private:
    void grow(PlayerId player);

    std::vector<double> newcomer_, rows_;
};

}  // namespace arena::rating
