# A closed standard stream is no trap: empty input, a write error, or silence.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem
echo 'print(42)' > out.py
echo 'import sys; print(len(sys.stdin.read()), file=sys.stderr)' > in.py
timeout 20 "$ARENA" run out.py 2> err.txt < /dev/null >&-; status=$? out='' err=$(cat err.txt)
expect 3 "run with stdout closed"
has "$err" "cannot write the program's output: Bad file descriptor"
echo 1 2 | timeout 20 "$ARENA" run -q out.py 2> err.txt >&-; status=$? err=$(cat err.txt)
expect 3 "run with a pipe on stdin and stdout closed"
timeout 20 "$ARENA" run in.py > out.txt 2> err.txt <&-; status=$? err=$(cat err.txt)
expect 0 "run with stdin closed"
has "$err" "0"
timeout 20 "$ARENA" run -q out.py > out.txt <&- 2>&-; status=$? out=$(cat out.txt) err=''
expect 0 "run with stdin and stderr closed"
[[ $out == 42 ]] || fault "stdout should hold the output alone"
timeout 20 "$ARENA" run -q in.py < /dev/null >&- 2>&-; status=$?
expect 0 "run with nothing to print and no stdout"
timeout 20 "$ARENA" judge good.py -p double --format json -o report.json <&- >&- 2>&-; status=$?
out=$(cat report.json 2> /dev/null)
expect 0 "judge with all three closed"
has "$out" '"verdict": "AC"' "the report file"
timeout 20 "$ARENA" judge good.py -p double 2> err.txt >&-; status=$? err=$(cat err.txt)
expect 3 "a table without a stdout"
one_error_line
finish
