# The man pages are clean mdoc.
source "$(dirname "$0")/../setup.bash"
command -v mandoc > /dev/null || { echo "skipped: no mandoc"; exit 77; }
run mandoc -T lint -W warning "$ARENA_SOURCE_DIR"/man/*.[15]
expect 0 "mandoc -T lint"
finish
