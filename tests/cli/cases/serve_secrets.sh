# The store's password stays out of arguments, environment and memory of supervisor and workers.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/store_secrets.py "$ARENA" problems
