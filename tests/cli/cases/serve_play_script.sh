# Orders of a script, written before the match has begun, are carried out.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/play.py "$ARENA" problems script
