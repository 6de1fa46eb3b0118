# The limits of the caller's shell: soft ones never reach a run, hard ones are told as the host's.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem
cat > deep.c << 'C'
#include <stdio.h>
static long deep(long n) {
    volatile char frame[1000];
    frame[0] = 1;
    return n == 0 ? 0 : frame[0] + deep(n - 1);
}
int main(void) { printf("%ld\n", deep(100000)); }
C
printf 'int main(void) { for (volatile long i = 0; i < 1500000000; ++i) {} }\n' > busy.c
asan=$(grep -c __asan_init "$ARENA") # its shadow counts as data, and its frames are large
limited() { # limited ULIMIT-ARGS... -- COMMAND...
    local limits=()
    while [[ $1 != -- ]]; do limits+=("$1"); shift; done; shift
    err=$(ulimit "${limits[@]}" && exec "$@" 2>&1 < /dev/null) # no file: that has a limit, too
    status=$? out=$err
    echo "$err" > err.txt
}
limited -S -s 1024 -- "$ARENA" run deep.c; expect 0 "deep recursion under a small soft stack"
[[ $out == 100000* ]] || fault "deep recursion should end well"
limited -S -t 2 -- "$ARENA" run --time-limit 20 busy.c; expect 0 "a soft limit on CPU time"
[[ $asan != 0 ]] || limited -S -d 60000 -- "$ARENA" judge good.py -p double
expect 0 "a soft limit on data"
limited -S -f 0 -- "$ARENA" --version; expect 0 "no file may be written"
# As somebody who may raise nothing. Whoever runs the tests as root can be that, too.
plain=()
if [[ $EUID == 0 ]]; then
    command -v setpriv > /dev/null || finish
    chmod 755 "$scratch"; mkdir -m 777 home
    export HOME=$scratch/home XDG_CACHE_HOME=$scratch/home
    plain=(setpriv --reuid 61234 --regid 61234 --clear-groups --inh-caps=-all --bounding-set=-all)
    "${plain[@]}" "$ARENA" doctor > doctor.txt 2>&1 || finish
fi
told() { # told LETTER VALUE: one line that names the limit and the mend
    limited "-$1" "$2" -- "${plain[@]}" "$ARENA" judge "${3:-good.py}" -p double --tier rootless
    expect 3 "a hard limit (ulimit -$1 $2)"
    one_error_line
    has "$err" "ulimit -H$1"
}
told f 0
told f 10
[[ $asan != 0 ]] || told s 64
told s 1024
told t 2
told n 200
[[ $asan != 0 ]] || told d 100000
limited -u 5 -- "${plain[@]}" "$ARENA" judge good.py -p double --tier rootless
expect 3 "five processes"
one_error_line
has "$err" "ulimit -"
finish
