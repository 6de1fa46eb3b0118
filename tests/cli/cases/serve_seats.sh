# Seats of waiting matches: moved, kept, shown; rematches.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/seats.py "$ARENA" problems
