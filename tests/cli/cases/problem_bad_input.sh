# What a package may do wrong, from archive tricks to cycles: one clear line with the place where
# there is one, exit status 2, nothing outside of the destination, nothing left of it.
source "$(dirname "$0")/../setup.bash"
command -v python3 > /dev/null || { echo "skipped: no python3"; exit 77; }
cat > make.py << 'END'
import io, tarfile, zipfile

def zipped(name, files):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as out:
        for path, text in files: out.writestr(path, text)

def tarred(name, entries, mode="w:gz"):
    with tarfile.open(name, mode) as out:
        for path, kind, text in entries:
            info = tarfile.TarInfo(path)
            info.type = kind
            if kind == tarfile.REGTYPE: info.size = len(text)
            else: info.linkname = text
            out.addfile(info, io.BytesIO(text) if kind == tarfile.REGTYPE else None)

file, link = tarfile.REGTYPE, tarfile.SYMTYPE
good = [("p/problem.yaml", "name: P\n"), ("p/data/secret/1.in", "1\n"),
        ("p/data/secret/1.ans", "1\n")]
tar_good = [(path, file, text.encode()) for path, text in good]
zipped("dotdot.zip", good + [("p/../../evil", "x")])
zipped("absolute.zip", good + [("/tmp/evil", "x")])
zipped("dash.zip", good + [("p/-rf", "x")])
tarred("link-out.tar.gz", tar_good[:1] + [("p/data/secret/1.in", link, "/etc/passwd")])
tarred("link-round.tar.gz", tar_good + [("p/x", link, ".."), ("p/y", link, "x/../..")])
tarred("hard-link.tar.gz", tar_good + [("p/h", tarfile.LNKTYPE, "p/problem.yaml")])
tarred("pipe.tar.gz", tar_good + [("p/f", tarfile.FIFOTYPE, "")])
zipped("bomb.zip", good + [("p/data/secret/2.in", "0" * (100 << 20))])
zipped("many.zip", [(f"p/data/secret/{i}.in", "") for i in range(60000)])
zipped("deep.zip", good + [("p/" + "d/" * 300 + "x", "1")])
zipped("same-twice.zip", good + good[1:2])
zipped("whole.zip", good)
open("half.zip", "wb").write(open("whole.zip", "rb").read()[:-60])
tarred("whole.tar", tar_good, "w")
open("half.tar", "wb").write(open("whole.tar", "rb").read()[:2048])
tarred("whole.tar.gz", tar_good)
open("half.tar.gz", "wb").write(open("whole.tar.gz", "rb").read()[:-20])
open("none.zip", "wb").write(b"this is no zip")
zipped("key-twice.zip", [("p/problem.yaml", "name: P\nlimits: {memory: 5}\nname: Q\n")] + good[1:])
zipped("alias.zip", [("p/problem.yaml", "a: &a [x, x]\nb: [*a, *a]\nname: P\n")] + good[1:])
zipped("yaml-deep.zip", [("p/problem.yaml", "name: " + "[" * 5000 + "]" * 5000)] + good[1:])
zipped("hydro-deep.zip", [("p/config.yaml", "cases: " + "[" * 99 + "]" * 99), ("p/1.in", "1"),
                          ("p/1.out", "1")])
zipped("no-answer.zip", good[:2])
zipped("entities.zip", [("p/problem.xml", '<!DOCTYPE l [<!ENTITY a "aa">]><problem>&a;</problem>')])
zipped("xml-deep.zip", [("p/problem.xml", "<a>" * 100000 + "</a>" * 100000)])
group = '<group name="%d" points-policy="complete-group"><dependencies><dependency group="%d"/>' \
    '</dependencies></group>'
zipped("cycle.zip", [("p/problem.xml",
    '<problem><judging><testset name="tests"><time-limit>1000</time-limit>'
    '<memory-limit>1000000</memory-limit><input-path-pattern>t%d</input-path-pattern>'
    '<answer-path-pattern>t%d</answer-path-pattern><tests>'
    '<test method="manual" group="1" points="1"/><test method="manual" group="2" points="1"/>'
    '</tests><groups>' + group % (1, 2) + group % (2, 1) + '</groups></testset></judging><assets>'
    '<checker name="std::wcmp.cpp" type="testlib"/><solutions/></assets></problem>'),
    ("p/t1", "1"), ("p/t2", "1")])
def polygon(name, tests, count):
    zipped(name, [("problem.xml",
        '<problem><judging><testset name="tests"><time-limit>1000</time-limit>'
        '<memory-limit>1000000</memory-limit><test-count>%d</test-count>'
        '<input-path-pattern>t%%d</input-path-pattern>'
        '<answer-path-pattern>t%%d.a</answer-path-pattern><tests>%s</tests><groups>'
        '<group name="1" points-policy="complete-group"/></groups></testset></judging><assets>'
        '<checker name="std::wcmp.cpp" type="testlib"/><solutions/></assets></problem>'
        % (count, tests)), ("t1", "1"), ("t1.a", "1")])
polygon("negative.zip", '<test method="manual" group="1" points="-5"/>', 1)
polygon("fewer.zip", '<test method="manual" group="1" points="5"/>', 2)
zipped("gen-empty.zip", [("task.yaml", "name: a\n"), ("gen/GEN", ""), ("input/input0.txt", "1")])
zipped("file-and-folder.zip", [("1.in", "1"), ("1.in/foo", "1"), ("1.out", "1")])
zipped("folder-and-file.zip", [("1.in/foo", "1"), ("1.in", "1"), ("1.out", "1")])
for name, score in ("minus", "-5"), ("endless", ".inf"):
    zipped("score-%s.zip" % name, [("1.in", "1"), ("1.out", "1"), ("config.yaml",
        "cases:\n- {input: 1.in, output: 1.out, score: %s}\n" % score)])
    zipped("subtask-%s.zip" % name, [("1.in", "1"), ("1.out", "1"), ("config.yaml",
        "subtasks:\n- score: %s\n  cases:\n  - {input: 1.in, output: 1.out}\n" % score)])
zipped("no-group.zip", [("abc/config.yml", "scores: {1: 40, 2: 60}\n"), ("abc/prog/abc.cpp", ""),
                        ("abc/in/abc1a.in", "1"), ("abc/out/abc1a.out", "1")])
zipped("flat.zip", [("1.in", "1")])
zipped("flat-whole.zip", [("1.in", "1"), ("1.out", "1")])
zipped("outside.zip", [("p/init.yml", "test_cases:\n- {in: ../../../etc/passwd, points: 1}\n")])
marked = "\ufeffname: P\r\nlimits:\r\n  time_limit: 2\r\n"
zipped("marked.zip", [("p/problem.yaml", marked)] + good[1:])
END
python3 -W ignore make.py || exit 1
mkdir -p latin1/data/secret
printf 'name: P\n' > latin1/problem.yaml
for tail in in ans; do printf '1\n' > "$(printf 'latin1/data/secret/1\xe9.%s' $tail)"; done
ls -A > before.txt

# refused FILE WORDS: as the head of this case says
refused() {
    run timeout 60 "$ARENA" problem import "$1" out; expect 2 "$1"
    one_error_line
    has "$err" "$2" "$1"
    [[ ! -e out ]] || fault "$1 leaves something"
}
refused dotdot.zip "archive entry 'p/../../evil' leads out of the destination"
refused absolute.zip "is an absolute path"
refused dash.zip "begins with '-'"
refused link-out.tar.gz "is a link out of the archive ('/etc/passwd')"
refused link-round.tar.gz "is a link out of the package"
refused hard-link.tar.gz "is a hard link"
refused pipe.tar.gz "is neither a file nor a folder"
refused bomb.zip "looks like a bomb"
refused many.zip "looks like a bomb"
refused deep.zip "deeper than 32 folders"
refused same-twice.zip "is there twice"
refused half.zip "its end is missing"
refused half.tar "its end is missing"
refused half.tar.gz "truncated"
refused none.zip "it is no zip or tar"
refused key-twice.zip "problem.yaml line 3: key 'name' is given twice (first in line 1)"
refused alias.zip "problem.yaml line 1: an anchor"
refused hydro-deep.zip "config.yaml line 1: values are nested deeper"
refused yaml-deep.zip "problem.yaml line 1: values are nested deeper"
refused no-answer.zip "add data/secret/1.ans"
refused entities.zip "problem.xml line 1: a DOCTYPE"
refused xml-deep.zip "problem.xml line 1: nested deeper"
refused cycle.zip "problem.xml line 1: group '1' depends on '2'"
refused negative.zip "problem.xml line 1: points must be a number that is not negative, found '-5'"
refused fewer.zip "test-count is '2', but 1 tests are listed"
refused gen-empty.zip "gen/GEN lists no tests"
refused file-and-folder.zip "archive entry '1.in' is a file, and a folder, too"
refused folder-and-file.zip "archive entry '1.in' is there twice"
refused score-minus.zip "config.yaml line 2: score must be a number that is not negative"
refused score-endless.zip "found '.inf'"
refused subtask-minus.zip "config.yaml line 2: score must be a number that is not negative"
refused subtask-endless.zip "found '.inf'"
refused no-group.zip "config.yml line 1: scores has group 2, but in/ has no test of it"
refused outside.zip "init.yml line 2: test file '../../../etc/passwd'"
refused latin1 "not UTF-8"
# An archive without a folder in it: no message names the place where it was unpacked, however long.
refused flat.zip "has no answer"
zip_empty='import zipfile; zipfile.ZipFile("odd.zip", "w").writestr("readme.md", "1")'
python3 -c "$zip_empty"
refused odd.zip "arena: odd.zip has no test cases"
long=$(printf 'd%.0s' {1..50})
mkdir $long
run "$ARENA" problem import odd.zip $long/out; expect 2 "below a long path"
one_error_line
has "$err" "arena: odd.zip has no test cases"
lacks "$err" ".arena-"
rm -r $long odd.zip
run "$ARENA" problem import flat-whole.zip; expect 0 "a flat archive"
has "$out" "flatwhole  plain folder"
[[ -e flatwhole/data/secret/1.in ]] || fault "the folder is called after the archive"
rm -r flatwhole
run "$ARENA" problem import marked.zip out; expect 0 "a byte-order mark and CR LF"
has "$out" "CR LF"
rm -rf out
ls -A | grep -v -e '^out.txt$' -e '^err.txt$' -e '^before.txt$' > after.txt
grep -v -e '^before.txt$' before.txt | diff - <(grep -v '^after.txt$' after.txt) > difference.txt ||
    fault "something is left: $(cat difference.txt)"
[[ ! -e /tmp/evil ]] || fault "a file outside"
finish
