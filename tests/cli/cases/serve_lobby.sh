# A lobby's matches: who does not come, a rematch, what was seen.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/lobby.py "$ARENA" problems
