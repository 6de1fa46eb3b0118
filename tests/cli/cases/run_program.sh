# `arena run`: output on stdout, time and memory on stderr, 0 only when the program ended well.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem
echo 21 > input.txt
stdin=input.txt run "$ARENA" run good.py; expect 0 "a file on stdin"
[[ $out == 42 ]] || fault "the output should be 42"
has "$err" "exit status 0"; has "$err" " CPU "; has "$err" "MiB"
echo 21 | "$ARENA" run good.py > out.txt 2> err.txt; status=$?; out=$(cat out.txt)
expect 0 "a pipe on stdin"
[[ $out == 42 ]] || fault "the output should be 42"
echo 'import sys; print(sys.argv[1:])' > arguments.py
run "$ARENA" run arguments.py --help -p 'a b'; expect 0 "arguments"
[[ $out == "['--help', '-p', 'a b']" ]] || fault "all after the solution is the program's"
lacks "$err" "note:"
run "$ARENA" run arguments.py --time-limit=1 x; expect 0 "a flag after the solution"
[[ $out == "['--time-limit=1', 'x']" ]] || fault "a flag after the solution is the program's"
has "$err" "note: --time-limit stands after arguments.py, so it is the program's"
run "$ARENA" run -q arguments.py --tier x; lacks "$err" "note:"
run "$ARENA" run crash.py; expect 1 "exit status 3"; has "$err" "RTE  exit status 3"
run "$ARENA" run --time-limit 0.2 slow.py; expect 1 "a slow program"; has "$err" "TLE"
run "$ARENA" run broken.c; expect 1 "a compile error"; has "$err" "does not compile"
echo 'print("x" * 3000000)' > chatty.py
run "$ARENA" run --output-limit 1M chatty.py; expect 1 "too much output"; has "$err" "OLE"
echo '#include <stdio.h>
int main(void) { for (;;) fputs("never ends\n", stderr); }' > moaner.c
run "$ARENA" run --output-limit 1M moaner.c; expect 1 "an endless stderr"
has "$(tail -1 err.txt)" "OLE  more than 1 MiB of output on stderr"
echo 'x = bytearray(200 * 1024 * 1024); print(len(x))' > hungry.py
run "$ARENA" run --memory-limit 64 hungry.py; expect 1 "too much memory"
run "$ARENA" run -q good.py < /dev/null; expect 1 "no input"
printf 'import sys\nsys.stdout.buffer.write(b"\\xff\\x00\\x1b[31m")\n' > bytes.py
"$ARENA" run -q bytes.py < /dev/null > out.bin
[[ $(od -An -tx1 out.bin) == " ff 00 1b 5b 33 31 6d" ]] ||
    fault "a pipe should get the bytes as they are"
# Live, in both directions.
printf 'import time\nprint("early", flush=True)\ntime.sleep(60)\n' > sleeper.py
"$ARENA" run --time-limit 60 sleeper.py < /dev/null > live.txt 2> err.txt &
pid=$!
for ((i = 0; i < 200; i++)); do [[ -s live.txt ]] && break; sleep 0.05; done
kill -INT $pid 2> /dev/null; kill -TERM $pid
wait $pid; status=$?
expect 130 "a program that is ended while it sleeps"
[[ $(cat live.txt) == early ]] || fault "what a program wrote before it sleeps should be there"
printf 'for n in range(3):\n    print("got", input(), flush=True)\n' > asker.py
coproc dialogue { exec "$ARENA" run --time-limit 1 asker.py 2> err.txt; }
pid=$dialogue_PID
for word in one two; do
    sleep 1.2 # longer than the wall limit of a program that owes an answer
    echo $word >&"${dialogue[1]}"
    read -r -t 10 answer <&"${dialogue[0]}"
    [[ $answer == "got $word" ]] || fault "a dialogue: '$answer'"
done
eval "exec ${dialogue[1]}>&-"
wait "$pid"; status=$?; err=$(cat err.txt)
expect 1 "the end of input where a line is wanted"
has "$err" "EOFError"; has "$err" "RTE  exit status 1"
cp /dev/stdin echo.py <<< 'while True: print(input())'
yes | "$ARENA" run echo.py 2> err.txt | head -1 > out.txt
status=${PIPESTATUS[1]} out=$(cat out.txt) err=$(cat err.txt)
expect 0 "a reader that has what it wanted"
[[ $out == y ]] || fault "the first line should be 'y'"
finish
