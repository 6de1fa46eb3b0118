# A wrong answer is told in a line, --explain tells all, and the printed command repeats the case.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem
run "$ARENA" judge wrong.py -p double; expect 1 "wrong"
has "$out" 'line 1, column 1: expected "202", found "101"'
again=$(grep -o 'arena judge .*--explain' out.txt)
has "$again" "--tests secret/01"
run bash -c "\"\$ARENA\" ${again#arena }"; expect 1 "the printed command"
has "$out" "expected  202"; has "$out" "found     101"; has "$out" "^^^"
has "$out" "0 of 1 test accepted (1 WA, 4 not run)"
# A name with letters that mean something to a shell and to a glob.
mv double/data/secret/01.in "double/data/secret/a[b]'c d.in"
mv double/data/secret/01.ans "double/data/secret/a[b]'c d.ans"
run "$ARENA" judge wrong.py -p double --tests 'a*'; expect 1 "a strange name"
again=$(grep -o 'arena judge .*--explain' out.txt)
run bash -c "\"\$ARENA\" ${again#arena }"; expect 1 "the printed command of a strange name"
has "$out" "0 of 1 test accepted (1 WA, 4 not run)"
cp wrong.py ./-odd.py
run "$ARENA" judge -p double -- -odd.py; expect 1 "a name like a flag"
again=$(grep -o 'arena judge .*--explain' out.txt)
has "$again" "arena judge ./-odd.py "
run bash -c "\"\$ARENA\" ${again#arena }"; expect 1 "the printed command of a name like a flag"
run "$ARENA" judge good.py -p double --repeat 3 --tests sample/1; expect 0 "--repeat"
has "$out" "3 runs, from"
run "$ARENA" judge wrong.py -p double --stop-at-first --jobs 1; expect 1 "--stop-at-first"
has "$out" "2 of 3 tests accepted (1 WA, 2 not run)"
finish
