#!/bin/sh
# Run by mvn -Prun: the embedded server with a sample daemon that it watches. Everything is made below the home.
# usage: run-sample.sh <unpacked distribution> <home> <port>
set -eu
distribution=$1
home=$2
port=$3
if [ "$port" != 8080 ] && [ "${home##*/}" = run-home ]; then
    # The default home, and a second server on another port: it gets a home of its own.
    home=$home-$port
fi
case $home in
    /*) ;;
    *) home=$PWD/$home ;;
esac
maven=$PPID
server=
umask 077
mkdir -p "$home/conf/bin" "$home/run/locks"
chmod 700 "$home/run"
# As the server and its commands will see it: without links.
home=$(cd -P "$home" && pwd -P)
OKIAGARI_HOME=$home
export OKIAGARI_HOME

daemon=$home/conf/bin/sampled
restart=$home/conf/bin/restart_sampled.sh
pfile=$home/conf/bin/pfile_sample
pid_file=$home/run/sampled.pid

write_sample() {
    cat >"$daemon" <<END
#!/bin/sh
# A daemon that does nothing, for Okiagari to watch.
echo \$\$ >'$pid_file'
trap 'kill \$!; exit 0' TERM
while :; do
    sleep 10 &
    wait \$! || :
done
END
    cat >"$restart" <<END
#!/bin/sh
# Starts the sample daemon again; exit status 0 says that it runs.
echo "starting \$(basename '$daemon')"
setsid '$daemon' </dev/null >/dev/null 2>&1 &
END
    chmod 700 "$daemon" "$restart"
    if [ ! -e "$pfile" ]; then
        # Unique on the host, so that two homes do not get into each other's way.
        key=$(printf '%s' "$home" | cksum)
        cat >"$pfile" <<END
##### PARAM #####
IPCKEY             = $(printf '0x%08x' "${key%% *}")
MONITOR_INTERVAL   = 5
##### PENT #####
$(printf '%s' "$daemon" | sed 's/:/\\:/g') : $restart : 86400 : 1000 : continue
END
    fi
}

# The pid of the sample daemon, if that process is ours still.
sample_pid() {
    pid=$(cat "$pid_file" 2>/dev/null) || return 1
    tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -qxF "$daemon" || return 1
    echo "$pid"
}

end_sample() {
    # Twice: a restart script that was running when the server ended may just have started it.
    for round in 1 2; do
        if pid=$(sample_pid); then
            kill "$pid" 2>/dev/null || :
        fi
        [ "$round" = 2 ] || sleep 1
    done
}

finish() {
    trap '' INT TERM HUP
    if [ -n "$server" ]; then
        # Until it is gone: a signal that comes while it is just being started can be lost.
        while kill "$server" 2>/dev/null; do
            sleep 0.3
        done
        wait "$server" || :
    fi
    end_sample
    rm -rf "$tree"
}

banner() {
    cat <<END

The sample daemon $daemon is watched (pfile $pfile).
See it die and come back, in another terminal:
  cd '$home'; export OKIAGARI_HOME=\$PWD
  bin/padmin -l
  bin/padmin -f conf/bin/pfile_sample -c show pent
  kill -9 \$(cat run/sampled.pid)
  bin/padmin events -n 5
ctrl-C ends the server and the sample daemon.
END
}

# A copy to run from: another build in this checkout may exchange the jars while the server has them open.
copy_distribution() {
    for old in "$home"/dist.*; do
        if [ -d "$old" ] && ! kill -0 "${old##*.}" 2>/dev/null; then
            rm -rf "$old"
        fi
    done
    tree=$home/dist.$$
    cp -R "$distribution" "$tree"
    # Short to type, and there until the next mvn clean.
    ln -sfn "$distribution/bin" "$home/bin"
}

write_sample
copy_distribution
if ! sample_pid >/dev/null; then
    "$restart" >/dev/null
fi
trap 'finish; exit 0' TERM HUP
trap 'finish; exit 130' INT
rm -f "$home/run/address"
"$tree/bin/okiagari-server" -Dokiagari.port="$port" -Dokiagari.locks="$home/run/locks" \
    -Dokiagari.tell.password=true &
server=$!
told=
while kill -0 "$server" 2>/dev/null; do
    if [ -z "$told" ] && [ -e "$home/run/address" ]; then
        told=yes
        banner
    fi
    if ! kill -0 "$maven" 2>/dev/null; then
        finish
        exit 0
    fi
    sleep 1 &
    wait $! || :
done
code=0
wait "$server" || code=$?
server=
finish
exit "$code"
