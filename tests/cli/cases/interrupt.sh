# Ctrl-C, SIGTERM and SIGHUP: exit status 130, at once, and nothing is left behind.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem
left_of() { # PID: what this arena made and did not remove
    ls -d /sys/fs/cgroup/arena-"$1"-* /sys/fs/cgroup/*/arena-"$1"-* \
        /sys/fs/cgroup/*/*/arena-"$1"-* 2> /dev/null
    ps -eo pid,ppid,args | awk -v p="$1" '$2 == p || $1 == p'
}
export TMPDIR=$scratch/tmp
mkdir "$TMPDIR"
for signal in INT TERM HUP; do
    env --default-signal=INT,TERM,HUP "$ARENA" judge slow.py -p double --time-limit 15 \
        > out.txt 2> err.txt &
    pid=$!
    sleep 1
    started=$(date +%s%N)
    kill -$signal $pid
    wait $pid; status=$?
    took_ms=$((($(date +%s%N) - started) / 1000000))
    out=$(cat out.txt) err=$(cat err.txt)
    expect 130 "SIG$signal"
    one_error_line
    ((took_ms < 5000)) || fault "SIG$signal took $took_ms ms"
    left=$(left_of $pid)
    [[ -z $left ]] || fault "SIG$signal left: $left"
done
# While `arena run` waits for input.
mkfifo pipe
sleep 20 > pipe &
feeder=$!
env --default-signal=INT "$ARENA" run good.py < pipe > out.txt 2> err.txt &
pid=$!
sleep 1
started=$(date +%s%N)
kill -INT $pid
wait $pid; status=$?
expect 130 "SIGINT while reading"
(($(date +%s%N) - started < 5000000000)) || fault "SIGINT while reading should end at once"
kill $feeder 2> /dev/null
left=$(left_of $pid; ls -A "$TMPDIR")
[[ -z $left ]] || fault "something is left: $left"
finish
