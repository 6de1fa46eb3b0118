# Format 2025-09: static validators, submit-answer problems, arguments and files that belong to a
# test's input.
source "$(dirname "$0")/../setup.bash"
need_sandbox
manifest() {
    printf '%s\n' 'problem_format_version: 2025-09' "name: $1" 'uuid: u' 'limits: {time_limit: 2}' \
        "$2" > "$1/problem.yaml"
}
put_test() {
    mkdir -p "$(dirname "$1")"
    printf '%s\n' "$2" > "$1.in"
    printf '%s\n' "$3" > "$1.ans"
}

# A static validator that wants short programs: at most 40 bytes, else half the points.
mkdir -p short/static_validator short/submissions/accepted
manifest short 'type: scoring'
put_test short/data/secret/1-all/1 3 6
put_test short/data/secret/1-all/2 4 8
printf '%s\n' 'max_score: 100' 'score_aggregation: sum' 'static_validation_score: 40' \
    'static_validator_args: [40]' \
    > short/data/secret/1-all/test_group.yaml
cat > short/static_validator/size.py << 'END'
import os, sys
language, entry, feedback, most = sys.argv[1:5]
size = os.path.getsize(entry)
open(feedback + "judgemessage.txt", "w").write(f"{language} {entry} {size}")
if b"import os" in open(entry, "rb").read(): sys.exit(43)
if size > int(most): open(feedback + "score_multiplier.txt", "w").write("0.5")
sys.exit(42)
END
echo 'print(2 * int(input()))' > short/submissions/accepted/tiny.py
printf '# a comment that makes it long, long, long\nprint(2 * int(input()))\n' > long.py
printf 'import os\nprint(2 * int(input()))\n' > banned.py
run "$ARENA" judge short/submissions/accepted/tiny.py -p short; expect 0 "a short program"
has "$out" "100"; has "$out" "secret/1-all/(static)"
run "$ARENA" judge long.py -p short --format json; expect 0 "a long program"
has "$out" '"score": 80'
run "$ARENA" judge banned.py -p short --format json; expect 1 "a banned word"
has "$out" '"score": 60'; has "$out" "python3 main.py"
run "$ARENA" problem verify short; expect 0 "verify"
run "$ARENA" problem show short; has "$out" "static validator"
run "$ARENA" problem export short gone --to domjudge; expect 2 "no static validators there"
has "$out" "static validator"
run "$ARENA" problem import short again; expect 0 "import"
[[ -e again/static_validator/size.py ]] || fault "the static validator is taken along"
sed -i 's/static_validation_score: 40/static_validation_score: pass-fail/' \
    short/data/secret/1-all/test_group.yaml
run "$ARENA" judge long.py -p short; expect 2 "pass-fail where cases have scores"
one_error_line
has "$err" "test_group.yaml line 1"

# Groups that give more than the default max_score of 100 together: the package's error, in words.
mkdir -p over/submissions/accepted
manifest over 'type: scoring'
for group in 1:50 2:70; do
    put_test "over/data/secret/${group%:*}/1" 1 2
    put_test "over/data/secret/${group%:*}/2" 2 4
    echo "max_score: ${group#*:}" > "over/data/secret/${group%:*}/test_group.yaml"
done
cp short/submissions/accepted/tiny.py over/submissions/accepted/
why="group 'secret': the score 120 is above its max_score 100 (data/secret/test_group.yaml)"
for format in table json github; do
    run "$ARENA" judge over/submissions/accepted/tiny.py -p over --format $format
    expect 3 "too many points"; has "$out" "$why" "$format"
done
run "$ARENA" judge over/submissions/accepted/tiny.py -p over --format junit
has "$out" "the score 120 is above its max_score 100"
run "$ARENA" problem verify over; expect 1 "verify too many points"
has "$out" "error    $why  [score-bounds]"; has "$out" "FAIL     accepted/tiny.py"
echo 'max_score: 120' > over/data/secret/test_group.yaml
run "$ARENA" judge over/submissions/accepted/tiny.py -p over --format json
expect 0 "120 points are said"
python3 - out.txt << 'END' || fault "the root's score"
import json, sys
root = json.load(open(sys.argv[1]))["groups"][0]
assert (root["name"], root["score"], root["max_score"]) == ("", 120, 120), root
END

# Answers instead of programs.
mkdir -p answers/submissions/accepted/all answers/submissions/wrong_answer/half
manifest answers 'type: [pass-fail, submit-answer]'
put_test answers/data/sample/1 1 one
put_test answers/data/secret/2 2 two
put_test answers/data/secret/3 3 three
for n in 1:one 2:two 3:three; do
    echo "${n#*:}" > "answers/submissions/accepted/all/${n%:*}.out"
done
cp answers/submissions/accepted/all/[12].out answers/submissions/wrong_answer/half
run "$ARENA" judge answers/submissions/accepted/all -p answers; expect 0 "all answers"
lacks "$out" "0.000 s"; lacks "$out" " runs"; lacks "$err" "note:"
run "$ARENA" judge answers/submissions/accepted/all -p answers --repeat 3 --format json
has "$out" '"runs": 0'; lacks "$out" '"runs": 3'
cp -r answers/submissions/accepted/all misnamed
mv misnamed/3.out misnamed/three.out
run "$ARENA" judge misnamed -p answers; expect 1 "an answer to nothing"
[[ $err == "note: misnamed: three.out is the answer to no test" ]] || fault "the note"
run "$ARENA" judge answers/submissions/wrong_answer/half -p answers; expect 1 "an answer is missing"
has "$out" "no answer to this test"
run "$ARENA" problem verify answers; expect 0 "verify answers"
has "$out" "answers"
echo four > answers/submissions/wrong_answer/half/3.out
run "$ARENA" judge answers/submissions/wrong_answer/half -p answers; expect 1 "a wrong answer"

# An input validator gets its own arguments, then the test's, and the test's files.
mkdir -p args/input_validators args/submissions/accepted args/data/secret/1.files
manifest args ''
put_test args/data/secret/1 x fine
echo fine > args/data/secret/1.files/word
printf 'args: [a, b]\ninput_validator_args: [c]\n' > args/data/secret/1.yaml
cat > args/input_validators/check.py << 'END'
import sys
good = sys.argv[1:] == ["c", "a", "b"] and open("word").read() == "fine\n"
sys.exit(42 if good else 1)
END
echo 'import sys; print(open("word").read()) if sys.argv[1:] == ["a", "b"] else 0' \
    > args/submissions/accepted/reads.py
run "$ARENA" problem verify args; expect 0 "arguments and files"
echo other > args/data/secret/1.files/word
run "$ARENA" problem verify args; expect 1 "another file: not taken from the cache"
finish
