# The completion scripts load, and bash's offers commands, flags and values.
source "$(dirname "$0")/../setup.bash"
offers() { # WORDS... : the last one is being completed
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _arena
    out=${COMPREPLY[*]} err='' status=0
}
"$ARENA" completion bash > arena.bash || fault "completion bash"
bash -n arena.bash || fault "bash should read it"
source ./arena.bash
offers arena j; has "$out" judge
offers arena ''; has "$out" "judge run languages doctor completion"
offers arena judge --te; [[ $out == --tests ]] || fault "--te should become --tests"
offers arena judge --format j; [[ $out == "json jsonl junit" ]] || fault "formats"
offers arena judge --language py; has "$out" python3
offers arena judge x.cpp --expect T; [[ $out == TLE ]] || fault "verdicts"
offers arena completion z; [[ $out == zsh ]] || fault "shells"
touch 'a file.cpp' 'file.txt'; mkdir folder
offers arena judge 'a '; [[ $out == 'a file.cpp' ]] || fault "files"
offers arena judge -p f; [[ $out == folder ]] || fault "folders"
for shell in zsh fish; do
    "$ARENA" completion $shell > script.$shell || fault "completion $shell"
    command -v $shell > /dev/null || continue
    $shell -n script.$shell || fault "$shell should read it"
done
finish
