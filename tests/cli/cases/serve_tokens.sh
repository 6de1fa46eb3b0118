# Tokens that are over: tickets, sockets, sessions, the client's own renewal, guesses.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/tokens.py "$ARENA" problems
