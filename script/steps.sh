# Sourced by the other scripts: how a step is shown, logged and explained when it fails.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
LOGS="$ROOT/.build/logs"
progress_interval_s=10
failure_lines=25

say() { printf '%s\n' "$*"; }
warn() { printf 'Note: %s\n' "$*" >&2; }

# fail CAUSE [WHAT TO DO]
fail() {
    printf '\nStopped: %s\n' "$1" >&2
    if [ $# -gt 1 ]; then printf '         %s\n' "$2" >&2; fi
    exit 1
}

on_terminal() { [ -t 1 ] && [ "${TERM:-dumb}" != dumb ]; }

# What a step is doing now: SwiftPM's last "[n/m] ..." or else the last line it wrote.
last_words() {
    local words
    words=$(tail -c 4000 "$1" 2>/dev/null | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n 1) || true
    printf '%.70s' "$words"
}

# step TITLE LOGFILE COMMAND...: runs it quietly, shows that it lives, and returns its exit status.
step() {
    local title=$1 log=$2 began=$SECONDS said=$SECONDS status=0
    shift 2
    mkdir -p "$(dirname "$log")"
    : >"$log"
    on_terminal || say "$title ..."
    "$@" >"$log" 2>&1 </dev/null &
    local pid=$!
    # A background child does not hear Ctrl-C by itself.
    trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null || true; printf "\n"; exit 130' INT TERM
    while kill -0 "$pid" 2>/dev/null; do
        if on_terminal; then
            printf '\r\033[K%s  %d s  %s' "$title" $((SECONDS - began)) "$(last_words "$log")"
        elif [ $((SECONDS - said)) -ge "$progress_interval_s" ]; then
            said=$SECONDS
            say "  $((SECONDS - began)) s  $(last_words "$log")"
        fi
        sleep 0.3
    done
    wait "$pid" || status=$?
    trap - INT TERM
    if on_terminal; then printf '\r\033[K'; fi
    if [ "$status" -eq 0 ]; then
        say "$title: done in $((SECONDS - began)) s"
    else
        say "$title: failed after $((SECONDS - began)) s"
    fi
    return "$status"
}

# The cause of a failed step in one sentence, from what it wrote.
cause_of() {
    local log=$1 line
    if grep -qiE 'no space left on device|disk full' "$log"; then
        say "The disk is full: free some space and start again."
    elif grep -qiE 'could not get lock|unable to acquire the dpkg|is another process using it' "$log"; then
        say "Another program is installing Debian packages right now: wait for it and start again."
    elif grep -qE "Temporary failure resolving|Could not connect to .*deb|Failed to fetch http" "$log"; then
        say "Debian's package servers cannot be reached: check the network connection or the proxy."
    elif grep -qiE 'CERTIFICATE_VERIFY_FAILED|certificate verification failed|SSL certificate problem' "$log"; then
        say "A server's certificate could not be verified: does a proxy stand in between that this machine does not know?"
    elif grep -qiE 'could not resolve host|name resolution|network is unreachable|connection timed out' "$log" ||
        grep -qiE 'failed to connect|connection refused|unable to access|failed to establish a new' "$log"; then
        say "The network cannot be reached, and something has to be fetched: check the connection or the proxy."
    elif grep -qE 'No matching distribution found' "$log"; then
        say "The Python package index does not offer a version that Tests/Browser/requirements.txt names."
    elif grep -qiE 'signal 9|out of memory|cannot allocate memory' "$log"; then
        say "The machine ran out of memory: a release build needs about 2 GB free."
    elif grep -qE 'is not able to locate|Unable to locate package' "$log"; then
        say "Debian does not know one of the packages: is this Debian 12 with its main archive?"
    elif line=$(grep -m 1 -E '\.(swift|h):[0-9]+:[0-9]+: error: ' "$log"); then
        say "The first error was: ${line:0:300}"
    elif line=$(grep -m 1 -E '(^|[^a-z])error: ' "$log"); then
        say "The first error was: ${line:0:300}"
    else
        say "The log does not name a cause."
    fi
}

# explain LOGFILE: the end of the log, then the cause.
explain() {
    printf '\n--- the last lines of %s\n' "${1#"$ROOT"/}" >&2
    tail -n "$failure_lines" "$1" >&2
    printf '%s\n' '---' >&2
    cause_of "$1" >&2
}

# need_disk MEGABYTES WHAT FOR
need_disk() {
    local free_mb
    free_mb=$(df -Pm "$ROOT" | awk 'NR == 2 {print $4}')
    if [ "$free_mb" -lt "$1" ]; then
        fail "$2 needs $1 MB of disk space and $free_mb MB are free on the disk of $ROOT." \
            "Free some space, or clone the repository on a larger disk."
    fi
}
