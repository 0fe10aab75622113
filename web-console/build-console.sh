#!/bin/sh
# Builds the console page (src/main/console) into target/console. Called by Maven; skips what has not changed.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
console=$here/src/main/console
out=$here/target/console
stamp=$here/target/console.stamp
mkdir -p "$out"

if [ ! -f "$console/package.json" ]; then
    echo "web-console: there is no console page to build ($console)"
    exit 0
fi
major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9][0-9]*\).*/\1/p')
if [ -z "$major" ] || [ "$major" -lt 20 ] || ! command -v npm >/dev/null 2>&1; then
    echo "web-console: Node 20 or newer with npm is needed to build the console page (found: node $(node --version 2>/dev/null || echo none)). Install it and run again." >&2
    exit 1
fi
if [ -f "$stamp" ] && [ -f "$out/index.html" ] &&
    [ -z "$(find "$console" -name node_modules -prune -o -newer "$stamp" -print | head -n 1)" ]; then
    echo "web-console: the console page is up to date"
    exit 0
fi

cd "$console"
begun=$(mktemp "$here/target/console.begun.XXXXXX")
installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ -n "$(find package.json package-lock.json -newer "$installed")" ]; then
    npm ci --no-audit --no-fund --prefer-offline
fi
npm run build
# What changed while it was built is newer than this and is built next time.
mv "$begun" "$stamp"
