# `arena problem new, generate, show, limits, stress, export, statement`: each on what the others
# made; what a format cannot say is told, and what can be said survives the way there and back.
source "$(dirname "$0")/../setup.bash"
need_sandbox
for type in pass-fail scoring interactive multi-pass; do
    run "$ARENA" problem new "${type/-/}" --type "$type"; expect 0 "new $type"
    run "$ARENA" problem verify --strict "${type/-/}"; expect 0 "verify $type"
done
run "$ARENA" problem new passfail; expect 2 "a folder that is there"
one_error_line
run "$ARENA" problem new 'a b'; expect 2 "a name with a blank"
one_error_line
run "$ARENA" problem generate --check scoring; expect 0 "generate --check"
rm scoring/data/secret/2-large/2.in
run "$ARENA" problem generate --check scoring; expect 1 "a test that is missing"
has "$out" "secret/2-large/2.in"
run "$ARENA" problem generate scoring; expect 0 "generate"
[[ $(cat scoring/data/secret/2-large/2.in) == 683 ]] || fault "the generated test"
run "$ARENA" problem generate scoring; has "$out" "8 files"
run "$ARENA" problem generate scoring; has "$out" "cached"
sed -i 's/Random(1)/Random()/' passfail/generators/generate.py
run "$ARENA" problem generate passfail; expect 2 "a generator without a seed"
has "$err" "seed"
# A generator that never ends is stopped, whether it works or sleeps; nothing of it is kept.
cp -r passfail endless
cat > endless/generators/generate.py << 'END'
import os
os.makedirs('data/secret', exist_ok=True)
open('data/secret/zz.in', 'w').write('1\n')
while True: pass
END
run "$ARENA" problem generate --time-limit 0.5 endless; expect 2 "a generator that never ends"
one_error_line
has "$err" "generators/generate.py did not end"; has "$err" "limit of 0.5 s"
has "$err" "data/secret/zz.in"; has "$err" "--time-limit"
sed -i 's/while True: pass/import time; time.sleep(60)/' endless/generators/generate.py
run "$ARENA" problem generate --time-limit 0.5 endless; expect 2 "a generator that sleeps"
has "$err" "over its wall limit of 1 s"
diff -r --exclude generators passfail endless || fault "half of the tests were written"
echo 'import os; os.makedirs("data"); os.symlink("/etc/passwd", "data/x.in")' \
    > endless/generators/generate.py
run "$ARENA" problem generate endless; expect 2 "a generator that makes a link"
one_error_line
has "$err" "data/x.in, which is a link"
# Names that the reader of packages refuses, and a test that nobody could judge.
cp -r endless/data kept-data
wrong_file() {
    printf 'import os\nos.makedirs("data/secret")\nopen(%s, "w").write("1")\n' "$1" \
        > endless/generators/generate.py
    run "$ARENA" problem generate endless; expect 2 "a generator that makes $1"
    one_error_line
    has "$err" "$2"
    diff -r kept-data endless/data || fault "$1 was written"
}
wrong_file '"data/secret/a\nb.in"' "secret/a\\nb.in cannot be a test: its name has a control"
wrong_file 'b"data/secret/\xff.in"' "cannot be a test: its name is not UTF-8"
wrong_file '"data/secret/-r.in"' "data/secret/-r.in cannot be a test: its name begins with '-'"
wrong_file '"data/secret/lone.in"' "data/secret/lone.in has no answer"
echo 'raise SystemExit("too few bridges")' > endless/generators/generate.py
run "$ARENA" problem generate endless; has "$err" "exit status 1: too few bridges"
# Links of the package: out of it, and inside, where the link gives way to the test.
ln -s /etc/hostname endless/generators/host.txt
run "$ARENA" problem generate endless; expect 2 "a link out of the package"
has "$err" "generators/host.txt is a link out of the package"
rm -r endless
cp scoring/data/secret/2-large/2.in keep
rm scoring/data/secret/2-large/2.in
ln -s 1.in scoring/data/secret/2-large/2.in
before=$(cat scoring/data/secret/2-large/1.in)
run "$ARENA" problem generate scoring; expect 0 "a link where a test belongs"
cmp -s keep scoring/data/secret/2-large/2.in || fault "the test behind the link"
[[ ! -L scoring/data/secret/2-large/2.in ]] || fault "the link should be a file now"
[[ $(cat scoring/data/secret/2-large/1.in) == "$before" ]] || fault "written through a link"
[[ -z $(ls -d scoring/.arena-* 2> /dev/null) ]] || fault "something lies beside data/"
run "$ARENA" problem show scoring; expect 0 "show"
has "$out" "secret/2-large"; has "$out" "at most 70"
run "$ARENA" problem limits passfail; expect 0 "limits"
has "$out" "proposed"
printf 'A <b>bold</b> $n \\le 10^{9}$\n\n## Part\n\n* one\n* two\n' \
    > passfail/statement/problem.en.md
run "$ARENA" problem statement passfail; expect 0 "statement"
has "$out" "A &lt;b&gt;bold&lt;/b&gt;"; has "$out" "n ≤ 10<sup>9</sup>"; has "$out" "<li>two</li>"
# Export and back: the same limits, tests and groups where the format has them.
for format in kattis polygon dmoj domjudge plain; do
    how=
    [[ $format != plain ]] || how=--accept-changes # it has no points
    run "$ARENA" problem export scoring "to-$format" --to $format $how; expect 0 "export $format"
    run "$ARENA" problem import "to-$format" "back$format"; expect 0 "import $format again"
    tests=5
    [[ $format != dmoj ]] || tests=4 # DMOJ judges no samples
    has "$out" "$tests tests" "$format"
    lacks "$out" "no part of the package format" "$format"
done
echo mine > to-plain/notes.txt
echo mine > to-plain/2-large/notes.txt
run "$ARENA" problem import to-plain back-notes; expect 0 "a plain folder with other files"
has "$out" "  notes.txt: no part"; has "$out" "  2-large/notes.txt: no part"
for format in kattis polygon; do
    run "$ARENA" problem show -q back$format; has "$out" "at most 70"; has "$out" "1.000 s"
done
run "$ARENA" problem verify --strict backkattis; expect 0 "the way there and back"
run "$ARENA" problem export passfail to-plain2 --to plain; expect 0 "words, and nothing else"
has "$out" "cannot be said there"
# What would be judged differently is refused, and nothing is written.
cp -r passfail validated
mkdir validated/output_validator
echo 'import sys; sys.exit(42)' > validated/output_validator/validate.py
cp -r passfail args
test=$(basename "$(ls args/data/secret/*.in | head -n 1)" .in)
echo 'args: [--fast]' > "args/data/secret/$test.yaml"
cp -r passfail files
mkdir "files/data/secret/$test.files"
echo 1 > "files/data/secret/$test.files/table.txt"
for type in scoring validated args files; do
    run "$ARENA" problem export $type "no-$type-plain" --to plain; expect 2 "$type to plain"
    one_error_line
    has "$out" "would judge differently there"
    [[ ! -e no-$type-plain ]] || fault "a refused export wrote something"
done
for type in interactive multipass; do
    for format in polygon dmoj plain; do
        run "$ARENA" problem export $type "no-$type-$format" --to $format
        expect 2 "export of $type to $format"
        one_error_line
        has "$err" "--accept-changes"; has "$out" "would judge differently there"
        [[ ! -e no-$type-$format ]] || fault "a refused export wrote something"
        run "$ARENA" problem export $type "no-$type-$format" --to $format --accept-changes
        expect 0 "export of $type to $format anyway"
    done
    run "$ARENA" problem export $type "to-domjudge-$type" --to domjudge; expect 0 "to DOMjudge"
done
# What is lost is told, thing by thing.
cp -r passfail credited
cat >> credited/problem.yaml << 'END'
credits: {authors: [Ada]}
rights_owner: Ada
source: A Contest
languages: [python3]
END
sed -i 's/^limits:.*/&\n  output: 5\n  code: 50\n  compilation_time: 9\n  validation_time: 9/
    s/^limits:.*/&\n  time_multipliers: {ac_to_time_limit: 3}/' credited/problem.yaml
mkdir -p credited/include/python3
echo 'x = 1' > credited/include/python3/help.py
run "$ARENA" problem export credited credited-domjudge --to domjudge; expect 0 "to DOMjudge"
for what in author license rights_owner source 'code limit' 'compilation time limit' \
    'validation time limit' 'time limit multipliers'; do
    has "$out" "  $what: "
done
run "$ARENA" problem export credited credited-polygon --to polygon; expect 0 "to Polygon"
for what in 'output limit' 'code limit' 'compilation time limit' languages include/ generators/; do
    has "$out" "  $what: "
done
for what in 'time limit of 1 s' 'memory limit' 'output limit' 'statement (1)' 'submissions (3)' \
    'input validators (1)' generators/ include/ languages title author license rights_owner \
    source 'code limit' 'compilation time limit'; do
    for format in dmoj plain; do
        rm -rf credited-$format
        run "$ARENA" problem export credited credited-$format --to $format
        expect 0 "to $format"; has "$out" "  $what" "$format"
    done
done
# Constants are filled in where no other system would.
cp -r passfail constant
printf 'constants: {factor: 2}\n' >> constant/problem.yaml
echo 'print({{factor}} * int(input()))' > constant/submissions/accepted/constant.py
echo 'Times {{factor}}.' > constant/statement/problem.en.md
for format in domjudge polygon; do
    run "$ARENA" problem export constant constant-$format --to $format; expect 0 "to $format"
    has "$out" "  constants: their values are written"
    grep -rq 'print(2 \* int(input()))' constant-$format || fault "the constant in $format"
    if grep -rq '{{factor}}' constant-$format; then fault "a name is left in $format"; fi
done
# What a page leaves out is told by file and line, and fails under --strict.
run "$ARENA" problem statement constant --strict -o page.html; expect 0 "a whole statement"
[[ -z $err ]] || fault "nothing is to be warned of"
has "$(cat page.html)" "Times 2."
printf 'Look:\n\n![A map](map.png)\n\nUp to {{most}}.\n' >> constant/statement/problem.en.md
run "$ARENA" problem statement constant -o page.html; expect 0 "an image is missing"
has "$err" "warning: statement/problem.en.md line 4: the image 'map.png' is missing"
has "$err" "warning: statement/problem.en.md line 6: '{{most}}' is no constant of problem.yaml"
run "$ARENA" problem statement constant --strict -o page.html; expect 1 "the same under --strict"
run "$ARENA" problem statement constant -o /dev/full; expect 3 "a full disk"
# Points that other systems cannot give.
cp -r scoring least
sed -i 's/score_aggregation:.*//' least/data/secret/test_group.yaml
echo 'score_aggregation: min' >> least/data/secret/test_group.yaml
for format in polygon dmoj; do
    run "$ARENA" problem export least no-least --to $format; expect 2 "the least score to $format"
    has "$out" "the least of the groups' scores"
done
# What one checker there would take and ours would not, or the other way round, is refused too.
for flags in 'float_tolerance, 2e-3' space_change_sensitive; do
    rm -rf flagged; cp -r passfail flagged
    for folder in sample secret; do
        echo "output_validator_args: [$flags]" > flagged/data/$folder/test_group.yaml
    done
    for format in polygon dmoj; do
        run "$ARENA" problem export flagged no-flagged --to $format; expect 2 "$flags to $format"
        has "$out" "would judge differently there"
    done
done
# Hundreds of tests with one reason are not hundreds of lines.
cp -r files many
for i in $(seq 30); do
    cp "files/data/secret/$test.in" many/data/secret/x$i.in
    cp "files/data/secret/$test.ans" many/data/secret/x$i.ans
    cp -r "files/data/secret/$test.files" many/data/secret/x$i.files
done
run "$ARENA" problem export many no-many --to plain; expect 2 "thirty reasons"
has "$out" "  and 22 more: "
(($(wc -l < out.txt) < 20)) || fault "one line for each of thirty tests"
# One checker cannot compare one group this way and another that way.
cp -r scoring flags
echo 'output_validator_args: [case_sensitive]' >> flags/data/secret/2-large/test_group.yaml
for format in polygon dmoj; do
    run "$ARENA" problem export flags no-flags --to $format; expect 2 "flags of a group to $format"
    has "$out" "output_validator_args that differ between tests"
done
# Samples alone are still tests.
cp -r passfail samples
rm samples/data/secret/*
run "$ARENA" problem export samples samples-dmoj --to dmoj; expect 0 "samples only"
has "$(cat samples-dmoj/init.yml)" "in: sample-1.in"
run "$ARENA" problem import samples-dmoj samples-back; expect 0 "and back"
# A counter-example is found, made small, and saved.
cat > gen.py << 'END'
import random, sys
rng = random.Random(int(sys.argv[1]))
n = int(sys.argv[2])
print(n)
for _ in range(n): print(rng.randint(-9, 9))
END
echo 'n = int(input()); print(sum(int(input()) for _ in range(n)))' > right.py
echo 'n = int(input()); print(sum(abs(int(input())) for _ in range(n)))' > abs.py
run "$ARENA" problem stress abs.py --against right.py --gen gen.py; expect 1 "stress"
has "$out" "WA"; has "$out" "saved as ./stress-"
[[ $(wc -l < "$(ls stress-*.in)") == 2 ]] || fault "the smallest input has two lines"
# Lines first, then words, then numbers; what the validator refuses is no counter-example.
cat > words.py << 'END'
import random, sys
rng = random.Random(int(sys.argv[1]))
n = int(sys.argv[2])
print(n)
print(*[rng.randint(100, 9999) for _ in range(n)])
END
echo 'n = int(input()); print(sum(map(int, input().split())))' > add.py
echo 'n = int(input()); print(sum(x for x in map(int, input().split()) if x < 5000))' > small.py
run "$ARENA" problem stress small.py --against add.py --gen words.py --no-save
expect 1 "words and numbers"; has "$out" $'input\n1\n5000\nexpected'
mkdir -p sums/data/secret sums/input_validators sums/submissions/accepted
printf 'problem_format_version: 2025-09\nname: S\nuuid: u\nlimits: {time_limit: 2}\n' \
    > sums/problem.yaml
printf '2\n1 2\n' > sums/data/secret/1.in; echo 3 > sums/data/secret/1.ans
cat > sums/input_validators/v.py << 'END'
import sys
lines = sys.stdin.read().split("\n")
numbers = list(map(int, lines[1].split()))
good = int(lines[0]) == len(numbers) >= 2 and min(numbers) >= 70
sys.exit(42 if good else 43)
END
run "$ARENA" problem stress small.py --against add.py --gen words.py --no-save -p sums
expect 1 "within what the validator takes"; has "$out" $'input\n2\n'; has "$out" " 5000"
lacks "$out" $'\n0 '
run "$ARENA" problem stress right.py --against right.py --gen gen.py --rounds 20
expect 0 "no difference"
has "$out" "no difference in 20 inputs"
run "$ARENA" problem stress abs.py; expect 2 "stress without its programs"
one_error_line
echo 'while True: pass' > endless.py
run "$ARENA" problem stress right.py --against right.py --gen endless.py; expect 2 "it never ends"
one_error_line
has "$err" "endless.py 1 1"; has "$err" "CPU limit of 15 s"
echo 'print("!!")' > noise.py
run "$ARENA" problem stress "$ARENA_SOURCE_DIR/problems/helloarena/submissions/accepted/hello.py" \
    --against "$ARENA_SOURCE_DIR/problems/helloarena/submissions/accepted/hello.py" \
    --gen noise.py --rounds 3
expect 2 "no input of the problem"
has "$err" "nothing was compared"
finish
