# kill -9 of the server while a room waits for its last player.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/play.py "$ARENA" problems wait
