#!/bin/sh
# Compares padmin -l with java -version, side by side, and prints the ratio of their medians.
# usage: start-time.sh <unpacked distribution> [runs]; OKIAGARI_HOME names a home with a running server, or with none.
set -eu
tree=$1
runs=${2:-25}
java=${OKIAGARI_JAVA:-java}
[ ! -d "$java" ] || java=$java/bin/java

millis() {
    begin=$(date +%s%N)
    "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - begin) / 1000000))
}

median() {
    sort -n "$1" | sed -n "$(((runs + 1) / 2))p"
}

"$tree/bin/padmin" --make-archive || echo "no archive of classes could be made" >&2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
i=0
while [ "$i" -lt "$runs" ]; do
    millis "$java" -version >>"$work/java"
    millis "$tree/bin/padmin" -l >>"$work/padmin"
    i=$((i + 1))
done
a=$(median "$work/java")
b=$(median "$work/padmin")
echo "java -version ${a} ms, padmin -l ${b} ms (medians of $runs): ratio $((b * 10 / a)) tenths"
