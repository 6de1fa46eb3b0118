# Who may see what: secret answers, sources of live matches, delayed spectators, ended tokens.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/rights.py "$ARENA" problems
