# The letter of HTTP, of the envelopes and of both documents; metrics; a log of JSON lines.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/http_rules.py "$ARENA" problems
