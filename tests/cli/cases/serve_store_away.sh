# A PostgreSQL that goes away while nobody asks: readiness, messages, recovery.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/store_away.py "$ARENA" problems
