// `arena problem new NAME`: a small package that verifies as it stands, to be written over.
#include <unistd.h>

#include "cli/commands.hpp"
#include "cli/printable.hpp"
#include "cli/problem_args.hpp"
#include "cli/staging_folder.hpp"
#include "cli/terminal.hpp"
#include "core/problem/write_kattis.hpp"
#include "judge/content_hash.hpp"

namespace arena::cli {
namespace {

using problem::NamedFile;

/// The example is "print twice the number", guessed in the interactive kinds.
class Template {
public:
    Template(std::string name, NewProblemType type) : name_(std::move(name)), type_(type) {}

    std::vector<NamedFile> files() {
        manifest();
        const bool guesses =
            type_ == NewProblemType::interactive || type_ == NewProblemType::multi_pass;
        if (type_ == NewProblemType::interactive) interactive();
        if (type_ == NewProblemType::multi_pass) multi_pass();
        if (!guesses) batch();
        const bool sends = type_ == NewProblemType::multi_pass;
        add("input_validators/validate.py",
            "#!/usr/bin/env python3\n\"\"\"Accepts one number from 1 to 1000 on a line.\"\"\"\n"
            "import re\nimport sys\n\n"
            "text = sys.stdin.read()" +
                std::string(sends ? ".removeprefix(\"send\\n\")" : "") +
                "\n"
                "good = re.fullmatch(r\"[1-9][0-9]{0,3}\\n\", text) and int(text) <= 1000\n"
                "sys.exit(42 if good else 43)\n");
        add("data/invalid_input/zero.in", "0\n");
        add("data/invalid_input/no-line-end.in", "5");
        return std::move(files_);
    }

private:
    void add(const std::string& name, const std::string& text) {
        files_.push_back({name, {"", text}, false});
    }
    void test(const std::string& stem, int number, bool doubled) {
        add("data/" + stem + ".in", std::to_string(number) + "\n");
        add("data/" + stem + ".ans", std::to_string(doubled ? 2 * number : number) + "\n");
    }
    void manifest();
    void batch();
    void interactive();
    void multi_pass();

    std::string name_;
    NewProblemType type_;
    std::vector<NamedFile> files_;
};

void Template::manifest() {
    const char* type = "pass-fail";
    if (type_ == NewProblemType::scoring) type = "scoring";
    if (type_ == NewProblemType::interactive) type = "[pass-fail, interactive]";
    if (type_ == NewProblemType::multi_pass) type = "[pass-fail, multi-pass]";
    add("problem.yaml", std::string("problem_format_version: 2025-09\ntype: ") + type +
                            "\nname: \"" + name_ + "\"\nuuid: " + problem::uuid_of("new " + name_) +
                            "\nlicense: cc by\nlimits:\n  time_limit: 1\n  memory: 256\n");
}

void Template::batch() {
    add("statement/problem.en.md",
        "Tell here what happens. Then say exactly what is asked.\n\n## Input\n\nOne line with an "
        "integer $n$ ($1 \\le n \\le 1000$).\n\n## Output\n\nPrint $2n$.\n");
    add("generators/generate.py",
        "#!/usr/bin/env python3\n\"\"\"Makes data/secret. Run without arguments, or by arena "
        "problem generate.\"\"\"\nimport pathlib\nimport random\n\n"
        "SECRET = pathlib.Path(__file__).resolve().parent.parent / \"data\" / \"secret\"\n"
        "rng = random.Random(1)\n" +
            std::string(type_ == NewProblemType::scoring
                            ? "CASES = {\"1-small/1\": 1, \"1-small/2\": rng.randint(2, 100), "
                              "\"2-large/1\": 1000, \"2-large/2\": rng.randint(101, 999)}\n"
                            : "CASES = {\"1-least\": 1, \"2-most\": 1000, \"3-random\": "
                              "rng.randint(2, 999)}\n") +
            "\nfor name, number in CASES.items():\n    path = SECRET / name\n"
            "    path.parent.mkdir(parents=True, exist_ok=True)\n"
            "    path.with_suffix(\".in\").write_text(f\"{number}\\n\")\n"
            "    path.with_suffix(\".ans\").write_text(f\"{2 * number}\\n\")\n");
    test("sample/1", 7, true);
    add("submissions/accepted/double.py", "print(2 * int(input()))\n");
    add("submissions/accepted/double.cpp",
        "#include <iostream>\n\nint main() {\n    int n;\n    std::cin >> n;\n    std::cout << 2 * "
        "n "
        "<< '\\n';\n}\n");
    // The numbers that random.Random(1) gives to the generator above.
    if (type_ == NewProblemType::scoring) {
        add("data/secret/test_group.yaml", "max_score: 100\nscore_aggregation: sum\n");
        add("data/secret/1-small/test_group.yaml", "max_score: 30\nscore_aggregation: pass-fail\n");
        add("data/secret/2-large/test_group.yaml",
            "max_score: 70\nscore_aggregation: pass-fail\nrequire_pass: secret/1-small\n");
        test("secret/1-small/1", 1, true);
        test("secret/1-small/2", 19, true);
        test("secret/2-large/1", 1000, true);
        test("secret/2-large/2", 683, true);
        add("submissions/wrong_answer/small_only.py",
            "n = int(input())\nprint(2 * n if n <= 100 else n)\n");
        add("submissions/submissions.yaml",
            "accepted/*:\n  score: 100\nwrong_answer/small_only.py:\n  score: 30\n");
    } else {
        test("secret/1-least", 1, true);
        test("secret/2-most", 1000, true);
        test("secret/3-random", 139, true);
        add("submissions/wrong_answer/square.py", "print(int(input()) ** 2)\n");
    }
}

void Template::interactive() {
    add("statement/problem.en.md",
        "A number from $1$ to $1000$ is hidden. Print a guess on a line and flush; the reply is "
        "`lower`, `higher` or `correct`. End after `correct`. You have $10$ guesses.\n");
    add("output_validator/judge.py",
        "import sys\n\nsecret = int(open(sys.argv[1]).read())\n\n\ndef reject(why):\n"
        "    open(sys.argv[3] + \"judgemessage.txt\", \"w\").write(why)\n    sys.exit(43)\n\n\n"
        "for _ in range(10):\n    line = sys.stdin.readline().strip()\n"
        "    if not line.isdecimal() or len(line) > 4:\n        reject(\"no guess\")\n"
        "    guess = int(line)\n    if guess == secret:\n        print(\"correct\", flush=True)\n"
        "        if sys.stdin.read().strip():\n            reject(\"words after the last guess\")\n"
        "        sys.exit(42)\n"
        "    print(\"higher\" if guess < secret else \"lower\", flush=True)\n"
        "reject(\"too many guesses\")\n");
    test("sample/1", 500, false);
    add("data/sample/1.interaction", ">400\n<higher\n>500\n<correct\n");
    test("secret/1-least", 1, false);
    test("secret/2-most", 1000, false);
    test("secret/3-inside", 713, false);
    add("submissions/accepted/halves.py",
        "low, high = 1, 1000\nwhile True:\n    guess = (low + high) // 2\n"
        "    print(guess, flush=True)\n    reply = input()\n    if reply == \"correct\":\n"
        "        break\n    if reply == \"higher\":\n        low = guess + 1\n    else:\n"
        "        high = guess - 1\n");
    add("submissions/wrong_answer/one_by_one.py",
        "guess = 1\nwhile True:\n    print(guess, flush=True)\n    if input() == \"correct\":\n"
        "        break\n    guess += 1\n");
}

void Template::multi_pass() {
    add("statement/problem.en.md",
        "Your program runs twice. First it reads `send` and a number $n$ ($1 \\le n \\le 1000$) "
        "and prints one line; then it reads `receive` and that line and prints $n$.\n");
    add("output_validator/judge.py",
        "import os\nimport sys\n\nfeedback = sys.argv[3]\nsecret = open(sys.argv[2]).read()"
        ".strip()\n\n\n"
        "def reject(why):\n    open(feedback + \"judgemessage.txt\", \"w\").write(why)\n"
        "    sys.exit(43)\n\n\n"
        "text = sys.stdin.buffer.read(1000).decode(\"ascii\", \"replace\")\n"
        "if len(text) > 100 or len(text.splitlines()) != 1:\n"
        "    reject(\"one short line is asked\")\n"
        "state = feedback + \"passes\"\n"
        "passes = len(open(state).read()) if os.path.exists(state) else 0\n"
        "open(state, \"w\").write(\"x\" * (passes + 1))\n"
        "line = text.strip()\n"
        "if passes == 0:\n"
        "    if not line.isalpha():\n        reject(\"letters only\")\n"
        "    open(feedback + \"nextpass.in\", \"w\").write(\"receive\\n\" + line + \"\\n\")\n"
        "    sys.exit(42)\nsys.exit(42 if line == secret else reject(\"another number\"))\n");
    add("submissions/accepted/letters.py",
        "if input() == \"send\":\n"
        "    print(\"\".join(chr(ord(\"a\") + int(digit)) for digit in input()))\nelse:\n"
        "    print(\"\".join(str(ord(letter) - ord(\"a\")) for letter in input()))\n");
    add("submissions/wrong_answer/forgets.py", "print(\"a\" if input() == \"send\" else \"1\")\n");
    for (const auto& [stem, number] :
         {std::pair{"sample/1", "42"}, std::pair{"secret/1-least", "1"},
          std::pair{"secret/2-most", "1000"}}) {
        add(std::string("data/") + stem + ".in", std::string("send\n") + number + "\n");
        add(std::string("data/") + stem + ".ans", std::string(number) + "\n");
    }
    add("data/sample/1.interaction", "<send\n<42\n>ec\n---\n<receive\n<ec\n>42\n");
}

}  // namespace

Result<ExitStatus> problem_new_command(const ProblemNewArgs& args) {
    const std::string base = args.name.substr(args.name.rfind('/') + 1);
    if (base.empty() ||
        base.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") != std::string::npos) {
        return fail(ErrorCode::usage,
                    "a problem's name has lower-case letters and digits only, "
                    "not '" +
                        printable(base) + "'");
    }
    auto staging = StagingFolder::beside(args.name);
    if (!staging) return tl::unexpected<Error>(staging.error());
    const std::string target = staging->inner("package");
    for (const NamedFile& file : Template(base, args.type).files()) {
        auto written = problem::write_file(target, file, {});
        if (!written) return tl::unexpected<Error>(written.error());
    }
    auto done = staging->commit("package");
    if (!done) return tl::unexpected<Error>(done.error());
    const std::string where = printable(args.name);
    auto written = write_all(STDOUT_FILENO, "made " + where +
                                                ": write the statement and a generator, then\n  "
                                                "arena problem generate " +
                                                where + "\n  arena problem verify " + where + "\n");
    if (!written) return tl::unexpected<Error>(written.error());
    return ExitStatus::ok;
}

}  // namespace arena::cli
