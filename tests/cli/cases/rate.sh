# arena rate: the man page's examples print what the page says; bad input is one line and status 2.
source "$(dirname "$0")/../setup.bash"
mkdir bin && ln -s "$ARENA" bin/arena
PATH=$scratch/bin:$PATH
page=$ARENA_SOURCE_DIR/man/arena-rate.1
# Literal blocks: "$ command" and what it prints. A heading row may stand for the rows below it.
sed -n '/^\.Bd -literal/,/^\.Ed/p' "$page" | grep -v '^\.[BE]d' | sed 's/\\e/\\/g' > page.txt
command='' wanted=''
check_example() {
    [[ -n $command ]] || return 0
    run bash -c "$command"
    expect 0 "$command"
    [[ $out == "$wanted"* ]] && return
    printf 'page: %s\n' "$wanted"
    fault "$command prints what the page says"
}
examples=0
while IFS= read -r line; do
    if [[ $line == '$ '* ]]; then
        check_example
        command=${line#'$ '} wanted='' examples=$((examples + 1))
    else
        wanted+=${wanted:+$'\n'}$line
    fi
done < page.txt
check_example
((examples >= 5)) || fault "the page has $examples examples, at least 5"

# A file in two parts with a state gives the numbers of one run.
awk 'function next_one() { return s = (s * 1103 + 12345) % 65536 }
    BEGIN {
        print "home,away,home_score,away_score,day,mode"; s = 7
        for (i = 0; i < 400; ++i) {
            a = next_one() % 12; b = (a + 1 + next_one() % 11) % 12
            mode = s % 2 ? "blitz" : "slow"
            print "p" a ",p" b "," s % 3 "," int(s / 7) % 3 "," i "," mode
        }
    }' > all.csv
head -n 201 all.csv > one.csv
{ head -n 1 all.csv; tail -n +202 all.csv; } > two.csv
for system in elo glicko 'glicko --set period=30' glicko2 trueskill plackett-luce weng-lin-tm \
    elo-mmr elo-mmchi codeforces codeforces-smooth topcoder bar glicko-contest trueskill-spb \
    weng-lin-bt weng-lin-bt-part weng-lin-tm-part bradley-terry whr ttt; do
    rm -f state.json
    run "$ARENA" rate one.csv --state state.json --system $system --format csv
    expect 0 "$system, first part"
    run "$ARENA" rate two.csv --state state.json --format csv
    expect 0 "$system, second part"
    parts=$out
    run "$ARENA" rate all.csv --system $system --format csv
    [[ $out == "$parts" ]] || fault "$system: two runs with a state give the numbers of one"
done
run "$ARENA" rate all.csv --mode blitz; expect 0 "one mode"; has "$out" "in blitz"
run "$ARENA" rate all.csv --mode chess; expect 2 "an unknown mode"; one_error_line

run "$ARENA" rate compare all.csv --jobs 1; expect 0 "compare, one at a time"; alone=$out
run "$ARENA" rate compare all.csv --jobs 3; expect 0 "compare, three at a time"
[[ $out == "$alone" ]] || fault "compare prints the same however many systems it tries at once"

for command in evaluate tune compare drift; do
    run "$ARENA" rate $command all.csv; expect 0 "$command"
    run "$ARENA" rate $command all.csv --format json; expect 0 "$command as JSON"
    python3 -m json.tool < out.txt > /dev/null || fault "$command --format json is JSON"
done
run "$ARENA" rate compare all.csv; has "$out" "Take "

# Anchors stand to the last digit; a wrong one is one line.
run "$ARENA" rate all.csv --system bradley-terry --anchor p3=1700.25 --anchor p5=1512.5 --format csv
expect 0 "two anchors"; has "$out" ",p3,1700.25,0," ; has "$out" ",p5,1512.5,0,"
run "$ARENA" rate all.csv --system bradley-terry --los --format json; expect 0 "LOS as JSON"
python3 -c 'import json, sys
report = json.load(sys.stdin)
los = report["los"]
assert len(los) == 12 and all(abs(los[i][j] + los[j][i] - 1) < 1e-9 for i in range(12)
                              for j in range(12)), los
assert "home advantage" in report["found"], report["found"]' < out.txt || fault "LOS adds up to one"
printf 'white,black,result\nx,y,1-0\nz,x,1-0\n' > home.csv
run "$ARENA" rate home.csv --system bradley-terry
expect 0 "home wins all"
has "$out" "home advantage               0.00  not fitted"
for bad in p3 p3=x p3=nan nobody=1500; do
    run "$ARENA" rate all.csv --system bradley-terry --anchor "$bad"
    expect 2 "--anchor $bad"; one_error_line
done
run "$ARENA" rate all.csv --anchor p3=1500; expect 2 "glicko2 has no anchors"; one_error_line
run "$ARENA" rate all.csv --system elo --los; expect 2 "elo has no deviations"; one_error_line
run "$ARENA" rate history all.csv p1 p2 --svg plot.svg; expect 0 "history"
has "$(cat plot.svg)" "<svg xmlns" "the SVG"
run "$ARENA" rate history all.csv nobody; expect 2 "an unknown player"; one_error_line

refuses() { # WHAT TEXT WORD
    printf "$2" > bad.csv
    run "$ARENA" rate bad.csv -o report.txt --state bad.json
    expect 2 "$1"; one_error_line; has "$err" "$3" "$1"
    [[ ! -e report.txt && ! -e bad.json ]] || fault "$1 should leave nothing behind"
}
head=home,away,home_score,away_score
refuses "an empty file" '' 'bad.csv:1: there are no results'
refuses "a heading alone" "$head\n" 'bad.csv:1: a heading and no results'
refuses "a game against oneself" "$head\nA,B,1,0\nA,A,1,0\n" 'bad.csv:3: A plays against itself'
refuses "NaN" "$head\nA,B,nan,0\n" "bad.csv:2: a score is a number, not 'nan'"
refuses "a negative weight" "$head,weight\nA,B,1,0,-1\n" 'bad.csv:2: a weight is above 0'
refuses "a rank of 0" 'event,player,rank\n1,A,0\n1,B,1\n' \
    'bad.csv:2: a rank is a whole number from 1 on'
refuses "a duplicate id" 'id,a,b,score\n1,x,y,1\n1,x,y,0\n' "bad.csv:3: the id '1' was used before"
refuses "an event in two places" 'event,player,rank\n1,A,1\n1,B,2\n2,A,1\n2,B,2\n1,C,1\n' \
    "bad.csv:6: event '1' comes twice"
refuses "results out of order" "$head,day\nA,B,1,0,5\nA,B,1,0,3\n" \
    'bad.csv:3: results are out of order'
refuses "lone CR line ends" "$head\nA,B,1,0\nC,D\rE,1,0\n" 'bad.csv:3: a line ends in a lone CR'
refuses "a row too short" "$head\nA,B,1\n" 'bad.csv:2: this row has 3 fields, the heading has 4'
refuses "one entrant" 'event,player,rank\n1,A,1\n' 'bad.csv:2: an event needs two sides or more'
refuses "broken JSON" '{"a": "x", "b"\n' 'bad.csv:1: this line is no JSON'
refuses "a broken PGN" '[White "a"]\n[Black "b"]\n[Result "2-0"]\n' \
    "bad.csv:1: the result is 1-0, 0-1"
printf 'event,player,rank\n1,A,1\n1000001,B,1\n' > gap.csv
run "$ARENA" rate gap.csv; expect 2 "a gap of a million between ids"; one_error_line
run "$ARENA" rate nowhere.csv; expect 2 "no such file"; one_error_line
run "$ARENA" rate all.csv --set kk=3; expect 2 "an unknown parameter"; one_error_line
run "$ARENA" rate all.csv --system elo --set k=-3
expect 2 "a parameter out of range"; one_error_line
printf '{"arena_rating_state": 1}\n' > broken.json
run "$ARENA" rate all.csv --state broken.json; expect 2 "a damaged state"; one_error_line

# A run that failed leaves the state as it was: it is run again, and would count twice.
run "$ARENA" rate one.csv --state kept.json; expect 0 "a state"; cp kept.json before.json
for target in /no/x /dev/full; do
    run "$ARENA" rate two.csv --state kept.json -o $target
    [[ $status != 0 ]] || fault "-o $target should fail"
    one_error_line; cmp -s kept.json before.json || fault "-o $target keeps the state"
done
"$ARENA" rate two.csv --state kept.json > /dev/full 2> err.txt && fault "a full stdout should fail"
cmp -s kept.json before.json || fault "a full stdout keeps the state"
run "$ARENA" rate one.csv --state /no/x; expect 2 "no folder"; has "$err" "--state /no/x"
run "$ARENA" rate history one.csv p1 --svg /no/x; expect 2 "no folder"; has "$err" "--svg /no/x"

# An output that is another file of the command.
ln -f one.csv twin.csv; cp one.csv before.csv
overwrites() { # WORD COMMAND...
    run "$ARENA" rate "${@:2}"; expect 2 "${*:2}"; one_error_line; has "$err" "$1" "${*:2}"
    cmp -s one.csv before.csv || fault "${*:2} should keep one.csv"
}
overwrites "fresh/../fresh would overwrite --state fresh" one.csv --state fresh -o ./fresh/../fresh
overwrites "--output s1 would overwrite --state s1" one.csv --state s1 -o s1
overwrites "--output twin.csv would overwrite RESULTS one.csv" one.csv -o twin.csv
overwrites "--svg one.csv would overwrite RESULTS one.csv" history one.csv p1 --svg one.csv
overwrites "--output h would overwrite --svg h" history one.csv p1 --svg h -o h
run "$ARENA" rate one.csv --state /dev/null -o /dev/null
lacks "$err" "overwrite" "a device shared"

for command in evaluate tune compare 'drift --anchor p1 --anchor p2'; do
    run "$ARENA" rate $command all.csv --format csv; expect 0 "$command as CSV"
    python3 -c 'import csv, sys
rows = list(csv.reader(open("out.txt")))
assert len(rows) > 1 and len(rows[0]) > 5 and {len(row) for row in rows} == {len(rows[0])}, rows' ||
        fault "$command --format csv is CSV"
done
has "$out" "change_a_game,p1,p2"
run "$ARENA" rate predict all.csv p1 p2 --format csv; expect 0 "predict as CSV"
has "$out" "player,expected,rating,deviation"; has "$out" $'\np2,0.'
run "$ARENA" rate drift all.csv --anchor p1 --anchor p2; has "${out%%$'\n'*}" "p1        p2"

run "$ARENA" rate match 1 0 0; expect 0 "one win"
has "$out" "Elo    no finite estimate: all games were won"
lacks "$out" nan; lacks "$out" inf
run "$ARENA" rate match 2 0 1; has "$out" "Elo    279.59, too few games to tell its error"
run "$ARENA" rate match 0 0 0 0 4; has "$out" "nElo   no finite estimate: all games were won"
run "$ARENA" rate match 0 3 0 --format json; has "$out" '"elo": null'
has "$out" '"elo_error": null'; has "$out" '"nelo_error": null'
run "$ARENA" rate match 1.5 1 1; expect 2 "half a game"; one_error_line
run "$ARENA" rate -- all.csv; expect 0 "a file after --"; has "$out" "400 events, 12 players"
run "$ARENA" rate drift -- all.csv; expect 0 "a file after -- of a command within"
run "$ARENA" rate predict --state nosuch p1 p2; expect 2 "no state"
has "$err" "nosuch: No such file"
printf "$head,mode\nA,B,1,0,blitz\nB,A,1,0,blitz\nC,D,1,0,slow\n" > modes.csv
run "$ARENA" rate modes.csv --mode blitz --state modes.json
has "$out" "in blitz, 2 events, 2 players"
run "$ARENA" rate --mode blitz --state modes.json
has "$out" "in blitz, 2 events, 2 players" "the state"
run "$ARENA" rate --system elo -v; expect 0 "the parameters"
has "$out" "32  0.01 to 400      points that one game can move"
(($(wc -L < out.txt) < 80)) || fault "the parameters fit 80 columns"
finish
