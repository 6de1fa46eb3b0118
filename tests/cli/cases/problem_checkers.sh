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
finish
