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
run "$ARENA" judge -q double/submissions/accepted; expect 0 "a folder of submissions"
for name in folder good.py; do has "$out" "AC   double/submissions/accepted/$name "; done
has "$out" "2 solutions: 2 AC"
run "$ARENA" judge -q double/submissions/accepted/folder good.py; expect 0 "mixed languages"
has "$out" "2 solutions: 2 AC"
cd double/data/secret || exit 1
run "$ARENA" judge "$scratch/good.py"; expect 0 "around the current folder"
finish
