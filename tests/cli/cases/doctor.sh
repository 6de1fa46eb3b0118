# `arena doctor`: 0 when the default or the rootless tier is given, 1 when not; JSON says the same.
source "$(dirname "$0")/../setup.bash"
run "$ARENA" doctor
[[ $status == 0 || $status == 1 ]] || fault "doctor should exit 0 or 1"
table_status=$status
has "$out" "seccomp"; has "$out" "tier"
run "$ARENA" doctor --format json
expect "$table_status" "doctor --format json"
python3 - "$status" << 'PY' || fault "the JSON should agree with the exit status"
import json, sys
document = json.load(open("out.txt"))
assert document["schema"] == "arena.doctor" and document["checks"]
assert (document["tier"] in ("default", "rootless")) == (sys.argv[1] == "0"), document["tier"]
PY
finish
