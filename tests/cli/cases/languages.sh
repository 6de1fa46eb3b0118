# `arena languages` says what this host has; --languages FOLDER adds to it and is judged with.
source "$(dirname "$0")/../setup.bash"
run "$ARENA" languages; expect 0 "languages"
has "$out" "cpp20"; has "$out" "languages can be judged here"
run "$ARENA" languages --format json; expect 0 "languages --format json"
python3 -c '
import json
rows = json.load(open("out.txt"))["languages"]
ids = [row["id"] for row in rows]
assert "cpp20" in ids and len(ids) == len(set(ids)), ids
assert all(row["available"] or row["missing"] for row in rows)' || fault "the JSON should be whole"
mkdir more
cat > more/py.json << 'JSON'
{"id": "mypy", "name": "My Python", "extensions": [".mypy"], "run": ["python3", "{box}/{main}"],
 "version": ["python3", "--version"], "source_name": "main.mypy", "packages": ["python3"]}
JSON
run "$ARENA" languages --languages more; expect 0 "languages --languages"
has "$out" "My Python"
echo '{"id": "x", "colour": 1}' > more/bad.json
run "$ARENA" languages --languages more; expect 2 "a wrong language file"; one_error_line
has "$err" "bad.json"
rm more/bad.json
need_sandbox
make_problem
cp good.py good.mypy
run "$ARENA" judge good.mypy -p double; expect 2 "an unknown ending"
run "$ARENA" judge good.mypy -p double --languages more; expect 0 "a language of one's own"
has "$out" "My Python"
run "$ARENA" judge good.mypy -p double --language python3; expect 0 "--language"
finish
