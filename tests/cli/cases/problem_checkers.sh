# Checkers of other systems: the adapter that imports put before them, protocol by protocol, and
# DMOJ's bridged C checker from init.yml to the verdict.
source "$(dirname "$0")/../setup.bash"
adapter=$ARENA_SOURCE_DIR/core/problem/adapters/adapter.cpp
command -v g++ > /dev/null || { echo "skipped: no g++"; exit 77; }
out="" err=""
mkdir feedback
echo input > in; echo answer > ans
# check NAME PROTOCOL SCORES SOURCE: builds ./NAME
check() {
    printf '#define ADAPT_PROTOCOL %s\n#define ADAPT_SCORES %s\n' "$2" "$3" > a.cpp
    cat "$adapter" >> a.cpp
    printf '#include <cstdio>\n#include <cstdlib>\n#include <cstring>\n%s\n' "$4" > c.cpp
    g++ -o "$1" a.cpp c.cpp || fault "$1 does not compile"
}
# gives STATUS FILE-TEXT PROGRAM [ARGS]: what the validator says of the output on stdin
gives() {
    rm -f feedback/*
    echo "$4" | "./$3" in ans feedback/ "${@:5}" > out.txt 2> err.txt
    status=$?
    [[ $status == "$1" ]] || fault "$3 '$4' ${*:5}: should exit $1"
    local found
    found=$(cat feedback/score.txt feedback/score_multiplier.txt 2> /dev/null | sed 's/0*$//')
    [[ $found == "$2" ]] || fault "$3 '$4' ${*:5}: score should be '$2', not '$found'"
}
# The output names the exit status and what is printed.
speak='int main(int, char** v) { char b[99] = ""; int s = 0; FILE* f = fopen(v[ORDER], "r");
    if (fscanf(f, "%d %98[^#]", &s, b) < 1) return 99;
    for (char* c = b; *c; ++c) if (*c == 95) *c = 10;
    fputs(b, TO); return s; }'
check testlib 1 2 "#define ORDER 2
#define TO stderr
$speak"
gives 42 "" testlib "0 ok"; gives 43 "" testlib "1 wrong"; gives 43 "" testlib "2 presentation"
gives 1 "" testlib "3 fail"; gives 43 "" testlib "8 unexpected eof"; gives 1 "" testlib "5 strange"
gives 42 "7." testlib "7 points 7"; gives 43 "" testlib "7 points 0"
gives 43 "" testlib "7 points 7" no_scores 10; gives 42 "" testlib "7 points 10" no_scores 10
gives 43 "" testlib "7 points 10" no_scores
check dmoj 4 0 "#define ORDER 2
#define TO stdout
$speak"
gives 42 "" dmoj "0 x"; gives 43 "" dmoj "1 x"; gives 1 "" dmoj "2 x"; gives 1 "" dmoj "7 x"
check coci 5 1 "#define ORDER 2
#define TO stderr
$speak"
gives 42 "0.6" coci "7 partial 3/5"; gives 42 "" coci "7 partial 5/5"
gives 43 "" coci "7 partial 0/5"
gives 1 "" coci "7 partial 6/5"; gives 43 "" coci "7 partial 3/5" no_scores
check peg 6 1 "#define ORDER 1
#define TO stdout
$speak"
gives 42 "" peg "0 x"; gives 43 "" peg "1 no"; gives 42 "0.25" peg "1 1_4"; gives 43 "" peg "1 0_4"
gives 1 "" peg "2 x"
check lemon 7 1 'int main(int, char** v) {
    int part = 0; char word[9] = "";
    if (fscanf(fopen(v[2], "r"), "%d", &part) != 1) return 2;
    if (fscanf(fopen(v[3], "r"), "%8s", word) != 1 || strcmp(word, "answer")) return 3;
    FILE* score = fopen(v[5], "w"); fprintf(score, "%g", atof(v[4]) * part / 100); fclose(score);
    FILE* told = fopen(v[6], "w"); fputs("so much", told); fclose(told);
    return part > 100; }'
gives 42 "" lemon 100; gives 42 "0.5" lemon 50; gives 43 "" lemon 0; gives 1 "" lemon 101
has "$(gives 42 "0.5" lemon 50; cat feedback/judgemessage.txt)" "so much"
# 3.4 of 10 points are 3 at home.
gives 42 "0.3" lemon 34 points 10; gives 43 "" lemon 50 no_scores; gives 1 "" lemon x
check hustoj 8 0 "#define ORDER 3
#define TO stdout
$speak"
gives 42 "" hustoj "0 x"; gives 43 "" hustoj "1 x"; gives 43 "" hustoj "7 x"
check qduoj 10 0 "#define ORDER 2
#define TO stdout
$speak"
gives 42 "" qduoj "0 x"; gives 43 "" qduoj "1 x"; gives 43 "" qduoj "9 x"
check crash 8 0 'int main() { abort(); }'
gives 43 "" crash x
check syzoj 9 1 'int main() {
    int part = 0; char word[9] = "";
    if (!fopen("input", "r") || !fopen("code", "r")) return 4;
    if (fscanf(fopen("user_out", "r"), "%d", &part) != 1) return 2;
    if (fscanf(fopen("answer", "r"), "%8s", word) != 1 || strcmp(word, "answer")) return 3;
    printf("%d\n", part); fputs("so much", stderr); return part > 100; }'
gives 42 "" syzoj 100; gives 42 "0.5" syzoj 50; gives 43 "" syzoj 0; gives 1 "" syzoj x
gives 1 "" syzoj 101; gives 42 "0.4" syzoj 50 points 5; gives 43 "" syzoj 50 no_scores
[[ $(ls -A feedback) == judgemessage.txt ]] || fault "what the checkers of SYZOJ need is left there"

need_sandbox
# C that is no C++, DMOJ's order of arguments, and points of the testlib kind.
mkdir dmoj-package
cat > dmoj-package/checker.c << 'END'
#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    int *class = malloc(sizeof(int));
    FILE *out = fopen(argv[2], "r");
    if (fscanf(out, "%d", class) != 1) return 2;
    if (*class == 7) { fprintf(stderr, "points 4"); return 7; }
    return *class == 42 ? 0 : 1;
}
END
cat > dmoj-package/init.yml << 'END'
checker:
  name: bridged
  args: {files: checker.c, lang: C, type: testlib}
test_cases:
- points: 10
- batched: [{}]
  points: 5
- batched: [{}]
  points: 1
  dependencies: [1]
END
run "$ARENA" problem import dmoj-package bridged; expect 0 "import"
for pair in 42:16 7:4 3:0; do
    echo "print(${pair%:*})" > p.py
    run "$ARENA" judge p.py -p bridged --time-limit 2 --format json
    has "$out" "\"score\": ${pair#*:}" "the score of ${pair%:*}"
done
# And back to what it was.
run "$ARENA" problem export bridged out --to dmoj; expect 0 "export"
has "$(cat out/init.yml)" "name: bridged"
cmp -s out/checker.c dmoj-package/checker.c || fault "the checker comes back"
# Hydro: points of each test, whole ones, by a checker of Lemon's kind.
mkdir hydro
for i in 1 2; do echo $i > hydro/$i.in; echo $i > hydro/$i.out; done
cat > hydro/chk.cpp << 'END'
#include <cstdio>
#include <cstdlib>
int main(int, char** v) {
    int found = 0, wanted = 0;
    fscanf(fopen(v[2], "r"), "%d", &found);
    fscanf(fopen(v[3], "r"), "%d", &wanted);
    FILE* score = fopen(v[5], "w");
    fprintf(score, "%g", found == wanted ? atof(v[4]) : found == 0 ? atof(v[4]) / 3 : 0);
    fclose(score);
}
END
cat > hydro/config.yaml << 'END'
time: 1s
memory: 256m
checker_type: lemon
checker: chk.cpp
cases:
- {input: 1.in, output: 1.out, score: 50}
- {input: 2.in, output: 2.out, score: 50}
END
run "$ARENA" problem import hydro lemon-native; expect 0 "import of Hydro"
has "$out" "chk.cpp (lemon)"
for pair in 'print(input()):100' 'print(0):32' 'print(9):0'; do
    echo "${pair%:*}" > p.py
    run "$ARENA" judge p.py -p lemon-native --format json
    has "$out" "\"score\": ${pair#*:}" "the score of ${pair%:*}"
done
# sinolpack: an interactor that gets its pipes by number.
mkdir -p abc/{in,prog}
echo 'title: Guess
time_limit: 1000
memory_limit: 65536
sinol_task_id: abc' > abc/config.yml
echo 37 > abc/in/abc1a.in
cat > abc/prog/abcsoc.cpp << 'END'
#include <cstdio>
#include <cstdlib>
#include <cstring>
int main(int argc, char** argv) {
    if (argc != 4 || strcmp(argv[1], "1")) return 1;
    FILE* from = fdopen(atoi(argv[2]), "r");
    FILE* to = fdopen(atoi(argv[3]), "w");
    int secret = 0, guess = 0, asked = 0;
    scanf("%d", &secret);
    while (asked++ < 10 && fscanf(from, "%d", &guess) == 1 && guess != secret) {
        fprintf(to, guess < secret ? "higher\n" : "lower\n");
        fflush(to);
    }
    fprintf(to, "done\n");
    fflush(to);
    printf(guess == secret ? "OK\n\n100\n" : "WRONG\nnot found\n");
}
END
cat > abc/prog/abc.py << 'END'
low, high = 0, 100
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    said = input()
    if said == 'done': break
    if said == 'higher': low = middle + 1
    else: high = middle - 1
END
run "$ARENA" problem import abc soc; expect 0 "import of sinolpack with an interactor"
run "$ARENA" judge abc/prog/abc.py -p soc; expect 0 "a conversation that ends well"
printf 'for _ in range(10):\n    print(1, flush=True)\n    input()\n' > stubborn.py
run "$ARENA" judge stubborn.py -p soc; expect 1 "one that does not"
has "$out" "WA"; has "$out" "WRONG"
echo 'num_processes: 2' >> abc/config.yml
run "$ARENA" problem import abc soc2; expect 2 "a conversation of three"
has "$err" "num_processes"
finish
