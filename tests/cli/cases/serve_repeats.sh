# What a client sends twice, wrongly or without end: one answer, no effect, a closed connection.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/repeats.py "$ARENA" problems
