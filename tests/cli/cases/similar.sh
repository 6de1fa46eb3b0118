# arena similar: pairs, groups, given code, the views, labelled pairs; and whatever files it meets.
source "$(dirname "$0")/../setup.bash"
export LC_ALL=C
mkdir class class/.hidden
cat > class/ann.py <<'END'
import sys
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a
def main():
    n = int(input())
    values = [int(x) for x in input().split()]
    total = 0
    for i in range(n):
        for j in range(i + 1, n):
            if gcd(values[i], values[j]) == 1:
                total += values[i] * values[j]
    print(total)
main()
END
# The same with other names, layout, comments and the order of functions.
cat > class/bob.py <<'END'
'''my own work'''
def solve():
	count = int( input() )   # how many
	nums = [ int(t) for t in input().split() ]
	answer = 0
	for p in range(count):
		for q in range(p+1,count):

			if common(nums[p], nums[q])==1: answer += nums[p]*nums[q]
	print( answer )
def common(x, y):
	"""greatest common divisor"""
	while y: x, y = y, x%y
	return x
solve()
END
cat > class/cy.py <<'END'
best = {}
for line in open(0):
    name, _, points = line.partition(':')
    best[name] = max(best.get(name, 0), int(points))
print(*sorted(best, key=best.get, reverse=True)[:3], sep='\n')
END
cp class/ann.py class/.hidden/copy.py
printf 'read me' > class/notes.txt

run "$ARENA" similar class; expect 0 "a folder"
has "$out" "3 submissions, 1 pair of 0.20 or more"
has "$out" "class/ann.py  class/bob.py"
lacks "$out" "cy.py"; lacks "$out" "copy.py"
longest=$(awk '{ if (length > n) n = length } END { print n }' out.txt)
((longest <= 80)) || fault "a row is wider than 80 columns"
first=$out
run "$ARENA" similar class/cy.py class/bob.py ./class/ann.py class/ann.py --jobs 1
[[ $out == "$first" ]] || fault "order, duplicates and threads should not count"
run "$ARENA" similar class --format csv; expect 0 "CSV"
has "$out" "problem,file_a,file_b,score,of_a,of_b"; has "$out" ",class/ann.py,class/bob.py,0."
run "$ARENA" similar class --format json --min-score 0; expect 0 "JSON"
python3 -c 'import json, sys
report = json.load(sys.stdin)
assert report["schema"] == "arena.similar" and len(report["pairs"]) == 3, report
scores = [pair["score"] for pair in report["pairs"]]
assert scores == sorted(scores, reverse=True) and scores[0] > 0.5 > scores[1], scores
assert report["groups"][0]["members"] == ["class/ann.py", "class/bob.py"], report' < out.txt ||
    fault "the JSON report"
run "$ARENA" similar class --min-score 0 --top 1; has "$out" "and 2 more (--top)"

# Given code counts nothing; equal files stay equal.
cat class/cy.py class/ann.py > class/dan.py
cat class/cy.py class/bob.py > class/eve.py
cp class/eve.py class/fay.py
run "$ARENA" similar class/dan.py class/cy.py --template class/ann.py --format csv
has "$out" "class/cy.py,class/dan.py,1.000000"
run "$ARENA" similar class/dan.py class/ann.py --template class/ann.py
expect 2 "nothing left but the template"; one_error_line; has "$err" "nothing but the template"
run "$ARENA" similar class/eve.py class/fay.py class/ann.py --template class/ann.py --format csv
has "$out" "class/eve.py,class/fay.py,1.000000,1.000000,1.000000"
run "$ARENA" similar class --template nowhere.py; expect 2 "no template"; one_error_line

# Submissions of several files, users and problems.
mkdir -p A/ann A/bob B
head -n 5 class/ann.py > A/ann/1.py; tail -n +6 class/ann.py > A/ann/2.py
cp A/ann/1.py A/bob/gcd.py; cp A/ann/2.py A/bob/main.py
run "$ARENA" similar A --by folder --format csv; expect 0 "folders"
has "$out" ",A/ann,A/bob,1.000000"
mkdir -p C/p C/q
cp class/ann.py C/p/ann_1.py; cp class/ann.py C/p/ann_2.py
cp class/ann.py C/p/bob_1.py; cp class/ann.py C/q/cy_1.py
run "$ARENA" similar C --by '{problem}/{user}_*' --format csv; expect 0 "a pattern"
[[ $(wc -l < out.txt) == 3 ]] || fault "one user's files and two problems are not compared"
has "$out" "p,C/p/ann_1.py,C/p/bob_1.py,1.000000"
run "$ARENA" similar C --by '{who}/*'; expect 2 "an unknown word"; one_error_line
run "$ARENA" similar C --by files; expect 2 "no pattern"; one_error_line

# Side by side.
run "$ARENA" similar view class/ann.py class/bob.py class; expect 0 "the view"
has "$out" "of A in B"; has "$out" "| "; has "$out" "while"
longest=$(awk '{ if (length > n) n = length } END { print n }' out.txt)
((longest <= 80)) || fault "the view is wider than 80 columns"
run "$ARENA" similar view class/bob.py class/ann.py --format json; expect 0 "the view as JSON"
python3 -c 'import json, sys
report = json.load(sys.stdin)
assert report["a"] == "class/bob.py" and report["blocks"], report' < out.txt ||
    fault "the view's JSON"
run "$ARENA" similar view class/ann.py class/ann.py; expect 2 "one file twice"; one_error_line
run "$ARENA" similar view class/ann.py class; expect 2 "a folder to view"; one_error_line

# One HTML file that is well-formed, asks nothing of others, and escapes everything.
evil='<script>alert(1)<!-- & "x".py'
mkdir evil
{ echo 's = "</pre><script>alert(1)</script><!-- &amp; ]]>"'; cat class/ann.py
  printf '\x01\x1b[31m\xff\xc3 = 1\n'; } > "evil/$evil"
{ cat class/ann.py; echo 's = "</mark>\0"' | tr -d '\0'; } > evil/b.py
run "$ARENA" similar evil --format html -o report.html; expect 0 "HTML"
[[ -z $out ]] || fault "--output leaves stdout alone"
python3 - report.html <<'END' || fault "the HTML report is well-formed and self-contained"
import sys
import xml.etree.ElementTree as tree
text = open(sys.argv[1], encoding='utf-8').read()
assert text.startswith('<!DOCTYPE html>')
root = tree.fromstring(text.split('\n', 1)[1])
names = {element.tag for element in root.iter()}
assert 'mark' in names and 'script' not in names, names
ids = [element.get('id') for element in root.iter() if element.get('id')]
assert len(ids) == len(set(ids)), ids
for element in root.iter():
    for key, value in element.attrib.items():
        assert key in ('class', 'id', 'lang', 'charset', 'name', 'content', 'href'), key
        if key == 'href':
            assert value.startswith('#') and value[1:] in ids, value
for word in ('http:', 'https:', 'url(', '@import', 'src='):
    assert word not in text, word
assert ''.join(root.itertext()).count('<script>alert(1)') >= 2
END
run "$ARENA" similar evil; expect 0 "a strange name"; lacks "$out" $'\e'

# Whatever files there are.
mkdir odd
printf '' > odd/empty.c
printf '# only a comment\n' > odd/comment.py
printf '\x7fELF\0\0\0' > odd/binary.c
printf '\xff\xfe\x80 = \xc3\x28;\r\nint x;\r' > odd/bytes.c
{ printf '\xef\xbb\xbf'; sed 's/$/\r/' class/ann.py; } > odd/dos.py
cp class/ann.py odd/unix.py
{ for i in {1..60000}; do printf 'x = f(y, %d) + "a"; ' $i; done; } > odd/line.js
head -c 17000000 /dev/zero | tr '\0' 'a' > odd/large.js
ln -s missing odd/dangling.c; ln -s . odd/loop
run "$ARENA" similar odd --format json; expect 0 "odd files"
python3 -c 'import json, sys
report = json.load(sys.stdin)
assert [(p["a"], p["b"], p["score"]) for p in report["pairs"]] == [("odd/dos.py", "odd/unix.py", 1)]
left = "\n".join(report["left_out"])
for name in ("empty.c", "comment.py", "binary.c", "large.js"):
    assert name in left, left' < out.txt || fault "odd files are told"
run "$ARENA" similar odd/binary.c odd/unix.py; expect 2 "a binary file by name"; one_error_line
has "$err" "odd/binary.c: binary"
run "$ARENA" similar odd/empty.c odd/comment.py; expect 2 "no code at all"; one_error_line
run "$ARENA" similar class/ann.py; expect 2 "one file only"; one_error_line
has "$err" "only one submission"
run "$ARENA" similar class/ann.py ./class/../class/ann.py; expect 2 "one file twice"; one_error_line
run "$ARENA" similar; expect 2 "nothing"; one_error_line
run "$ARENA" similar nowhere; expect 2 "no such file"; one_error_line
mkdir none; run "$ARENA" similar none; expect 2 "an empty folder"; one_error_line
run "$ARENA" similar class --language cobol; expect 2 "an unknown language"; one_error_line
run "$ARENA" similar class --language py --format csv; expect 0 "an alias"
run "$ARENA" similar class/notes.txt class/cy.py class/ann.py; expect 0 "plain text beside code"
for bad in '--min-score 2' '--min-score x' '--top 0' '--jobs 0' '--format xml' \
    '--cluster-score nan'; do
    run "$ARENA" similar class $bad; expect 2 "$bad"; one_error_line
done
run "$ARENA" similar class -o nowhere/report.csv
expect 2 "no folder for the report"; one_error_line

# Labelled pairs: sources beside the labels, and token streams.
mkdir labels; cp class/*.py labels
printf 'file_a,file_b,label\nann.py,bob.py,1\nann.py,cy.py,0\nbob.py,cy.py,no\n' > labels/pairs.csv
run "$ARENA" similar evaluate labels/pairs.csv --format csv --scores scores.csv; expect 0 "sources"
has "$out" ",all,3,1,1.000000,1.000000,1.000000,1.000000,"
has "$(cat scores.csv)" ",,ann.py,bob.py,1,,0."
printf 'x\tI = I ( N ) ;\ny\tI = I ( N ) ;\nz\tif ( I ) return S ;\n' > labels/tokens.tsv
printf 'set,task,file_a,file_b,plagiarised,level\ns,t,x,y,1,L1\ns,t,x,z,0,-\n' > labels/labels.csv
run "$ARENA" similar evaluate labels; expect 0 "token streams"
has "$out" "L1"; has "$out" "1.0000"
run "$ARENA" similar evaluate labels --format json; expect 0 "as JSON"
python3 -m json.tool < out.txt > /dev/null || fault "evaluate --format json is JSON"
refuses() { # WHAT TEXT WORD
    printf "$2" > labels/bad.csv
    run "$ARENA" similar evaluate labels/bad.csv -o left.csv
    expect 2 "$1"; one_error_line; has "$err" "$3" "$1"
    [[ ! -e left.csv ]] || fault "$1 should leave nothing behind"
}
head=file_a,file_b,label
refuses "an empty file" '' 'empty'
refuses "a heading alone" "$head\n" 'a heading and no pairs'
refuses "a missing column" 'file_a,label\nx,1\n' 'file_b'
refuses "a strange label" "$head\nx,y,maybe\n" "bad.csv:2: a label is 1 or 0, not 'maybe'"
refuses "a file that is not there" "$head\nx,nobody.py,1\n" 'bad.csv:2: '
refuses "a pair with itself" "$head\nx,x,1\n" 'bad.csv:2: '
printf 'no tab here\n' > labels/tokens.tsv
refuses "a broken stream" "$head\nx,y,1\n" 'tokens.tsv:1: '

# What is compared is not overwritten, and what cannot be read is not passed over.
cp -r class kept
run "$ARENA" similar class -o class/../class/ann.py
expect 2 "a source as the report"; one_error_line
has "$err" "would overwrite the source class/ann.py"
cmp -s class/ann.py kept/ann.py || fault "the source should stay"
run "$ARENA" similar class --template class/notes.txt -o class/notes.txt
expect 2 "the template as the report"
printf 'file_a,file_b,label\nann.py,bob.py,1\n' > kept/pairs.csv
run "$ARENA" similar evaluate kept/pairs.csv --scores /no/x; expect 2 "no folder"
has "$err" "--scores /no/x"
run "$ARENA" similar evaluate kept/pairs.csv --scores kept/pairs.csv; expect 2 "labels as scores"
if ((EUID != 0)); then
    chmod 0 kept/bob.py
    run "$ARENA" similar kept --format csv; expect 2 "a file not to be read"; one_error_line
    has "$err" "kept/bob.py"
fi
finish
