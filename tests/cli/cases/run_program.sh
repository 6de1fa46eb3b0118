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
run "$ARENA" run crash.py; expect 1 "exit status 3"; has "$err" "RTE  exit status 3"
run "$ARENA" run --time-limit 0.2 slow.py; expect 1 "a slow program"; has "$err" "TLE"
run "$ARENA" run broken.c; expect 1 "a compile error"; has "$err" "does not compile"
echo 'print("x" * 3000000)' > chatty.py
run "$ARENA" run --output-limit 1M chatty.py; expect 1 "too much output"; has "$err" "OLE"
echo 'x = bytearray(200 * 1024 * 1024); print(len(x))' > hungry.py
run "$ARENA" run --memory-limit 64 hungry.py; expect 1 "too much memory"
run "$ARENA" run -q good.py < /dev/null; expect 1 "no input"
printf 'import sys\nsys.stdout.buffer.write(b"\\xff\\x00\\x1b[31m")\n' > bytes.py
"$ARENA" run -q bytes.py < /dev/null > out.bin
[[ $(od -An -tx1 out.bin) == " ff 00 1b 5b 33 31 6d" ]] ||
    fault "a pipe should get the bytes as they are"
finish
