# 0 accepted or as expected, 1 judged and not so, 2 usage or unreadable input, 3 could not.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem
run "$ARENA" judge good.py -p double; expect 0 "an accepted solution"
has "$out" "AC  5 tests"
run "$ARENA" judge wrong.py -p double; expect 1 "a wrong solution"
run "$ARENA" judge crash.py -p double; expect 1 "a crashing solution"
run "$ARENA" judge broken.c -p double; expect 1 "a solution that does not compile"
has "$out" "CE  does not compile"
has "$out" "error:" "the compiler's text"
run "$ARENA" judge broken.c -p double -q; expect 1 "the same, quiet"
has "$out" "CE   broken.c  "; has "$out" "undeclared" "the quiet line"
run "$ARENA" judge wrong.py -p double --expect WA; expect 0 "WA as expected"
run "$ARENA" judge good.py -p double --expect WA,TLE; expect 1 "AC where WA was expected"
run "$ARENA" judge slow.py -p double --expect TLE --time-limit 0.2 --tests sample/1
expect 0 "TLE as expected"
run "$ARENA" judge broken.c -p double --expect CE; expect 0 "CE as expected"
run "$ARENA" judge good.py wrong.py -p double; expect 1 "one of two is wrong"
has "$out" "2 solutions: 1 AC, 1 WA"
run "$ARENA" judge; expect 2 "judge without a solution"; one_error_line
run "$ARENA"; expect 2 "no command"; one_error_line
run "$ARENA" --help; expect 0 "--help"
run "$ARENA" judge --help; expect 0 "judge --help"
run "$ARENA" --version; expect 0 "--version"
[[ $out =~ ^arena\ [0-9]+\.[0-9]+\.[0-9]+$ ]] || fault "--version should be 'arena X.Y.Z'"
# A low soft limit is raised: many lanes hold many descriptors.
run bash -c "ulimit -S -n 24; exec '$ARENA' judge good.py -p double -q"
expect 0 "few descriptors"
# A validator that neither accepts nor rejects is the judge's failure.
printf 'validation: custom\n' >> double/problem.yaml
mkdir double/output_validators
echo 'import sys; sys.exit(0)' > double/output_validators/check.py
run "$ARENA" judge good.py -p double; expect 3 "a validator that exits 0"
has "$out" "JE"
finish
