# What can be typed wrongly, and a server that is not there: one clear line, its own exit status.
source "${BASH_SOURCE[0]%/*}/../setup.bash"
export XDG_CONFIG_HOME=$scratch/config
unset ARENA_SERVER
nowhere=http://127.0.0.1:1
echo 'print(1)' > good.py
: > empty.py
head -c 70000 /dev/zero | tr '\0' ' ' > large.py
printf '\377\376' > bytes.py
mkdir folder.py
bad() { # STATUS TEXT COMMAND...
    local wanted=$1 text=$2
    shift 2
    run "$ARENA" client "$@" --server "$nowhere"
    expect "$wanted" "client $*"
    one_error_line
    has "$err" "$text" "client $*"
}
bad 2 "did you mean blitz?" queue blits
bad 2 "needed" queue
bad 2 "does not take 'more'" queue blitz more
bad 2 "does not take an empty word" join ''
bad 2 "--duration" create blitz --duration 0
bad 2 "--players" create blitz --players many
bad 2 "nobody is signed in" queue blitz
bad 2 "'eve' is not signed in" watch --as eve
for command in board matches problems player; do
    bad 2 "'zed' is not signed in" "$command" --as zed
done
bad 2 "nobody is signed in" player
bad 2 "no file 'none.py'" submit A none.py
bad 2 "'empty.py' is empty" run empty.py
bad 2 "over 64 KiB" run large.py
bad 2 "not UTF-8" run bytes.py
bad 2 "is no file" run folder.py
bad 2 "no password given" register ann
bad 2 "--password-file" login ann --password-file none.txt
bad 3 "no server at $nowhere" board
bad 3 "no server at $nowhere" problems
echo secret-word > password
bad 3 "no server at $nowhere" login ann --password-file password
run "$ARENA" client quue
expect 2 "an unknown command"
has "$err" "has no command 'quue' (did you mean queue?)"
nowhere=https://arena.example
bad 2 "no TLS here" board
ARENA_SERVER=http:// run "$ARENA" client board
expect 2 "a bad ARENA_SERVER"
has "$err" '$ARENA_SERVER'
mkdir -p config/arena
echo broken > config/arena/client.json
run "$ARENA" client board
expect 2 "a broken file of accounts"
one_error_line
has "$err" "client.json is not a file of accounts (remove it"
[[ $(cat config/arena/client.json) == broken ]] || fault "the broken file is left alone"
finish
