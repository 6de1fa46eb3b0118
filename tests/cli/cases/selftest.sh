# `arena judge --selftest`: rows as they are decided, a count, and failure when nothing ran.
source "$(dirname "$0")/../setup.bash"
need_sandbox
run "$ARENA" judge --selftest --filter 'network/*'; expect 0 "the network attacks"
has "$out" "held"; has "$out" " tier"
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
left=$(ls -d /sys/fs/cgroup/arena-$pid-* /sys/fs/cgroup/*/arena-$pid-* 2> /dev/null)
[[ -z $left ]] || fault "cgroups are left: $left"
finish
