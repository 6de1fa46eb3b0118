# A legacy package whose own grader accepts half of the tests and doubles their points: judged,
# verified, shown; told where the native format cannot say it.
source "$(dirname "$0")/../setup.bash"
need_sandbox
mkdir -p half/{graders,problem_statement,submissions/{accepted,wrong_answer},data/{sample,secret}}
cat > half/problem.yaml << 'END'
name: Half
type: scoring
limits: {time_limit: 1}
END
echo '\problemname{Half}' > half/problem_statement/problem.tex
for i in 1 2 3 4; do
    echo $i > half/data/secret/$i.in
    echo $i > half/data/secret/$i.ans
done
cp half/data/secret/1.* half/data/sample/
cat > half/data/testdata.yaml << 'END'
on_reject: continue
grader_flags: ignore_sample
END
cat > half/data/secret/testdata.yaml << 'END'
grading: custom
grader_flags: 2
accept_score: 10
range: 0 80
END
cat > half/graders/grade.py << 'END'
import sys
lines = [line.split() for line in sys.stdin]
right = sum(verdict == 'AC' for verdict, _ in lines)
total = float(sys.argv[1]) * sum(float(score) for _, score in lines)
if 2 * right >= len(lines): print('AC', total)
else: print(next(verdict for verdict, _ in lines if verdict != 'AC'), 0)
END
echo 'print(input())' > half/submissions/accepted/all.py
echo 'n = int(input()); print(n if n != 2 else 0)' > half/submissions/accepted/most.py
echo 'print(4)' > half/submissions/wrong_answer/one.py
run "$ARENA" judge -p half half/submissions/accepted/all.py; expect 0 "all right"
has "$out" "score 80"
run "$ARENA" judge -p half half/submissions/accepted/most.py; expect 0 "half is enough"
has "$out" "score 60"
run "$ARENA" judge -p half half/submissions/wrong_answer/one.py; expect 1 "less than half"
has "$out" "WA"
run "$ARENA" problem verify half; expect 0 "verify"
run "$ARENA" problem show half; has "$out" "grader grade.py"
run "$ARENA" problem import half native; expect 2 "a grader that 2025-09 does not have"
has "$out$err" "graders/grade.py"
[[ ! -e native ]] || fault "a refused import left something"
run "$ARENA" problem import --accept-changes half native; expect 0 "sums instead"
# A grader that fails, says nothing, or never ends is the judge's fault, with its own words.
echo 'import sys; sys.exit("no such flag")' > half/graders/grade.py
run "$ARENA" judge -p half half/submissions/accepted/all.py; expect 3 "a grader that fails"
has "$out$err" "grader, group secret: exit status 1: no such flag"
run "$ARENA" problem verify half; expect 3 "verify with it"
has "$out" "no such flag"
echo 'print("AC")' > half/graders/grade.py
run "$ARENA" judge -p half half/submissions/accepted/all.py; expect 3 "half a line"
has "$out$err" "expected AC, WA, RTE or TLE, and a score"
echo 'print("AC 90")' > half/graders/grade.py
run "$ARENA" judge -p half half/submissions/accepted/all.py; expect 3 "out of range"
has "$out$err" "outside the group's range"
rm half/graders/grade.py
run "$ARENA" problem verify half; expect 2 "no grader"
has "$out$err" "needs a program in graders/"
# A score outside of its group's range is the package's error, and said.
mkdir -p ranged/data/secret/a ranged/submissions/accepted
printf 'problem_format_version: legacy\nname: R\ntype: scoring\nlimits: {time_limit: 2}\n' \
    > ranged/problem.yaml
printf 'accept_score: 40\nrange: 0 10\n' > ranged/data/secret/a/testdata.yaml
echo 1 > ranged/data/secret/a/1.in; echo 2 > ranged/data/secret/a/1.ans
echo 'print(2 * int(input()))' > ranged/submissions/accepted/twice.py
run "$ARENA" judge ranged/submissions/accepted/twice.py -p ranged --format json
expect 3 "out of range"
has "$out" "\"message\": \"group 'secret/a': the score 40 is outside of its range 0 10 (data"
run "$ARENA" problem verify ranged; expect 1 "verify out of range"
has "$out" "the score 40 is outside of its range 0 10"; has "$out" "[score-bounds]"
finish
