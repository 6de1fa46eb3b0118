# A sabotage match from the room to the rating, every step by arena client.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
need_sandbox
cd "$ARENA_SOURCE_DIR" || exit 1
python3 tests/serve/live/play.py "$ARENA" problems sabotage
