# Every route and event of the server's tables is exercised, well and badly.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$folder/secret"
export INTERNAL_SERVICE_SECRET_FILE=$folder/secret
python3 "$ARENA_SOURCE_DIR/tests/serve/live/walk_tables.py" "$ARENA" "$ARENA_SOURCE_DIR/problems" \
    "$(cat "$folder/secret")"
