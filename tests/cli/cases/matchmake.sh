#!/usr/bin/env bash
# arena matchmake: each command once, and what each refuses.
source "${BASH_SOURCE[0]%/*}/../setup.bash"

# A tournament file: number, then the cells of its rounds.
row() { printf '001 %4s      %-77s%s\n' "$1" "Player $1" "${2:-}"; }
for i in 1 2 3 4 5; do row $i; done > five.trf
echo "XXR 5" >> five.trf

run "$ARENA" matchmake swiss five.trf --explain -o next.trf
expect 0 "a first round"
has "$out" "Round 1 of 5"
has "$out" "bye"
has "$out" "Downfloats"
run "$ARENA" matchmake swiss next.trf
expect 2 "a round without results"
one_error_line
has "$err" "round 1: no result for player 1"
run "$ARENA" matchmake swiss five.trf --pair 2-5 --absent 1 --format pairs
expect 0 "an own board"
has "$out" "2 5"
lacks "$out" "1 "
run "$ARENA" matchmake swiss five.trf --absent 1 --bye 5=H
expect 0 "two without a board"
has "$out" "    0     1   0.0  Player 1   not paired"
has "$out" "  1/2     5   0.0  Player 5   not paired"
run "$ARENA" matchmake swiss five.trf --pair 2-2
expect 2 "a board against oneself"; one_error_line
run "$ARENA" matchmake swiss five.trf --pair 2-3 --pair 3-4
expect 2 "a player on two boards"; one_error_line
has "$err" "board 3-4: player 3"
run "$ARENA" matchmake swiss five.trf --forbid 1-9
expect 2 "an unknown player"; one_error_line
has "$err" "no player has the number 9"
run "$ARENA" matchmake swiss five.trf --bye 5=H --accelerate --format json
expect 0 "a half-point bye"
has "$out" '"schema": "arena.swiss"'
has "$out" '"bye": null'
has "$(tr -d ' \n' <<< "$out")" '"not_paired":[{"player":5,"points":0.5}]'

{ row 1 '   2 w 1'; row 2 '   1 b 0'; } > two.trf
run "$ARENA" matchmake swiss two.trf
expect 2 "no legal pairing"; one_error_line
has "$err" "no legal pairing for round 2"
run "$ARENA" matchmake swiss two.trf --check
expect 0 "a check"
has "$out" "same"
{ row 1 '   4 w 1'; row 2 '   3 b 0'; row 3 '   2 w 1'; row 4 '   1 b 0'; } > odd.trf
run "$ARENA" matchmake swiss odd.trf --check
expect 1 "a check of a round paired otherwise"
run "$ARENA" matchmake swiss odd.trf --check --format pairs
expect 2 "a check as pairs"; one_error_line
sed -i 's/4 w 1/4 w =/; s/1 b 0/1 b 1/' odd.trf
run "$ARENA" matchmake swiss odd.trf
expect 2 "more than a point for one game"; one_error_line
has "$err" "odd.trf:1: round 1: this player and player 4 contradict each other"
sed -i 's/4 w =/4 w 0/' odd.trf
run "$ARENA" matchmake swiss odd.trf --standings --tie-break direct-encounter
expect 0 "standings"
has "$out" "direct-encounter"
row 1 '   2 w 1' > broken.trf
run "$ARENA" matchmake swiss broken.trf -o left.trf
expect 2 "a broken file"; one_error_line
has "$err" "broken.trf:1: no player has the number 2"
[[ ! -e left.trf ]] || fault "nothing is left behind"

for command in knockout double-elimination groups round-robin; do
    run "$ARENA" matchmake $command 8
    expect 0 "$command"
    run "$ARENA" matchmake $command 1
    expect 2 "$command of one"; one_error_line
    run "$ARENA" matchmake $command 8 --format json
    expect 0 "$command as JSON"
done
run "$ARENA" matchmake double-elimination 6 --svg bracket.svg --result 2:5
expect 0 "a drawing"
has "$(cat bracket.svg)" "</svg>"
run "$ARENA" matchmake knockout 4 --result 3:1
expect 2 "a result before its match"; one_error_line
run "$ARENA" matchmake knockout 4 --result 1:1 --result 1:4
expect 2 "two winners"; one_error_line
has "$err" "match 1 is won by 1 and by 4"
for count in 9999999 -1 99999999999; do
    run "$ARENA" matchmake knockout $count
    expect 2 "$count players"; one_error_line
    has "$err" "gives $count players"
done
run "$ARENA" matchmake knockout 16
has "$out" "winner of 12"
(( $(wc -L <<< "$out") <= 80 )) || fault "sixteen fit 80 columns"
printf '囲碁\nBob\n' > wide.txt
run env LC_ALL=C.UTF-8 "$ARENA" matchmake knockout wide.txt
has "$out" "囲碁 ──────────────┐"
printf 'Ann\nBob\nAnn\n' > names.txt
run "$ARENA" matchmake knockout names.txt
expect 2 "a name twice"; one_error_line
has "$err" "names.txt:3: 'Ann' is there twice"

printf 'id,rating,wait_s\na,1500,5\nb,nan,2\n' > bad.csv
run "$ARENA" matchmake queue bad.csv
expect 2 "a rating that is none"; one_error_line
has "$err" "bad.csv:3: rating 'nan'"
printf 'id,points,rating\r\na,3,1500\r\nb,2,1500\r\n' > free.csv
run "$ARENA" matchmake arena free.csv
expect 0 "an arena"
has "$out" "a - b"
printf 'id,points,rating,recent\na,3,1500,b\nb,3,1500,a\nc,3,1500,\n' > free.csv
run "$ARENA" matchmake arena free.csv
has "$out" "a - c"
has "$out" "1 waits on"
run "$ARENA" matchmake arena free.csv --format json
has "$(tr -d ' \n' <<< "$out")" '"waiting":[{"id":"b"}]'
printf 'id,rating,wait_s\na,1500,100\n' > lone.csv
run "$ARENA" matchmake queue lone.csv
has "$out" "no forecast"
run "$ARENA" matchmake simulate --players 2000 --rate 5 --svg plot.svg
expect 0 "a simulation"
has "$out" "window"
has "$(cat plot.svg)" "</svg>"
run "$ARENA" matchmake simulate --rate 0
expect 2 "no arrivals"; one_error_line

{ echo a,b,score_a; for i in {1..40}; do echo "x,y,1"; done
  for i in {1..60}; do echo "p$i,p$((i + 1)),0.5"; done; } > games.csv
run "$ARENA" matchmake collusion games.csv
expect 0 "collusion"
has "$out" "x - y"
lacks "$out" "p1 - p2"
printf 'a,b,score_a\nx,x,1\n' > self.csv
run "$ARENA" matchmake collusion self.csv
expect 2 "a game against oneself"; one_error_line
has "$err" "self.csv:2:"
finish
