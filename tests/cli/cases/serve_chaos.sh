# A short run of scripts/chaos: the server and its workers are killed under load, nothing is lost.
set -euo pipefail
python3 "$ARENA_SOURCE_DIR/tests/serve/live/chaos.py" "$ARENA" "$ARENA_SOURCE_DIR/problems" \
    --kills 12 --pairs 2 --seed 3
