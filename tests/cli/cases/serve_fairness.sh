# Late spectators, practice beside a match, waiting problems, runs beside live judging.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/fairness.py "$ARENA" problems
