# A finished match is judged again: preview, apply, ratings that follow; on both stores.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/rejudge.py "$ARENA"
python3 tests/serve/live/rejudge.py "$ARENA" --store postgres || (($? == 77))
