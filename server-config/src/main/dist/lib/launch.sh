# Sourced by the launchers in bin/: finds the Java that runs us. POSIX sh; forks as little as it can, since
# padmin is run in loops. The caller has set: command (its name, for messages), root (the tree, absolute).
# shellcheck shell=sh disable=SC2154

fail() {
    printf '%s: %s\n' "$command" "$1" >&2
    exit "${2:-2}"
}

# Sets java_version to the version of the java binary $1, empty if it cannot be told.
read_version() {
    java_version=
    java_home=$(readlink -f "$1") || return 0
    java_home=${java_home%/bin/java}
    if [ -r "$java_home/release" ]; then
        while IFS='=' read -r key value; do
            if [ "$key" = JAVA_VERSION ]; then
                value=${value#\"}
                java_version=${value%\"}
                return 0
            fi
        done <"$java_home/release"
    fi
    # No JDK of a usual make: it has to say itself ('openjdk version "17.0.15" 2025-04-15').
    value=$("$1" -version 2>&1) || return 0
    value=${value#*\"}
    java_version=${value%%\"*}
}

# Sets java to the first Java 17 or newer of OKIAGARI_JAVA, JAVA_HOME, PATH.
find_java() {
    seen=
    for java in "${OKIAGARI_JAVA:-}" "${OKIAGARI_JAVA:+$OKIAGARI_JAVA/bin/java}" \
        "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java)"; do
        if [ -z "$java" ] || [ ! -x "$java" ] || [ -d "$java" ]; then
            continue
        fi
        read_version "$java"
        major=${java_version%%[!0-9]*}
        if [ "${major:-0}" -ge 17 ]; then
            return 0
        fi
        seen=" ($java is ${java_version:-of an unknown version})"
    done
    fail "Java 17 or newer is needed$seen: install it, or let JAVA_HOME or OKIAGARI_JAVA name it"
}

# Japanese names of files must survive LANG=C, which cron and systemd give.
use_utf8() {
    case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
        C | POSIX)
            LC_ALL=C.UTF-8
            export LC_ALL
            ;;
    esac
}

# The class path of the commands; the archive of their classes is tied to this very text.
commands_path() {
    class_path=$root/lib/okiagari-cli.jar:$root/lib/jmx-api.jar:$root/lib/ejb-monitor.jar
    archive=$root/lib/cds/commands-$java_version.jsa
}

# Makes the archive of the commands' classes for this Java, once; $1 = its name. Harmless where it fails.
make_archive() {
    mkdir "$1.lock" 2>/dev/null || return 0
    umask 022
    "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -XX:-UsePerfData -Xlog:disable \
        -XX:ArchiveClassesAtExit="$1.tmp" -cp "$class_path" org.okiagari.cli.Warmup >/dev/null 2>&1 &&
        chmod 644 "$1.tmp" && mv -f "$1.tmp" "$1"
    rm -f "$1.tmp"
    rmdir "$1.lock"
}

# Becomes the class $1 with the arguments that follow; $0 is what ps shall show.
run_command() {
    find_java
    use_utf8
    commands_path
    if [ "${2:-}" = --make-archive ]; then
        # What a killed one left behind; install.sh runs alone.
        rmdir "$archive.lock" 2>/dev/null
        make_archive "$archive"
        [ -f "$archive" ]
        exit
    fi
    share=-Xshare:auto
    if [ -f "$archive" ]; then
        share=-XX:SharedArchiveFile=$archive
    elif [ -w "$root/lib/cds" ]; then
        # Two forks: the one that works is nobody's child that this command would have to reap.
        (make_archive "$archive" </dev/null >/dev/null 2>&1 &)
    fi
    main=$1
    shift
    exec "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "$share" -XX:-UsePerfData -Xlog:disable \
        -Xss512k -Xmx256m -Dokiagari.launcher="$0" -Dokiagari.root="$root" -cp "$class_path" "$main" "$@"
}
