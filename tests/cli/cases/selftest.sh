# `arena judge --selftest`: rows as they are decided, a count, and failure when nothing ran.
source "$(dirname "$0")/../setup.bash"
need_sandbox
run "$ARENA" judge --selftest --filter 'network/*'; expect 0 "the network attacks"
has "$out" "held"; has "$out" " tier"
if setarch -R true 2> /dev/null; then # a container may refuse it
    run setarch -R "$ARENA" judge --selftest --filter kernel/addresses
    expect 0 "addresses under setarch -R"
fi
run "$ARENA" judge --selftest --filter 'nonesuch/*'; expect 2 "a filter that matches nothing"
one_error_line
run "$ARENA" judge --selftest sol.cpp; expect 2 "a solution to attack"; one_error_line
run "$ARENA" judge --selftest --format json; expect 2 "a format"; one_error_line
run "$ARENA" judge --selftest --hostile-runs=-1; expect 2 "a negative count"; one_error_line
run "$ARENA" judge --filter x; expect 2 "--filter without --selftest"; one_error_line
# Interrupted: nothing is left of it.
env --default-signal=INT "$ARENA" judge --selftest > out.txt 2> err.txt &
pid=$!
sleep 2
kill -INT $pid
wait $pid; status=$?; out=$(cat out.txt) err=$(cat err.txt)
expect 130 "an interrupted self-test"
groups_of() { find /sys/fs/cgroup -type d -name "arena-$1-*" 2> /dev/null; }
[[ -z $(groups_of $pid) ]] || fault "cgroups are left: $(groups_of $pid)"
# Killed at once with all that cleans up after it: the next start does.
if [[ $(readlink /proc/self/ns/pid) == "pid:[4026531836]" ]]; then # where the dead are known
    mkdir tmp && export TMPDIR=$PWD/tmp
    setsid "$ARENA" judge --selftest > out.txt 2> err.txt &
    pid=$!
    for ((i = 0; i < 200; i++)); do [[ -n $(ls tmp) ]] && break; sleep 0.05; done
    kill -KILL -- -$pid
    wait $pid 2> /dev/null
    [[ -n $(ls tmp) ]] || fault "a killed self-test leaves nothing: this check checks nothing"
    sleep 1 # until the kernel has ended what was in the groups
    run "$ARENA" judge --selftest --filter 'network/*'; expect 0 "after a killed self-test"
    [[ -z $(ls tmp) ]] || fault "folders of the dead are left: $(ls tmp)"
    [[ -z $(groups_of $pid) ]] || fault "cgroups of the dead are left: $(groups_of $pid)"
fi
finish
