# Short runs of scripts/chaos: the server, its workers and the database are killed under load, and
# nothing is lost; and the proofs find each fault that is planted in what was seen.
set -euo pipefail
chaos() {
    python3 "$ARENA_SOURCE_DIR/tests/serve/live/chaos.py" "$ARENA" "$ARENA_SOURCE_DIR/problems" "$@"
}
chaos --kills 12 --pairs 2 --seed 3
chaos --kills 8 --pairs 2 --seed 4 --store postgres || (($? == 77))
for fault in gap repeat submission verdict rating; do
    if chaos --kills 1 --pairs 1 --seed 5 --plant "$fault" > /dev/null; then
        echo "a planted $fault was not found" >&2
        exit 1
    fi
done
