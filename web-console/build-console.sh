#!/bin/sh
# Builds the console page (src/main/console) into target/console, and the same as a plugin for Hawtio into target/plugin. Called by Maven; skips what has not changed.
# --look-for-node only makes target/node-is-missing where Node or npm is not there, for Maven to say it in one line.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
console=$here/src/main/console
out=$here/target/console
stamp=$here/target/console.stamp
missing=$here/target/node-is-missing
mkdir -p "$out"

if [ ! -f "$console/package.json" ]; then
    echo "web-console: there is no console page to build ($console)"
    exit 0
fi
found=$(node --version 2>/dev/null || echo none)
case $found in
    v20.19.* | v20.[2-9][0-9].* | v2[1-9].* | v[3-9][0-9].* | v1[0-9][0-9].*) ;;
    *) found="$found, too old or missing" ;;
esac
command -v npm >/dev/null 2>&1 || found="$found; npm is missing"
rm -f "$missing"
case $found in
    *missing*)
        if [ "${1:-}" = --look-for-node ]; then
            echo "$found" >"$missing"
            exit 0
        fi
        echo "web-console: Node 20.19 or newer with npm builds the console page (node: $found). Install it and run again." >&2
        exit 1
        ;;
esac
if [ "${1:-}" = --look-for-node ]; then
    exit 0
fi

cd "$console"
sources=$(find . -name node_modules -prune -o -type f -print | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum)
if [ -f "$out/index.html" ] && [ -f "$here/target/plugin/remoteEntry.js" ] && [ "$sources" = "$(cat "$stamp" 2>/dev/null)" ]; then
    echo "web-console: the console page is up to date"
    exit 0
fi

rm -f "$stamp"
installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ -n "$(find package.json package-lock.json -newer "$installed")" ]; then
    npm ci --no-audit --no-fund --prefer-offline
fi
npm run build
npm run build:plugin
echo "$sources" >"$stamp"
