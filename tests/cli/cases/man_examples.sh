#!/usr/bin/env bash
# The worked examples of the man pages do what they show: in every literal block of EXAMPLES, lines
# after "$ " are run in one folder and must print the lines that follow them.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
ln -s "$ARENA" arena
export PATH=$scratch:$PATH LC_ALL=C
unset COLUMNS
checked=0
pages=("$ARENA_SOURCE_DIR"/man/arena-{matchmake,similar}.1)
# Programs run there.
"$ARENA" doctor > doctor.txt 2>&1 && pages+=("$ARENA_SOURCE_DIR/man/arena-problem.1")
for page in "${pages[@]}"; do
    awk '/^\.Sh / { on = ($2 == "EXAMPLES") } on && /^\.Bd -literal/ { block = 1; next }
         /^\.Ed/ { block = 0 } on && block' "$page" | sed 's/\\e/\\/g' > lines.txt
    grep '^\$ ' lines.txt | sed 's/^\$ //' > commands.sh
    bash -c 'source ./commands.sh' > shown.txt 2>&1
    grep -v '^\$ ' lines.txt > promised.txt
    if ! diff -u promised.txt shown.txt > difference.txt; then
        out=$(cat difference.txt) err="" status=1
        fault "the examples of ${page##*/} show what happens"
    fi
    checked=$((checked + $(wc -l < commands.sh)))
done
((checked >= 10)) || fault "examples are found"
finish
