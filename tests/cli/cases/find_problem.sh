# Without -p the problem is the package around the solution, else around the current folder.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem
cp good.py double/submissions/accepted/
run "$ARENA" judge double/submissions/accepted/good.py; expect 0 "around the solution"
has "$out" "on double"
cd double/data/secret || exit 1
run "$ARENA" judge "$scratch/good.py"; expect 0 "around the current folder"
finish
