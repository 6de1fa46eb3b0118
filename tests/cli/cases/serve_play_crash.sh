# The server process dies twice in a match: both clients go on, and nothing is lost.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/play.py "$ARENA" problems crash
