# A reader that goes away is no error; a stdout that cannot be written is.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem
"$ARENA" judge good.py -p double 2> err.txt | true
status=${PIPESTATUS[0]} out='' err=$(cat err.txt)
expect 0 "a closed pipe"
[[ -z $err ]] || fault "a closed pipe should not be told"
"$ARENA" judge wrong.py -p double --format jsonl 2> err.txt | head -n 1 > out.txt
status=${PIPESTATUS[0]} out=$(cat out.txt) err=$(cat err.txt)
expect 1 "a closed pipe after a wrong answer"
for command in "judge good.py -p double" "languages" "doctor" "--help" "completion bash"; do
    # shellcheck disable=SC2086
    "$ARENA" $command > /dev/full 2> err.txt; status=$?
    out='' err=$(cat err.txt)
    expect 3 "$command to a full device"
    one_error_line
done
run "$ARENA" judge good.py -p double --format json; expect 0 "json"
[[ -z $err ]] || fault "nothing should be on stderr"
[[ ${out:0:1} == "{" ]] || fault "nothing but the document should be on stdout"
finish
