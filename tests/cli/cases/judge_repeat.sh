# --repeat: the worst of all runs counts, in the row, in the verdict and in the exit status.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem 8
# Right every other time. Of 32 runs some are wrong, and the first counts as much as any.
printf 'import os\nn = int(input())\nprint(2 * n if os.urandom(1)[0] < 128 else 0)\n' > chance.py
run "$ARENA" judge chance.py -p double --tests 'secret/*' --repeat 32 --format json
expect 1 "32 runs that disagree"
has "$out" '"unstable": true'; has "$out" '"runs": 32'
[[ $(python3 -c 'import json; print(sum(c["verdict"] == "WA"
    for c in json.load(open("out.txt"))["cases"]))') == 8 ]] || fault "each test should be WA"
run "$ARENA" judge good.py -p double --repeat 3; expect 0 "3 runs that agree"
finish
