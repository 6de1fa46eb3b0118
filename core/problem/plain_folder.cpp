// Plain folders: tests found by their names.
//
// Names tell (plain_names.hpp), or folders: in/ (input/, inputs/) beside out/ (output/, ans/,
// answers/, expected/ ...), whose files have the same names. Folders below hold tests, too. Names
// that begin with "sample" are samples; they come first. Order is natural (2 before 10). Two
// candidates for one answer are refused: which one is right decides the verdict.
#include "core/problem/plain_folder.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/problem/plain_names.hpp"
#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

using Entry = PackageFolder::Entry;

using Role = PlainGuess::Role;

struct Pair {
    std::vector<std::string> inputs, answers;
    std::string scheme;  ///< of an input that is one only beside an answer; see PlainGuess
};

struct Split {
    std::string directory;  ///< "" or without a slash at the end
    std::string name;
};

Split split(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos) return {"", path};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

std::string joined(const std::string& directory, const std::string& name) {
    return directory.empty() ? name : directory + "/" + name;
}

bool is_any_of(const std::string& name, std::initializer_list<const char*> names) {
    return std::any_of(names.begin(), names.end(),
                       [&name](const char* other) { return lower(name) == other; });
}

// in/ beside out/: the folder tells the role, the rest of the name the key.
std::optional<PlainGuess> guess_by_folder(const PackageFolder& folder, const Split& path) {
    const Split own = split(path.directory);
    const auto beside = [&](std::initializer_list<const char*> names) {
        const auto entries = folder.list(own.directory);
        return entries && std::any_of(entries->begin(), entries->end(), [&](const Entry& entry) {
                   return entry.is_directory && is_any_of(entry.name, names);
               });
    };
    const auto input_folders = {"in", "input", "inputs"};
    const auto answer_folders = {"out",    "output",  "outputs", "ans",
                                 "answer", "answers", "expected"};
    const bool input = is_any_of(own.name, input_folders) && beside(answer_folders);
    const bool answer = !input && is_any_of(own.name, answer_folders) && beside(input_folders);
    if (!input && !answer) return std::nullopt;
    const auto guess = guess_by_name("", path.name);
    const bool named = guess && guess->role != Role::bare && guess->scheme.empty();
    return PlainGuess{input ? Role::input : Role::answer,
                      joined(own.directory, named ? guess->key : without_txt(path.name)), ""};
}

struct Foreign {
    const char* file;
    const char* format;
};

constexpr Foreign foreign_formats[] = {
    {"problem.xml", "Polygon"},  {"init.yml", "DMOJ"},    {"task.yaml", "Italian (CMS)"},
    {"config.yml", "sinolpack"}, {"problem.json", "tps"}, {"config.yaml", "Hydro"},
};

bool is_sample(const std::string& key) {
    const std::string text = lower(key);
    return starts_with(text, "sample") || text.find("/sample") != std::string::npos;
}

Result<std::map<std::string, Pair>> find_pairs(const PackageFolder& folder) {
    std::map<std::string, Pair> pairs;
    auto files = folder.list_files_below("");
    if (!files) return tl::unexpected<Error>(files.error());
    std::vector<PlainGuess> bare;
    for (const Entry& file : *files) {
        const Split path = split(file.relative);
        auto guess = guess_by_folder(folder, path);
        if (!guess) guess = guess_by_name(path.directory, path.name);
        if (!guess) continue;
        if (guess->role == Role::bare) {
            bare.push_back(*guess);
            continue;
        }
        Pair& pair = pairs[guess->key];
        (guess->role == Role::input ? pair.inputs : pair.answers).push_back(file.relative);
        if (guess->role == Role::input) pair.scheme = guess->scheme;
    }
    // A file without extension is an input only beside an answer that has no other input.
    for (const PlainGuess& guess : bare) {
        const auto found = pairs.find(guess.key);
        if (found != pairs.end() && found->second.inputs.empty()) {
            found->second.inputs.push_back(guess.key);
        }
    }
    return pairs;
}

// Names like data.dat and input.txt: an input, where one of its kind has an answer.
void drop_lookalikes(std::map<std::string, Pair>& pairs, Package& package) {
    std::set<std::string> schemes;
    for (const auto& [key, pair] : pairs) {
        if (!pair.inputs.empty() && !pair.answers.empty()) schemes.insert(pair.scheme);
    }
    for (auto& [key, pair] : pairs) {
        const bool lone = pair.inputs.size() == 1 && pair.answers.empty();
        if (!lone || pair.scheme.empty() || schemes.count(pair.scheme) != 0) continue;
        package.notes.push_back("ignored " + pair.inputs[0] + ": no answer beside it");
        pair.inputs.clear();
    }
}

Result<void> check_pair(const Pair& pair) {
    if (pair.inputs.size() > 1) {
        return fail(ErrorCode::invalid_package, "two inputs for one test: " + pair.inputs[0] +
                                                    " and " + pair.inputs[1] + ": remove one");
    }
    if (pair.answers.size() > 1) {
        return fail(ErrorCode::invalid_package, pair.inputs[0] + " has two answers, " +
                                                    pair.answers[0] + " and " + pair.answers[1] +
                                                    ": remove one");
    }
    if (pair.answers.empty()) {
        return fail(
            ErrorCode::invalid_package,
            pair.inputs[0] + " has no answer: add one (like 1.in with 1.out, 1.ans or 1.a)");
    }
    return {};
}

}  // namespace

Result<void> refuse_foreign_package(const PackageFolder& folder) {
    for (const Foreign& foreign : foreign_formats) {
        if (!folder.has_file(foreign.file)) continue;
        return fail(ErrorCode::unsupported,
                    shown(folder.root()) + " looks like a package of format " + foreign.format +
                        " (" + foreign.file + "): arena problem import makes a native one");
    }
    return {};
}

Result<void> read_plain_folder(const PackageFolder& folder, Package& package) {
    package.format = Format::plain;
    package.grading = GradingRules::test_groups;
    auto pairs = find_pairs(folder);
    if (!pairs) return tl::unexpected<Error>(pairs.error());
    drop_lookalikes(*pairs, package);
    std::vector<std::string> keys;
    std::size_t answers_alone = 0;
    for (const auto& [key, pair] : *pairs) {
        if (pair.inputs.empty()) {
            answers_alone += pair.answers.size();
            continue;
        }
        auto checked = check_pair(pair);
        if (!checked) return checked;
        keys.push_back(key);
    }
    if (keys.empty()) {
        return fail(ErrorCode::invalid_package,
                    shown(folder.root()) +
                        " has no test cases: neither problem.yaml nor tests like 1.in with 1.out");
    }
    if (answers_alone > 0) {
        package.notes.push_back("ignored " + std::to_string(answers_alone) +
                                " answer files without an input");
    }
    std::sort(keys.begin(), keys.end(), [](const std::string& a, const std::string& b) {
        if (is_sample(a) != is_sample(b)) return is_sample(a);
        return natural_less(a, b);
    });
    package.groups.emplace_back();
    for (const std::string& key : keys) {
        const Pair& pair = pairs->at(key);
        Case test;
        test.name = key;
        test.input_path = folder.absolute(pair.inputs[0]);
        test.answer_path = folder.absolute(pair.answers[0]);
        test.is_sample = is_sample(key);
        package.groups[0].cases.push_back(package.cases.size());
        package.cases.push_back(std::move(test));
    }
    return {};
}

}  // namespace arena::problem
