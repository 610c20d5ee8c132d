#!/usr/bin/env bash
# Kills a small study with kill -9 again and again, and asserts that it ends as one does that nobody disturbed.
#
#   usage: kill.sh [KILLS [SEED]]        (50 kills; the seed of the random moments, 42)
#
# The study is the embedded one, study/pom.xml, with a smaller phantom and smaller SinGANs, but every task and kind of arm,
# and checkpoints within a scale. It is built once unbroken, which gives the outputs to compare with, and how long each goal
# takes. In a second folder Maven or one of its workers is killed at a random moment of a random goal (of the time as a whole
# most would fall to the longest ones), and the next plain `verify` goes on at once, into the next such moment. Once a goal is
# drawn that is finished already, the study is left alone until it ends; then its outputs are compared, and while there are
# kills left it begins again from nothing. Every build must also leave no worker behind.
#
# Compared byte for byte: archive, patches, metadata, models, samples, features, predictions, results.json and the report;
# of manifest.json all but its last block, `run`, which holds times. Left out: the report's page on times with its tables,
# stamps, logs and the memory of hashes, which hold times, and checkpoints, which are of no use once a model is whole.
#
# The plugin must be installed: mvn install -DskipTests -pl '!study'. Linux only, as it reads /proc.
#
#   MVN           Maven with its options; `mvn` where it is not set, e.g. MVN='mvn -o -Dmaven.repo.local=…'
#   SOAK_OPTIONS  further options of the study, e.g. '-Dsingan.threads=2'
#   TMPDIR        where the folders are made; they are kept where something differs
set -euo pipefail

kills=${1:-50}
RANDOM=${2:-42}
read -r -a maven <<<"${MVN:-mvn}"
read -r -a options <<<"${SOAK_OPTIONS:-}"
options=(
    -Dsingan.reportDirectory=reports
    -Dsingan.phantom.benignPatients=10 -Dsingan.phantom.malignantPatients=8 -Dsingan.phantom.normalPatients=1
    -Dsingan.splits=2 -Dsingan.zooms=3,123 -Dsingan.matrix.arms=baseline
    -Dsingan.sources.count=2 -Dsingan.arms=baseline,singan-2,oversampling,oversampling-augmented
    -Dsingan.gan.size=32 -Dsingan.gan.iterations=80 -Dsingan.gan.checkpointInterval=10
    -Dsingan.samples=8 -Dsingan.head.epochs=10 -Dsingan.bootstrap=100 -Dsingan.primary=malignant:singan-2
    ${options[@]+"${options[@]}"}
)
grace_seconds=10
goals=(phantom extract train augment classify evaluate)

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../.." && pwd)
top=$(mktemp -d "${TMPDIR:-/tmp}/singan-soak.XXXXXX")
log=$top/build.log
declare -a earlier=() # "PID START-TIME" of workers whose build has ended

fail() {
    echo "$1; see $top" >&2
    exit 1
}

# A copy of the study outside the reactor: its parent is the installed one.
study() {
    mkdir "$1"
    sed '/<parent>/a\    <relativePath />' "$root/study/pom.xml" >"$1/pom.xml"
}

# Starts a build, and waits until its Java runs: only from then on can there be anything to break.
start() {
    (cd "$1" && exec "${maven[@]}" -B verify "${options[@]}") >"$log" 2>&1 &
    launcher=$!
    while alive_launcher && [[ $(cat "/proc/$(maven_process "$launcher")/comm" 2>/dev/null) != java ]]; do sleep 0.1; done
    begin=$(date +%s%3N)
}

alive_launcher() { kill -0 "$launcher" 2>/dev/null; }

build() {
    start "$1"
    wait "$launcher"
}

# When a process began, in clock ticks; a number that is used again belongs to a process with another time.
began() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }

# The study's workers: processes that were started with an argument file in its folder of logs.
workers() { pgrep -f -- "@$1/[.]singan/logs/" || true; }

# Whether the process is one that was noted, and not a later one of the same number or a dead one that nobody awaited.
alive() { [[ $(began "$1") == "$2" && $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 1) != Z ]]; }

note_workers() {
    local pid start
    for pid in $(workers "$1"); do
        start=$(began "$pid") && [[ -n $start ]] && earlier+=("$pid $start")
    done
    return 0
}

assert_no_survivors() {
    local entry deadline=$((SECONDS + grace_seconds))
    for entry in ${earlier[@]+"${earlier[@]}"}; do
        # shellcheck disable=SC2086 # a number and a time
        while alive $entry; do
            ((SECONDS < deadline)) || fail "worker ${entry% *} outlived its build by $grace_seconds s"
            sleep 0.2
        done
    done
    earlier=()
}

# The Java process of a build: the launcher itself, or, where a wrapper does not replace itself, its youngest child.
maven_process() {
    local pid=$1 child
    while [[ $(cat "/proc/$pid/comm" 2>/dev/null) != java ]] && child=$(pgrep -n -P "$pid"); do pid=$child; done
    echo "$pid"
}

# Lines "SHA-256  name" of everything that is compared.
outputs() {
    (
        cd "$1"
        find .singan reports -type f ! -path '.singan/stamps/*' ! -path '.singan/logs/*' ! -path '.singan/cache/*' \
            ! -path .singan/lock ! -name 'checkpoint.*' ! -path reports/manifest.json ! -path 'reports/run.*' \
            ! -path 'reports/csv/run-*' -print0 |
            LC_ALL=C sort -z | xargs -0 sha256sum
        printf '%s  %s\n' "$(sed '/^ *"run" *:/,$d' reports/manifest.json | sha256sum | cut -d ' ' -f 1)" reports/manifest.json
    )
}

compare() {
    local difference
    outputs "$top/broken" >"$top/broken.sha256"
    difference=$(diff "$top/unbroken.sha256" "$top/broken.sha256" | grep -m 1 '^[<>]' || true)
    [[ -z $difference ]] || fail "after $done_kills kills the first difference is $difference"
}

# How long a goal took in the unbroken study, in milliseconds.
goal_millis() { sed -n "/\"$1\" *: *{/,/}/s/.*\"seconds\" *: *\([0-9.]*\).*/\1/p" "$top/unbroken/reports/manifest.json" | awk '{print int($1 * 1000) + 1; exit}'; }

# Waits until a build comes to a goal, or ends.
await_goal() {
    until ! alive_launcher || grep -q -- "--- singan[^@]*:$1 " "$log"; do sleep 0.05; done
}

# Lets a build run into a random goal, kills Maven or a worker there, and returns 0; or 1 where that goal was finished before
# or the build ended well.
build_and_kill() {
    local folder=$1 goal moment victim what found status=0
    goal=${goals[RANDOM % ${#goals[@]}]}
    [[ ! -e $folder/.singan/stamps/$goal.json ]] || return 1
    start "$folder"
    await_goal "$goal"
    moment=$(((RANDOM * 32768 + RANDOM) % $(goal_millis "$goal")))
    sleep "$((moment / 1000)).$(printf %03d $((moment % 1000)))"
    mapfile -t found < <(workers "$folder")
    what=maven victim=$(maven_process "$launcher")
    if ((${#found[@]} > 0 && RANDOM % 2 == 0)); then
        what=worker victim=${found[RANDOM % ${#found[@]}]}
    fi
    note_workers "$folder"
    kill -9 "$victim" 2>/dev/null || what=
    wait "$launcher" 2>/dev/null || status=$?
    if [[ -z $what && $status == 0 ]]; then return 1; fi
    # A worker may be killed after its last task: its build then ends well, as nothing was lost.
    case $what in
        maven | worker) ;;
        *) fail "a build failed that nothing had killed: $(grep -m 1 ERROR "$log")" ;;
    esac
    last=$(grep -o -- '--- singan[^@]*@ [^ ]*' "$log" | tail -n 1 | cut -d : -f 3 | cut -d ' ' -f 1 || true)
    done_kills=$((done_kills + 1))
    echo "kill $done_kills: $what, meant $moment ms into $goal, fell into ${last:-no goal}"
    if [[ $status == 0 ]]; then return 1; fi
    if [[ $what == worker ]]; then
        grep -q 'died\. ' "$log" || fail "a build whose worker was killed ended with another message: $(grep -m 1 ERROR "$log")"
    fi
    return 0
}

study "$top/unbroken"
build "$top/unbroken" || fail "the unbroken study failed: $(grep -m 1 ERROR "$log")"
unbroken_millis=$(($(date +%s%3N) - begin))
outputs "$top/unbroken" >"$top/unbroken.sha256"
echo "unbroken: $(wc -l <"$top/unbroken.sha256") files in $((unbroken_millis / 1000)) s"

done_kills=0
rounds=0
while ((done_kills < kills)); do
    rm -rf "$top/broken"
    study "$top/broken"
    while ((done_kills < kills)) && build_and_kill "$top/broken"; do :; done
    note_workers "$top/broken"
    build "$top/broken" || fail "the study cannot be finished after $done_kills kills: $(grep -m 1 ERROR "$log")"
    assert_no_survivors
    [[ -z $(workers "$top/broken") ]] || fail "a worker outlived a build that ended by itself"
    compare
    rounds=$((rounds + 1))
done
rm -rf "$top"
echo "$kills kills, all outputs identical ($rounds studies)"
