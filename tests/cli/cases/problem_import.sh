# `arena problem import`: a Polygon standard package is made whole by its own programs, its checker
# judges through the adapter, and what must not be imported leaves nothing behind.
source "$(dirname "$0")/../setup.bash"
need_sandbox
mkdir -p poly/tests poly/files poly/solutions
printf '3\n' > poly/tests/01
cat > poly/files/gen.cpp << 'END'
#include <cstdio>
#include <cstdlib>
int main(int, char** argv) { std::printf("%d\n", std::atoi(argv[1]) * 2); }
END
# Order of testlib: input, output, answer. Takes the answer or its negative.
cat > poly/files/check.cpp << 'END'
#include <cstdio>
int main(int, char** argv) {
    long out = 0, ans = 0;
    FILE* o = std::fopen(argv[2], "r");
    FILE* a = std::fopen(argv[3], "r");
    if (std::fscanf(a, "%ld", &ans) != 1) return 3;
    if (std::fscanf(o, "%ld", &out) != 1) return 2;
    std::fprintf(stderr, "found %ld", out);
    return out == ans || out == -ans ? 0 : 1;
}
END
echo 'print(int(input()) ** 2)' > poly/solutions/main.py
echo 'print(-int(input()) ** 2)' > poly/solutions/minus.py
echo 'print(int(input()))' > poly/solutions/wrong.py
cat > poly/problem.xml << 'END'
<problem short-name="square"><names><name language="english" value="Square"/></names>
<judging input-file="" output-file=""><testset name="tests"><time-limit>2000</time-limit>
<memory-limit>268435456</memory-limit><input-path-pattern>tests/%02d</input-path-pattern>
<answer-path-pattern>tests/%02d.a</answer-path-pattern><tests>
<test method="manual" sample="true"/><test method="generated" cmd="gen 21"/>
<test method="generated" cmd="gen 400"/></tests></testset></judging>
<files><executables><executable><source path="files/gen.cpp"/></executable></executables></files>
<assets><checker name="check.cpp" type="testlib"><source path="files/check.cpp"/></checker>
<solutions><solution tag="main"><source path="solutions/main.py"/></solution>
<solution tag="accepted"><source path="solutions/minus.py"/></solution>
<solution tag="wrong-answer"><source path="solutions/wrong.py"/></solution></solutions></assets>
</problem>
END
run "$ARENA" problem import poly square; expect 0 "import"
has "$out" "Polygon (standard package)"
has "$out" "2 inputs and 3 answers are made"
[[ $(cat square/data/secret/02.in square/data/secret/02.ans) == $'42\n1764' ]] || fault "made test"
run "$ARENA" judge poly/solutions/main.py -p square; expect 0 "the main solution"
run "$ARENA" judge poly/solutions/minus.py -p square; expect 0 "the checker takes the negative"
run "$ARENA" judge poly/solutions/wrong.py -p square --explain; expect 1 "a wrong answer"
has "$out" "found 42" "the checker's message"
run "$ARENA" problem import poly square; expect 2 "a destination that is there"
one_error_line
# A generator that never ends is ended, by name; nothing is left.
sed -i 's/gen 21/gen 21 x/' poly/problem.xml
printf 'int main(int n, char**) { for (volatile int i = n; i > 2;) {} }\n' > poly/files/gen.cpp
run timeout 120 "$ARENA" problem import poly again; expect 2 "an endless generator"
one_error_line
has "$err" "gen.cpp 21 x" "which generator"
[[ ! -e again && -z $(ls -A | grep '^\.arena' || true) ]] || fault "something is left"
# What would change a verdict is refused until it is accepted.
sed -i 's/input-file=""/input-file="square.in"/; s/ x"/"/' poly/problem.xml
printf 'int main() {}\n' > poly/files/gen.cpp
run "$ARENA" problem import poly again; expect 2 "file input"
has "$err" "say --accept-changes"
[[ ! -e again ]] || fault "something is left"
# Keys that have no place here are told, and those that change a verdict refuse.
mkdir keys-dmoj keys-hydro
for folder in keys-*; do echo 1 > $folder/1.in; echo 1 > $folder/1.out; done
cat > keys-dmoj/init.yml << 'END'
wall_time_factor: 3
short_circuit: true
unbuffered: true
binary_data: true
test_cases:
- {in: 1.in, out: 1.out, points: 1, output_limit_length: 99, output_prefix_length: 9}
END
run "$ARENA" problem import keys-dmoj dmoj-keys; expect 0 "DMOJ's own keys"
for key in wall_time_factor short_circuit unbuffered binary_data output_limit_length \
    output_prefix_length; do
    has "$out" "  $key: "
done
printf 'langs: [cc]\nsubtasks:\n- {score: 100, cases: [{input: 1.in, output: 1.out}]}\n' \
    > keys-hydro/config.yaml
run "$ARENA" problem import keys-hydro hydro-keys; expect 0 "Hydro's own keys"
has "$out" "  langs: "; has "$out" "  time limit: none is given, Hydro's own of 1 s"
sed -i 's/score: 100/score: 100, time: 2s, memory: 64m/' keys-hydro/config.yaml
run "$ARENA" problem import keys-hydro hydro-limits; expect 2 "limits of a subtask"
has "$out" "  time of one subtask: "; has "$out" "  memory of one subtask: "
# Never into what is being read: half of a copy would be a copy of itself.
make_problem
for place in double/sub double/data/new ./double/../double/sub; do
    run "$ARENA" problem import double "$place"; expect 2 "import into its own source"
    one_error_line; has "$err" "would lie in double itself"
    run "$ARENA" problem export double "$place" --to plain; expect 2 "export into its own source"
    one_error_line
done
(cd double && "$ARENA" problem import . 2> ../err.txt); status=$?; err=$(cat err.txt)
expect 2 "import of the folder one stands in"; has "$err" "name a place outside of it"
[[ -z $(find double -name 'sub' -o -name new -o -name '.arena-*') ]] || fault "something was left"
# An archive with one folder in it; a path trick; a cut one.
make_problem
tar czf double.tar.gz double
run "$ARENA" problem import double.tar.gz fromtar; expect 0 "a tar"
run "$ARENA" judge good.py -p fromtar; expect 0 "judging it"
tar czPf evil.tar.gz double/../good.py
run "$ARENA" problem import evil.tar.gz evil; expect 2 "a path trick"
one_error_line
head -c 300 double.tar.gz > cut.tar.gz
run "$ARENA" problem import cut.tar.gz cut; expect 2 "half an archive"
one_error_line
[[ ! -e evil && ! -e cut && -z $(ls -A | grep '^\.arena' || true) ]] || fault "something is left"
finish
