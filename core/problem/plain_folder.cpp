// Plain folders: tests found by their names.
//
// An input is NAME.in, inputN.txt (inN, input_N, with or without .txt), a file in in/ (input/,
// inputs/), or NAME without an extension beside NAME.a. Its answer is NAME.out, NAME.ans or NAME.a,
// outputN.txt (out, ans, answer), or the file of the same name in out/ (output/, outputs/, ans/,
// answers/). Folders below hold tests, too. Names that begin with "sample" are samples; they come
// first. Order is natural (2 before 10). Two candidates for one answer are refused: which one is
// right decides the verdict.
#include "core/problem/plain_folder.hpp"

#include <algorithm>
#include <map>

#include "core/problem/text.hpp"

namespace arena::problem {

namespace {

using Entry = PackageFolder::Entry;

enum class Role { input, answer, bare };

struct Guess {
    Role role;
    std::string key;  ///< what an input and its answer share
};

struct Pair {
    std::vector<std::string> inputs, answers;
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

std::string without_tail(const std::string& name, std::string_view tail) {
    return ends_with(name, tail) && name.size() > tail.size()
               ? name.substr(0, name.size() - tail.size())
               : name;
}

// What follows one of `heads` and an optional separator, when it begins with a digit: "input_12".
std::optional<std::string> number_after(const std::string& name,
                                        std::initializer_list<const char*> heads) {
    const std::string stem = without_tail(name, ".txt");
    for (const char* head : heads) {
        if (!starts_with(stem, head)) continue;
        std::string rest = stem.substr(std::string_view(head).size());
        if (!rest.empty() && (rest[0] == '_' || rest[0] == '-' || rest[0] == '.')) rest.erase(0, 1);
        if (!rest.empty() && rest[0] >= '0' && rest[0] <= '9') return rest;
    }
    return std::nullopt;
}

std::optional<Guess> guess_by_name(const std::string& directory, const std::string& name) {
    const std::string plain = without_tail(name, ".txt");
    if (const std::string stem = without_tail(plain, ".in"); stem != plain) {
        return Guess{Role::input, joined(directory, stem)};
    }
    for (const char* tail : {".out", ".ans", ".a"}) {
        if (const std::string stem = without_tail(plain, tail); stem != plain) {
            return Guess{Role::answer, joined(directory, stem)};
        }
    }
    if (const auto number = number_after(name, {"input", "in"})) {
        return Guess{Role::input, joined(directory, *number)};
    }
    if (const auto number = number_after(name, {"output", "out", "answer", "ans"})) {
        return Guess{Role::answer, joined(directory, *number)};
    }
    if (name.find('.') == std::string::npos) return Guess{Role::bare, joined(directory, name)};
    return std::nullopt;
}

bool is_any_of(const std::string& name, std::initializer_list<const char*> names) {
    return std::any_of(names.begin(), names.end(),
                       [&name](const char* other) { return name == other; });
}

// in/ beside out/: the folder tells the role, the rest of the name the key.
std::optional<Guess> guess_by_folder(const PackageFolder& folder, const Split& path) {
    const Split own = split(path.directory);
    const auto beside = [&](std::initializer_list<const char*> names) {
        return std::any_of(names.begin(), names.end(), [&](const char* name) {
            return folder.has_directory(joined(own.directory, name));
        });
    };
    const auto input_folders = {"in", "input", "inputs"};
    const auto answer_folders = {"out", "output", "outputs", "ans", "answer", "answers"};
    const bool input = is_any_of(own.name, input_folders) && beside(answer_folders);
    const bool answer = is_any_of(own.name, answer_folders) && beside(input_folders);
    if (!input && !answer) return std::nullopt;
    const auto guess = guess_by_name("", path.name);
    const std::string key =
        guess && guess->role != Role::bare ? guess->key : without_tail(path.name, ".txt");
    return Guess{input ? Role::input : Role::answer, joined(own.directory, key)};
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
    return starts_with(key, "sample") || key.find("/sample") != std::string::npos;
}

Result<std::map<std::string, Pair>> find_pairs(const PackageFolder& folder) {
    std::map<std::string, Pair> pairs;
    auto files = folder.list_files_below("");
    if (!files) return tl::unexpected<Error>(files.error());
    std::vector<Guess> bare;
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
    }
    // A file without extension is an input only beside an answer that has no other input.
    for (const Guess& guess : bare) {
        const auto found = pairs.find(guess.key);
        if (found != pairs.end() && found->second.inputs.empty()) {
            found->second.inputs.push_back(guess.key);
        }
    }
    return pairs;
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
