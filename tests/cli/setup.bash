# What every case in tests/cli/cases needs: a scratch folder, a small problem, three checks.
# Sourced; needs $ARENA (the binary) and $ARENA_SOURCE_DIR. A case prints nothing when it passes.
set -uo pipefail
: "${ARENA:?the arena binary}" "${ARENA_SOURCE_DIR:?the source tree}"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
export XDG_CACHE_HOME=$scratch/cache
unset NO_COLOR
failures=0

# The problem "double": print twice the number. 2 samples, $1 (default 3) secret tests.
make_problem() {
    mkdir -p double/data/sample double/data/secret double/submissions/accepted
    printf 'problem_format_version: legacy\nname: Double\nlimits: {time_limit: 2}\n' \
        > double/problem.yaml
    local i
    for i in 1 2; do echo "$i" > double/data/sample/$i.in; echo $((2 * i)) > double/data/sample/$i.ans; done
    for ((i = 1; i <= ${1:-3}; i++)); do
        printf '%d\n' $((100 + i)) > "$(printf 'double/data/secret/%02d.in' "$i")"
        printf '%d\n' $((200 + 2 * i)) > "$(printf 'double/data/secret/%02d.ans' "$i")"
    done
    echo 'print(2 * int(input()))' > good.py
    echo 'n = int(input()); print(2 * n if n < 100 else n)' > wrong.py
    echo 'import sys; sys.exit(3)' > crash.py
    echo 'while True: pass' > slow.py
    printf 'int main() { return x; }\n' > broken.c
}

# The sandbox must be there; a host without it cannot show anything.
need_sandbox() {
    "$ARENA" doctor > doctor.txt 2>&1 && return
    echo "skipped: this host gives no sandbox tier (arena doctor)"
    exit 77
}

# run NAME COMMAND...: stdout in $out, stderr in $err, exit status in $status.
run() {
    "$@" > out.txt 2> err.txt < "${stdin:-/dev/null}"
    status=$?
    out=$(cat out.txt)
    err=$(cat err.txt)
}

fault() {
    failures=$((failures + 1))
    printf 'FAILED: %s\n  stdout: %s\n  stderr: %s\n  status: %s\n' \
        "$1" "${out:0:2000}" "${err:0:2000}" "$status"
}

# expect STATUS WHAT: the last run's exit status.
expect() { [[ $status == "$1" ]] || fault "$2 should exit $1"; }
# has TEXT PATTERN-WORD WHAT
has() { [[ $1 == *"$2"* ]] || fault "${3:-output} should hold '$2'"; }
lacks() { [[ $1 != *"$2"* ]] || fault "${3:-output} should not hold '$2'"; }
# One line on stderr that begins with "arena: ".
one_error_line() {
    [[ $err == "arena: "* && $(wc -l < err.txt) == 1 ]] || fault "stderr should be one 'arena: ' line"
}
finish() { exit $((failures > 0)); }
