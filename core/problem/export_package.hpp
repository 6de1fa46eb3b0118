// Writing a blueprint in the format of another system, and telling what that format cannot say.
//
// kattis     2025-09, as write_kattis
// domjudge   the legacy layout with domjudge-problem.ini, points by the legacy grader
// polygon    problem.xml with tests, groups, solutions; an output validator of Kattis' protocol is
//            no testlib checker and is told as dropped
// dmoj       init.yml with batches and dependencies
// plain      NAME.in and NAME.out
#pragma once

#include <string>
#include <vector>

#include "core/problem/blueprint.hpp"
#include "core/problem/write_kattis.hpp"

namespace arena::problem {

enum class ExportFormat { kattis, domjudge, polygon, dmoj, plain };

struct ExportReport {
    std::vector<ImportNote> dropped;  ///< what the target cannot express
    std::vector<ImportNote> changes;  ///< of that, what makes it judge another problem
};

/// Writes into the existing folder `destination`. Errors: those of write_kattis.
Result<ExportReport> export_package(const Blueprint& blueprint, ExportFormat format,
                                    const std::string& destination);

// One writer each.
Result<ExportReport> write_domjudge(const Blueprint& blueprint, const std::string& destination);
Result<ExportReport> write_polygon(const Blueprint& blueprint, const std::string& destination);
Result<ExportReport> write_dmoj(const Blueprint& blueprint, const std::string& destination);
Result<ExportReport> write_plain(const Blueprint& blueprint, const std::string& destination);

/// The one rule about verdicts of a submission that other formats can say; nullptr when it has more
/// than one, or what no tag or folder says (tests by name, a message). Scores are left out.
const Expectation* verdict_rule(const BlueprintSubmission& submission);
bool expects_score(const BlueprintSubmission& submission);

/// What a target has a place for; the rest is told by note_lost_parts.
struct KeptParts {
    bool titles = false, time_limit = false, memory_limit = false, output_limit = false;
    bool statement = false, submissions = false, input_validators = false, generators = false;
    bool attachments = false, include = false, languages = false;
};

/// Adds to `dropped`, a line each, every part that the package has and `kept` does not name.
void note_lost_parts(const Blueprint& blueprint, const std::string& system, const KeptParts& kept,
                     ExportReport& report);

/// Adds what is given of author, license, source and owner to `dropped`.
void note_lost_attribution(const Blueprint& blueprint, const std::string& system,
                           ExportReport& report);
/// The same for limits of code, compilation and validation, and for multipliers of the time limit.
void note_lost_limits(const Blueprint& blueprint, const std::string& system, ExportReport& report);
/// Adds to `changes` what groups give together where it is not the sum of their points.
void note_lost_aggregation(const Blueprint& blueprint, const std::string& system,
                           ExportReport& report);
/// Flags of the default validator that are not the same for every test: they change a verdict.
void note_validator_args(const Blueprint& blueprint, const std::string& system,
                         ExportReport& report);

/// The first word that a checker of a foreign format is called by, for the default validator's
/// flags; empty when there is none.
std::string polygon_checker_name(const std::vector<std::string>& flags);
/// The same for the arguments of arena's standard checker.
std::string polygon_standard_checker(const std::vector<std::string>& args);

}  // namespace arena::problem
