# What format 2025-09 says about a run's directory, about a validator's files, and about a package's
# own faults.
source "$(dirname "$0")/../setup.bash"
need_sandbox
package() { # package NAME [LINE...]: one secret test, 1 -> 1
    mkdir -p "$1/data/secret"
    printf '%s\n' 'problem_format_version: 2025-09' 'name: P' \
        'uuid: 00000000-0000-4000-8000-000000000000' "${@:2}" > "$1/problem.yaml"
    grep -q limits "$1/problem.yaml" || echo 'limits: {time_limit: 2}' >> "$1/problem.yaml"
    echo 1 > "$1/data/secret/1.in"; echo 1 > "$1/data/secret/1.ans"
}
echo 'print(input())' > cat.py

# The working directory: submitted and included files, read-only unless the package allows writing.
package included
mkdir -p included/include/default; echo 1 > included/include/default/zz.txt
echo 'print(open("zz.txt").read())' > reads.py
run "$ARENA" judge reads.py -p included; expect 0 "an included file in the working directory"
package plain
mkdir several; echo 1 > several/zz.txt; cp reads.py several/main.py
run "$ARENA" judge several -p plain; expect 0 "a submitted file in the working directory"
echo 'open("o", "w").write("x"); print(1)' > writes.py
run "$ARENA" judge writes.py -p plain; expect 1 "writing where the package does not allow it"
has "$out$err" "RTE"
echo 'open("/tmp/o", "w").write("x"); print(1)' > writes_tmp.py
run "$ARENA" judge writes_tmp.py -p plain; expect 0 "/tmp"
cp -r several changes; echo 'open("zz.txt", "w").write("2"); print(1)' > changes/main.py
run "$ARENA" judge changes -p plain; expect 1 "changing a submitted file"
package writable 'allow_file_writing: true'
run "$ARENA" judge writes.py -p writable; expect 0 "writing where the package allows it"
run "$ARENA" judge changes -p writable; expect 0 "changing a copy of a submitted file"

# A file that decides and cannot be read is no absent file.
# validator PACKAGE LINE: an output validator that does LINE in its feedback folder f, and accepts
validator() {
    printf 'import os, sys\nf = sys.argv[3]\n%s\nsys.exit(42)\n' "$2" > "$1/output_validator/v.py"
}
package passes 'type: [pass-fail, multi-pass]'
mkdir passes/output_validator
for make in 'os.symlink("n", f + NAME)' 'os.mkdir(f + NAME)' 'os.mkfifo(f + NAME)' \
    'open(f + NAME, "w").close(); os.chmod(f + NAME, 0)' \
    'open(f + NAME, "w").close(); os.chmod(f, 0)'; do
    validator passes "NAME = 'nextpass.in'; $make"
    run "$ARENA" judge cat.py -p passes; expect 3 "nextpass.in by: $make"
    has "$out$err" "JE"
done
package points 'type: scoring'
mkdir points/output_validator
for make in 'open(f + "n", "w").write("5"); os.symlink("n", f + "score.txt")' \
    'os.mkdir(f + "score.txt")'; do
    validator points "$make"
    run "$ARENA" judge cat.py -p points; expect 3 "score.txt by: $make"
    has "$out$err" "score.txt is not a regular file"
done
printf 'import os, sys\nsys.exit(43 if os.listdir(sys.argv[3]) else 42)\n' \
    > points/output_validator/v.py
run "$ARENA" judge cat.py -p points; expect 0 "a feedback directory that is empty at first"

# Faults of a package.
package same; mkdir same/data/secret/1; cp same/data/secret/1.* same/data/secret/1/
run "$ARENA" judge cat.py -p same; expect 2 "a test and a folder of one name"
has "$err" "data/secret/1 is both a test case and a folder"
package mixed; mkdir mixed/data/secret/g; cp mixed/data/secret/1.* mixed/data/secret/g/
run "$ARENA" judge cat.py -p mixed -v; expect 0 "tests beside a folder"
has "$out$err" "both test cases and a folder of them"
package huge 'limits: {time_limit: 2, memory: 1000000}'
run "$ARENA" judge cat.py -p huge; expect 2 "more memory than there is"
one_error_line
has "$err" "--memory-limit"
run "$ARENA" judge cat.py -p huge --memory-limit 256; expect 0 "another memory limit"
package tiny 'limits: {time_limit: 1.0e-9}'
run "$ARENA" judge cat.py -p tiny; expect 2 "a time limit of a nanosecond"
has "$err" "from 0.001 to 3600 seconds"
package named; mkdir named/output_validator; echo x > named/output_validator/v.zzz
run "$ARENA" judge cat.py -p named; expect 2 "a validator in no language"
lacks "$err" "--language"; has "$err" "'run'"
package crlf; mkdir crlf/output_validator
printf '#!/bin/sh\r\nexit 42\r\n' > crlf/output_validator/run
run "$ARENA" judge cat.py -p crlf; expect 2 "a script with CRLF"
has "$err" "CR LF"

# The limit follows from the accepted ones; what must be too slow contradicts it where it is judged.
package timed 'limits: {time_resolution: 1.0}'
mkdir -p timed/submissions/accepted timed/submissions/time_limit_exceeded
burn='import time\nwhile time.process_time() < %s: pass\nprint(input())\n'
# shellcheck disable=SC2059
printf "$burn" 0.6 > timed/submissions/accepted/a.py
# shellcheck disable=SC2059
printf "$burn" 1.3 > timed/submissions/time_limit_exceeded/t.py
run "$ARENA" judge timed/submissions/time_limit_exceeded/t.py -p timed --jobs 1
has "$(tr '\n' ' ' < out.txt | tr -s ' ')" "no limit fits all"
run "$ARENA" problem verify timed --no-cache; expect 1 "verify where no limit fits all"

# Compile errors: the name that the author knows, and the source as it stands.
printf '#include "/etc/shadow"\nint main() { return x; }\n' > undeclared.cpp
run "$ARENA" judge undeclared.cpp -p plain; expect 1 "a compile error"
has "$out" "undeclared.cpp:1:"; lacks "$out" "main.cpp"; has "$out" '#include "/etc/shadow"'
finish
