# Rules of play on a real server: all points or none, idle saboteurs, rejudges that change nothing.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/rules.py "$ARENA" problems
