# A second match:join on one connection does not make its player forfeit.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/play.py "$ARENA" problems rejoin
