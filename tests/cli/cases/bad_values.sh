# Every bad value is one line that names the flag, and exit status 2; nothing is judged.
source "$(dirname "$0")/../setup.bash"
make_problem
bad() { # FRAGMENT ARGUMENT...
    local fragment=$1
    shift
    run "$ARENA" "$@"
    expect 2 "arena $*"
    one_error_line
    has "$err" "$fragment" "the error of arena $*"
    [[ -z $out ]] || fault "arena $* should print nothing on stdout"
}
cores=$(nproc)
bad "--time-limit '0'" judge good.py -p double --time-limit 0
bad "--time-limit '-1'" judge good.py -p double --time-limit -1
bad "--time-limit 'soon'" judge good.py -p double --time-limit soon
bad "--memory-limit '0'" judge good.py -p double --memory-limit 0
bad "--memory-limit '-5'" judge good.py -p double --memory-limit=-5
bad "--output-limit 'x'" judge good.py -p double --output-limit x
bad "--jobs '0'" judge good.py -p double --jobs 0
bad "the $cores core" judge good.py -p double --jobs $((cores + 1))
bad "--repeat '0'" judge good.py -p double --repeat 0
bad "--expect 'perhaps'" judge good.py -p double --expect perhaps
bad "never the submission's" judge good.py -p double --expect JE
bad "--format 'xml'" judge good.py -p double --format xml
bad "no such file" judge missing.py -p double
bad "missing" judge good.py -p missing
bad "no problem around" judge good.py
bad "--tests 'x*' matches none of the 5 tests" judge good.py -p double --tests 'x*'
bad "nearest" judge good.py -p double --language pythn
bad "did you mean --tests?" judge good.py -p double --test x
bad "did you mean judge?" jugde good.py
bad "would overwrite the source good.py" judge good.py -p double --output ./good.py
bad "would overwrite the test's " judge good.py -p double -o double/data/sample/1.ans
bad "would overwrite the package's " judge good.py -p double -o double/problem.yaml
bad "/dev/stdout" judge good.py -p double --output -
bad "is a folder" judge good.py -p double --output .
bad "cannot be written" judge good.py -p double --output missing/report
bad "cannot be used" judge good.py -p double --cache good.py
bad "--allow-tier restricted" judge good.py -p double --tier restricted
bad "contradict" judge good.py -p double --all --stop-at-first
bad "given twice" judge good.py -p double --time-limit 1 --time-limit 2
bad "no such file: '-missing.py'" judge -p double -- -missing.py
bad "no such file: '-missing.py'" run -- -missing.py
bad "lower-case letters" problem new -- -odd
bad "needs a value" judge good.py -p
bad "takes no arguments" doctor now
bad "SHELL 'tcsh'" completion tcsh
bad "no such file" run missing.py
bad "needs a SOLUTION" run
bad "--allow-tier 'foo'" serve --allow-tier foo
for origin in foo http http://a/ https://x.y/path https://x.y:443 http://A.example http:// \
    https://a:b https://u@a 'http://a b' null; do
    bad "--cors wants" serve --cors https://good.example --cors "$origin"
done
bad "--trust-proxy wants" serve --trust-proxy foo
bad "--trust-proxy wants" serve --trust-proxy 10.0.0.1 --trust-proxy 10.0.0.0/8
# good ones: what follows is refused
bad "--workers '0'" serve --cors '*' --cors http://localhost:3000 --cors 'http://[::1]:8080' \
    --trust-proxy ::1 --trust-proxy 127.0.0.1 --allow-tier restricted --workers 0
printf '\xff\xfe\n' > latin.py
bad "UTF-8" judge latin.py -p double
if ((EUID == 0)); then # to whom nothing is unreadable
    echo "skipped: an unreadable test"
else
    chmod a-r double/data/secret/02.in
    bad "02.in': Permission denied" judge good.py -p double
    chmod u+r double/data/secret/02.in
fi
mkdir empty && bad "empty" judge empty -p double
mkdir hollow && bad "hollow" judge good.py -p hollow
mkdir -p zero/data/secret && printf 'name: Zero\n' > zero/problem.yaml
bad "zero" judge good.py -p zero
echo x > notes.unknown && bad "notes.unknown" judge notes.unknown -p double
finish
