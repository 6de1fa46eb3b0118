# `arena problem verify`: each kind of broken promise is seen, told, and gives its exit status; what
# did not change comes from the cache.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem 2
mkdir -p double/submissions/{accepted,wrong_answer,run_time_error} double/statement \
    double/input_validators double/data/invalid_input
cat > double/problem.yaml << 'END'
problem_format_version: 2025-09
name: Double
uuid: 5d1b0f0e-6e6f-4a51-9f5e-1a2b3c4d5e6f
limits: {time_limit: 2}
END
echo 'Double it.' > double/statement/problem.en.md
cp good.py double/submissions/accepted/
cp wrong.py double/submissions/wrong_answer/
cp crash.py double/submissions/run_time_error/
cat > double/input_validators/v.py << 'END'
import re, sys
sys.exit(42 if re.fullmatch(r"[1-9][0-9]*\n", sys.stdin.read()) else 43)
END
echo x > double/data/invalid_input/letters.in
run "$ARENA" problem verify double --strict; expect 0 "a sound package"
has "$out" "ok  double  5 passed"
has "$out" "17 runs"
run "$ARENA" problem verify double --strict; expect 0 "again"
has "$out" "17 runs (17 cached)"
run "$ARENA" problem verify double --no-cache -q; expect 0 "--no-cache"
lacks "$out" "cached"
# A submission in the wrong folder; only it is run anew.
cp good.py double/submissions/wrong_answer/fine.py
run "$ARENA" problem verify double; expect 1 "no wrong answer"
has "$out" "FAIL     wrong_answer/fine.py"
has "$out" "no test gets WA (submissions/wrong_answer)"
has "$out" "21 runs (17 cached)"
rm double/submissions/wrong_answer/fine.py
# An input validator that takes an invalid input, and one that refuses a test.
echo 12 > double/data/invalid_input/fine.in
run "$ARENA" problem verify double; expect 1 "an invalid input that is taken"
has "$out" "invalid_input/fine: no input validator refuses it"
rm double/data/invalid_input/fine.in
echo 007 > double/data/secret/03.in; echo 14 > double/data/secret/03.ans
run "$ARENA" problem verify double; expect 1 "a refused input"
has "$out" "secret/03: exit status 43"
rm double/data/secret/03.*
# An output validator that takes anything is shown up by hostile outputs; a broken one is a fault.
mkdir double/output_validator
printf '#include <cstdio>\nint main() { while (std::getchar() != EOF) {} return 42; }\n' \
    > double/output_validator/v.cpp
run "$ARENA" problem verify double; expect 1 "a validator that takes anything"
has "$out" "FAIL     hostile outputs"
printf 'int main() { return 1; }\n' > double/output_validator/v.cpp
run "$ARENA" problem verify double; expect 3 "a validator that fails"
has "$out" "FAULT"
# One that breaks on what a submission may print is found out, by its name and by the output.
cat > double/output_validator/v.cpp << 'END'
#include <fstream>
#include <iostream>
int main(int, char** files) {
    std::ifstream answer(files[2]);
    std::string right, said, more;
    answer >> right;
    if (!(std::cin >> said)) __builtin_trap();
    return right == said && !(std::cin >> more) ? 42 : 43;
}
END
run "$ARENA" problem verify double; expect 1 "a validator that breaks on an empty output"
has "$out" "FAIL     hostile outputs"
has "$out" "v.cpp breaks on it: empty output, sample/1: "
lacks "$out" "FAULT"
run "$ARENA" problem verify double; expect 1 "the same from the cache"
mkdir double/data/invalid_output
for tail in in ans; do cp double/data/secret/01.$tail double/data/invalid_output/none.$tail; done
touch double/data/invalid_output/none.out
run "$ARENA" problem verify double; expect 1 "and on an invalid one"
has "$out" "FAIL     invalid outputs"
rm -r double/output_validator double/data/invalid_output
# An input validator that dies of an invalid input does not refuse it.
printf 'import os, sys\ntext = sys.stdin.read()\nif text == "x\\n": os.abort()\nsys.exit(42)\n' \
    > double/input_validators/v.py
run "$ARENA" problem verify double; expect 1 "an input validator that breaks"
has "$out" "FAIL     invalid inputs"; has "$out" "SIGABRT"
cat > double/input_validators/v.py << 'END'
import re, sys
sys.exit(42 if re.fullmatch(r"[1-9][0-9]*\n", sys.stdin.read()) else 43)
END
# Lint, and its formats.
printf '7\r\n' > double/data/secret/02.in; echo 14 > double/data/secret/02.ans
sed -i 's/\[0-9\]\*\\n/[0-9]*\\r?\\n/' double/input_validators/v.py
run "$ARENA" problem verify double --strict; expect 1 "CR line ends"
has "$out" "[carriage-return]"
printf '\xef\xbb\xbf7\n' > double/data/secret/bom.in; echo 14 > double/data/secret/bom.ans
run "$ARENA" problem verify double -q
has "$out" "bom.in: the input begins with a byte-order mark"; has "$out" "[byte-order-mark]"
rm double/data/secret/bom.*
run "$ARENA" problem verify double --format sarif; expect 0 "warnings alone are no failure"
has "$out" '"ruleId": "carriage-return"'
has "$out" 'double/data/secret/02.in'
echo 'limits: {time_limit: 2, speed: 3}' >> double/problem.yaml
sed -i '4d' double/problem.yaml
run "$ARENA" problem verify double --format github; expect 2 "a package that cannot be read"
has "$out" "problem.yaml,line=4,title=unreadable"
sed -i 's/, speed: 3//' double/problem.yaml
printf '7\n' > double/data/secret/02.in
# JSON and JUnit agree with the table; partitions share the submissions.
run "$ARENA" problem verify double --format json; expect 0 "json"
python3 - out.txt << 'END' || fault "json"
import json, sys
one = json.load(open(sys.argv[1]))["packages"][0]
assert one["ok"] and len(one["submissions"]) == 3 and one["runs"] == 17, one
END
run "$ARENA" problem verify double --format junit; expect 0 "junit"
has "$out" '<testsuite name="double" tests="5" failures="0" errors="0" skipped="0">'
python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1])' out.txt || fault "junit"
for k in 1 2; do "$ARENA" problem verify double --partition $k/2; done > parts.txt
names=$(grep -o '[a-z_]*/[a-z]*\.py' parts.txt | sort -u | wc -l)
[[ $names == 3 ]] || fault "partitions"
# Nothing to run is an error, not a success.
rm -r double/submissions double/input_validators
run "$ARENA" problem verify double; expect 2 "nothing to run"
has "$err" "nothing was run"
one_error_line
# A folder of packages is none itself: verify takes them all, the others say what it is.
rm -rf many
for name in one two; do
    mkdir -p many/$name/data/secret many/$name/submissions/accepted
    printf 'name: %s\nlimits: {time_limit: 2}\n' $name > many/$name/problem.yaml
    echo 1 > many/$name/data/secret/1.in; echo 2 > many/$name/data/secret/1.ans
    cp good.py many/$name/submissions/accepted/
done
echo notes > many/notes.txt
run "$ARENA" problem verify many; expect 0 "a folder of packages"
has "$out" "2 packages, 0 failed"
run "$ARENA" problem verify --format github many; expect 0 "github"
has "$out" "::notice title=arena problem verify::2 packages, 0 failed, 2 tests, 2 runs (2 from"
run "$ARENA" judge good.py -p many; expect 2 "judge on a folder of packages"
one_error_line
has "$err" "many holds packages (one, two) and is none itself"
run "$ARENA" problem import many imported; expect 2 "import of a folder of packages"
has "$err" "holds packages (one, two)"
# Flags that the default validator does not know: bad input, with the file and the line.
mkdir -p flags/data/secret/a flags/submissions/accepted
cp good.py flags/submissions/accepted/
echo 1 > flags/data/secret/a/1.in; echo 2 > flags/data/secret/a/1.ans
printf 'name: F\nlimits: {time_limit: 2}\nvalidator_flags: frob\n' > flags/problem.yaml
run "$ARENA" judge good.py -p flags; expect 2 "an unknown flag"
one_error_line
has "$err" "problem.yaml line 3: default output validator: unknown argument 'frob'"
run "$ARENA" problem verify flags; expect 2 "verify an unknown flag"
has "$out" "problem.yaml line 3"; has "$out" "'frob'"; has "$out" "[unreadable]"
run "$ARENA" problem limits flags; expect 2 "limits with an unknown flag"
sed -i /validator_flags/d flags/problem.yaml
echo 'output_validator_flags: float_tolerance abc' > flags/data/secret/testdata.yaml
run "$ARENA" judge good.py -p flags; expect 2 "no tolerance"
one_error_line
has "$err" "data/secret/testdata.yaml line 1: "; has "$err" "not 'abc'"
rm flags/data/secret/testdata.yaml
# The mend is one that the command has.
sed -i /limits/d flags/problem.yaml
rm flags/submissions/accepted/*
for command in verify limits; do
    run "$ARENA" problem $command flags; expect 2 "$command without a limit"
    has "$err" "write limits: time_limit into problem.yaml"; lacks "$err" "--time-limit"
done
# A report never takes the place of what it is about; one beside the package's files may.
for file in problem.yaml data/secret/a/1.in submissions/accepted/new.py; do
    touch flags/$file
    for command in verify statement; do
        run "$ARENA" problem $command flags -o flags/$file; expect 2 "$command over $file"
        one_error_line; has "$err" "would overwrite the"
    done
done
rm flags/submissions/accepted/*
cp good.py flags/submissions/accepted/
echo 'limits: {time_limit: 2}' >> flags/problem.yaml
for round in 1 2; do
    run "$ARENA" problem verify flags -o flags/report.xml --format junit
    expect 0 "a report beside problem.yaml, round $round"
done
run "$ARENA" problem verify flags -o /dev/full; expect 3 "a full disk"
has "$err" "No space left on device"
# Margins that are missed are told to GitHub as well, and fail under --strict.
echo 'import time
end = time.process_time() + 1.2
while time.process_time() < end: pass
print(2 * int(input()))' > flags/submissions/accepted/late.py
run "$ARENA" problem verify flags --format github; expect 0 "an unstable margin"
has "$out" "::warning file=flags/submissions/accepted/late.py,title=time limit%3A accepted/late.py"
has "$out" "takes 1."; has "$out" "5.0 is asked"
run "$ARENA" problem verify flags --format github --strict; expect 1 "the same under --strict"
has "$out" "::error file=flags/submissions/accepted/late.py,title=time limit%3A"
run "$ARENA" problem verify flags --format junit --strict; expect 1 "and for JUnit"
has "$out" "5.0 is asked"
# What is written in vain, or shows nothing here, fails under --strict.
run "$ARENA" problem new vain --type pass-fail
run "$ARENA" problem verify --strict vain; expect 0 "before"
strict_fails() {
    run "$ARENA" problem verify vain; expect 0 "$1, not strict"
    run "$ARENA" problem verify --strict vain; expect 1 "$1"
    has "$out" "$2"
    run "$ARENA" problem verify --strict --format junit vain; expect 1 "$1, junit"
    has "$out" "<failure"
}
echo '"nobody/*.py": {permitted: [AC]}' > vain/submissions/submissions.yaml
strict_fails "a glob without a match" "[unmatched-glob]"
rm vain/submissions/submissions.yaml
cp good.py vain/submissions/
strict_fails "a file beside the folders" "[stray-submission]"
rm vain/submissions/good.py
echo '?' > vain/submissions/accepted/riddle.xyz
strict_fails "an accepted submission that is skipped" "skipped  accepted/riddle.xyz"
finish
