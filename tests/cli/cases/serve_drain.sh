# The first and the last second of a server: "listening", SIGTERM, answers in flight.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/drain.py "$ARENA" problems
