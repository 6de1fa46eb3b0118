# The disk is full in the middle of a match: 503, nothing lost, and it goes on by itself.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/disk_full.py "$ARENA" problems
