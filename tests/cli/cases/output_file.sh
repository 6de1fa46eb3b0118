# --output appears whole or not at all, and what was there stays until then.
source "$(dirname "$0")/../setup.bash"
need_sandbox
make_problem
for format in table json jsonl junit github; do
    run "$ARENA" judge wrong.py -p double --format $format --output report.$format
    expect 1 "--format $format --output"
    has "$out" "WA  2 of 5 tests accepted" "stdout keeps the table; it"
    [[ -s report.$format ]] || fault "report.$format should be there"
done
python3 - << 'PY' || fault "the reports should parse"
import json, xml.etree.ElementTree as tree
document = json.load(open("report.json"))
assert document["verdict"] == "WA" and len(document["cases"]) == 5, document
lines = [json.loads(line) for line in open("report.jsonl")]
assert [line["type"] for line in lines] == ["case"] * 5 + ["judgement"]
root = tree.parse("report.junit").getroot()
assert len(root.findall(".//testcase")) == int(root.get("tests")) == 5
assert len(root.findall(".//failure")) == int(root.get("failures")) == 3
assert open("report.github").read().startswith("::error file=wrong.py,")
PY
echo old > kept.json
run "$ARENA" judge good.py -p double --tests 'none*' --format json -o kept.json; expect 2 "no test"
[[ $(cat kept.json) == old ]] || fault "a failed call should leave the old file"
# Killed in the middle: the old file stays, and no other is left.
env --default-signal=INT "$ARENA" judge slow.py -p double --time-limit 15 --format json \
    -o kept.json > out.txt 2> err.txt &
pid=$!
sleep 1
ls kept.json.arena-* > /dev/null 2>&1 || fault "the new file should be written beside the old one"
kill -INT $pid
wait $pid; status=$?
expect 130 "interrupted"
[[ $(cat kept.json) == old ]] || fault "an interrupt should leave the old file"
ls kept.json.arena-* 2> /dev/null && fault "an interrupt should leave no other file"
run "$ARENA" judge good.py -p double --format json -o /dev/full; expect 3 "a full disk"
one_error_line
umask 027
run "$ARENA" judge good.py -p double -q -o fresh.txt
[[ $(stat -c %a fresh.txt) == 640 ]] || fault "a new report should have the mode that umask leaves"
finish
