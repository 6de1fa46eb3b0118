#!/usr/bin/env python3
"""Plants each fault that scripts/tidy knows in a small tree and sees it caught, alone.

First the tree is clean and must be found clean; each plant must be reported by its rule and by no
other; and every rule must have a plant, so that no rule is believed unseen.
"""
import os
import re
import subprocess
import sys
import tempfile

TIDY = os.path.join(os.path.dirname(__file__), "..", "..", "scripts", "tidy")
PROSE = "// A noun of the tree, for the self-test.\n"
HEADER = PROSE + "#pragma once\n"
LONG_BODY = "".join(f"    g({number});\n" for number in range(70))

CLEAN = {
    "core/noun.hpp": HEADER + "\nint g(int);\n",
    "core/noun.cpp": PROSE + '#include "core/noun.hpp"\n\n' + "int g(int n) {\n    return n;\n}\n",
    "core/raw.cpp": 'const char* text = R"(a "quoted } brace {)";\nchar quote = \'"\';\n',
    "core/many.cpp": PROSE + "namespace a {\n" + "".join(
        f"int f{n}() {{\n    return {n};\n}}\n" for n in range(40)) + "}  // namespace a\n",
    "judge/sandbox/wall.cpp": '#include "core/noun.hpp"\n#include "judge/runner.hpp"\n',
    "cli/parse.cpp": "#include <CLI/CLI.hpp>\n#include <nlohmann/json.hpp>\n",
    "cli/table.hpp": HEADER + "\nint row(int);\n",
    "cli/table.cpp": '#include "cli/table.hpp"\n' + "\nint f();\n" * 40,
    "scripts/do.sh": "#!/usr/bin/env bash\necho done\n",
}

# (rule, path, content)
PLANTS = [
    ("layers", "core/up.cpp", '#include "judge/runner.hpp"\n'),
    ("layers", "judge/up.cpp", '#include "cli/report.hpp"\n'),
    ("layers", "judge/sandbox/up.cpp", '#include "judge/judge.hpp"\n'),
    ("layers", "core/relative.cpp", '#include "../judge/runner.hpp"\n'),
    ("banned-includes", "core/a.cpp", "#include <regex>\n"),
    ("banned-includes", "core/a.cpp", "#include <format>\n"),
    ("banned-includes", "core/a.cpp", "#  include <yaml-cpp/yaml.h>\n"),
    ("banned-includes", "judge/a.cpp", "#include <boost/asio.hpp>\n"),
    ("banned-includes", "cli/report.cpp", "#include <CLI/CLI.hpp>\n"),
    ("banned-includes", "judge/a.hpp", HEADER + "#include <nlohmann/json.hpp>\n"),
    ("core-is-pure", "core/a.cpp", "#include <thread>\n"),
    ("core-is-pure", "core/a.cpp", "auto t = std::chrono::system_clock::now();\n"),
    ("core-is-pure", "core/a.cpp", 'auto home = getenv("HOME");\n'),
    ("core-is-pure", "core/a.cpp", "std::uniform_int_distribution<int> die(1, 6);\n"),
    ("file-length", "core/a.cpp", PROSE + "int f();\n" * 400),
    ("file-length", "scripts/a.sh", "#!/usr/bin/env bash\n" + "true\n" * 400),
    ("function-length", "core/a.cpp", PROSE + "int f(int n) {\n" + LONG_BODY + "}\n"),
    ("function-length", "core/a.cpp",
     PROSE + "A::A(int n)\n    : n_(n), m_{n} {\n    if (n) {\n" + LONG_BODY + "    }\n}\n"),
    ("function-length", "tests/a_test.cpp",
     PROSE + 'TEST_CASE("a: b") {\n    for (int i : {1, 2}) h(i);\n' + LONG_BODY + "}\n"),
    ("function-length", "core/a.cpp",
     PROSE + "namespace a {\nauto f() -> std::vector<int> {\n" + LONG_BODY + "}\n}\n"),
    ("line-length", "core/a.cpp", "// " + "x" * 98 + "\n"),
    ("whitespace", "core/a.cpp", "int f(); \n"),
    ("whitespace", "core/a.cpp", "\tint f();\n"),
    ("whitespace", "core/a.cpp", "int f();"),
    ("store-room", "core/string_utils.cpp", "int f();\n"),
    ("store-room", "judge/common/a.cpp", "int f();\n"),
    ("unfinished", "core/a.cpp", "// TO" "DO: the rest\n"),
    ("unfinished", "scripts/a.sh", "# FIX" "ME\n"),
    ("header", "core/a.hpp", PROSE + "int f();\n"),
    ("header", "core/a.hpp", "#pragma once\nint f();\n"),
    ("header", "core/a.cpp", "int f();\n" * 61),
    ("top-level", "lib/a.txt", "text\n"),
    ("machine-path", "core/a.cpp", 'auto path = "/work' '/main/core";\n'),
    ("script-parses", "scripts/a", "#!/usr/bin/env bash\nif true; then\n"),
    ("script-parses", "scripts/a", "#!/usr/bin/env python3\ndef f(:\n"),
    ("format", "core/a.cpp", "int  f( );\n"),
]


def write(root, path, content):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8") as stream:
        stream.write(content)


def look(root):
    """(exit status, the rules that found a fault)."""
    done = subprocess.run([sys.executable, TIDY, "--root", root], capture_output=True, text=True,
                          check=False)
    return done.returncode, set(re.findall(r"^\S+?:\d+: ([a-z-]+): ", done.stdout, re.M)), done


def plant(rule, path, content):
    """Complaint about one plant, or an empty string."""
    with tempfile.TemporaryDirectory() as root:
        for name, text in CLEAN.items():
            write(root, name, text)
        style = os.path.join(os.path.dirname(TIDY), "..", ".clang-format")
        with open(style, encoding="utf-8") as stream:
            write(root, ".clang-format", stream.read())
        if path:
            write(root, path, content)
        status, rules, done = look(root)
        if rule == "format" and "format not checked" in done.stdout:
            return ""
        # Layout is not what the other plants are about, so only their own rule must speak.
        wanted = {rule} if rule else set()
        if rules - {"format"} != wanted - {"format"} or (rule == "format" and rules != wanted):
            return f"{rule or 'clean tree'} {path}: reported {sorted(rules)}\n{done.stdout}"
        if status != (1 if rule else 0):
            return f"{rule or 'clean tree'} {path}: exit status {status}\n{done.stderr}"
    return ""


def main():
    complaints = [plant("", "", "")] + [plant(*row) for row in PLANTS]
    listed = subprocess.run([sys.executable, TIDY, "--rules"], capture_output=True, text=True,
                            check=True).stdout
    for rule in re.findall(r"^([a-z-]+) ", listed, re.M):
        if rule not in {row[0] for row in PLANTS}:
            complaints.append(f"rule {rule} has no plant")
    complaints = [complaint for complaint in complaints if complaint]
    print("\n".join(complaints + [f"{len(PLANTS)} plants, {len(complaints)} complaints"]))
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
