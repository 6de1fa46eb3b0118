# Without -p the problem is the package around the solution, else around the current folder.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem
cp good.py double/submissions/accepted/
run "$ARENA" judge double/submissions/accepted/good.py; expect 0 "around the solution"
has "$out" "on double"
mkdir double/submissions/accepted/folder
cat > double/submissions/accepted/folder/main.c << 'EOF'
#include <stdio.h>
int main(void) { int n; scanf("%d", &n); printf("%d\n", 2 * n); }
EOF
printf '\0old' > double/submissions/accepted/good.py~  # no submission: nobody reads it
run "$ARENA" judge -q double/submissions/accepted; expect 0 "a folder of submissions"
for name in folder good.py; do has "$out" "AC   double/submissions/accepted/$name "; done
has "$out" "2 solutions: 2 AC"
run "$ARENA" judge -q double/submissions/accepted/folder good.py; expect 0 "mixed languages"
has "$out" "2 solutions: 2 AC"
# The package's own submissions have its constants filled in, like when it is verified.
mkdir -p named/submissions/accepted && cp -r double/data named/
printf 'problem_format_version: 2025-09\nname: N\nuuid: 5ca6ba5b-36d5-4eff-8aa7-d967cbc4375e\n' \
    > named/problem.yaml
printf 'limits: {time_limit: 2}\nconstants: {two: 2}\n' >> named/problem.yaml
echo 'print({{two}} * int(input()))' | tee named/submissions/accepted/good.py > stranger.py
run "$ARENA" judge -q named/submissions/accepted/good.py; expect 0 "constants in a submission"
run "$ARENA" judge -q stranger.py -p named; expect 1 "constants in a stranger's solution"
cd double/data/secret || exit 1
run "$ARENA" judge "$scratch/good.py"; expect 0 "around the current folder"
finish
