#!/usr/bin/env bash
# tests/scripts/install_test.sh BUILD: installs into an empty folder and uses what is there.
set -euo pipefail
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
cmake --install "$1" --prefix "$prefix" >/dev/null
"$prefix/bin/arena" --version
# Each script names its program and parses where its shell is at hand.
for script in bash-completion/completions/arena zsh/site-functions/_arena \
    fish/vendor_completions.d/arena.fish; do
    grep -q judge "$prefix/share/$script" || { echo "$script completes nothing"; exit 1; }
done
bash -n "$prefix/share/bash-completion/completions/arena"
ls "$prefix"/share/arena/problems/*/problem.yaml >/dev/null
# Every page of man/ arrived in its section.
for page in "$(dirname "$0")"/../../man/*.[1-8]; do
    [[ -e $page ]] || continue
    [[ -s $prefix/share/man/man${page##*.}/${page##*/} ]] || { echo "no ${page##*/}"; exit 1; }
done
