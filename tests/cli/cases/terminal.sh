# On a terminal: colour, a progress line that leaves no trace, nothing wider than the screen; in a
# pipe or under NO_COLOR none of it.
source "$(dirname "$0")/../setup.bash"
need_sandbox
command -v script > /dev/null || { echo "skipped: no script(1)"; exit 77; }
make_problem 60
on_terminal() { # COLUMNS COMMAND
    script -qfec "stty cols $1 rows 40; export TERM=xterm LANG=C.UTF-8; $2" /dev/null \
        < /dev/null > out.txt 2>&1
    status=$?
    out=$(cat out.txt) err=''
}
escape=$(printf '\033')
on_terminal 80 "'$ARENA' judge wrong.py -p double"
expect 1 "on a terminal"
has "$out" "${escape}[1;31mWA" "a terminal"
has "$out" "${escape}[K" "the progress line"
python3 - 80 << 'PY' || fault "no line should be wider than 80 columns, and progress be erased"
import re, sys
text = open("out.txt", encoding="utf-8", newline="").read().replace("\r\n", "\n")
for line in text.split("\n"):
    shown = re.sub(r"\x1b\[[0-9;]*m", "", line.split("\r\x1b[K")[-1])
    assert len(shown) <= int(sys.argv[1]) or shown.strip().startswith("arena judge"), shown
assert text.count("\r\x1b[K") >= 2
assert text.split("\r\x1b[K")[-1].startswith("\x1b[1mwrong.py")
PY
on_terminal 80 "NO_COLOR=1 '$ARENA' judge good.py -p double"
expect 0 "NO_COLOR"
lacks "$out" "${escape}[32m" "NO_COLOR"
on_terminal 80 "NO_COLOR=1 '$ARENA' judge good.py -p double --color always"
has "$out" "${escape}[32m" "--color always"
on_terminal 80 "'$ARENA' judge good.py -p double --color never"
lacks "$out" "${escape}[32m" "--color never"
run "$ARENA" judge wrong.py -p double
lacks "$out$err" "$escape" "a pipe"
has "$out" "20 more not accepted, " "of 62 tests the table"
has "$out" "arena judge wrong.py -p double --tests secret/01 --explain"
for command in "run --time-limit 0.2 slow.py" languages doctor; do
    on_terminal 80 "'$ARENA' $command"
    python3 - << 'PY' || fault "no line of $command should be wider than 80 columns"
import re
for line in open("out.txt", encoding="utf-8", newline="").read().split("\r\n"):
    shown = re.sub(r"\x1b\[[0-9;]*m", "", line.split("\r\x1b[K")[-1])
    assert len(shown) <= 80 or shown.strip().startswith("mend: "), shown
PY
done
printf 'print("\\033[2J\\033]0;title\\a")\n' > painter.py
on_terminal 80 "'$ARENA' run painter.py"
lacks "$out" "${escape}[2J" "a program's escape sequences on a terminal"
has "$out" '\e[2J' "a terminal"
on_terminal 80 "'$ARENA' judge painter.py -p double --explain --tests sample/1"
lacks "$out" "${escape}[2J" "a program's escape sequences in --explain"
finish
