#!/bin/sh
# Installs the unpacked distribution on this host. ./install.sh --help says more.
set -eu
command=install.sh
prefix=/opt/HA/PS
home=/var/opt/HA/PS
unit_dir=/usr/lib/systemd/system
nec_link=no
destdir=${DESTDIR:-}

usage() {
    cat <<'END'
usage: ./install.sh [--prefix <dir>] [--home <dir>] [--destdir <dir>] [--nec-link]

  --prefix <dir>    programs (/opt/HA/PS)
  --home <dir>      settings, logs, state (/var/opt/HA/PS); settings that are there are kept
  --destdir <dir>   installs below this directory, for packages; DESTDIR does the same
  --nec-link        also makes /opt/NEC/HA/PS/bin a link to the programs

A second run upgrades: the programs are exchanged as a whole. Then restart the server:
systemctl daemon-reload; systemctl restart psagent
END
}

die() {
    printf '%s: %s\n' "$command" "$1" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    case $1 in
        --prefix | --home | --destdir)
            [ $# -gt 1 ] || die "option $1 needs a value"
            case $2 in
                /*) ;;
                *) die "$1 needs an absolute path, not $2" ;;
            esac
            case $1 in
                --prefix) prefix=${2%/} ;;
                --home) home=${2%/} ;;
                --destdir) destdir=${2%/} ;;
            esac
            shift 2
            ;;
        --nec-link)
            nec_link=yes
            shift
            ;;
        -h | --help)
            usage
            exit 0
            ;;
        *) die "unknown option $1 (./install.sh --help shows the usage)" ;;
    esac
done

here=$(cd -P "$(dirname "$0")" && pwd -P)
[ -f "$here/lib/okiagari-server.jar" ] || die "this is no unpacked distribution: $here"
case $here in
    "$destdir$prefix" | "$destdir$prefix"/*) die "unpack the distribution somewhere else than $prefix" ;;
esac
umask 022

# Programs: made beside the old ones and exchanged as a whole, so that a running server keeps the files it has open.
target=$destdir$prefix
mkdir -p "$target.new" 2>/dev/null || die "$target.new cannot be made: run this as root, or choose --prefix and --home"
rm -rf "$target.new"
mkdir -p "$target.new"
cp -R "$here/." "$target.new/"
rm -rf "$target.new"/lib/cds/*.jsa*
# Text of ours may hold other paths than the usual ones.
sed -e "s|=/var/opt/HA/PS|=$home|" -e "s|\([=:]\)/opt/HA/PS/|\1$prefix/|" \
    "$here/systemd/psagent.service" >"$target.new/systemd/psagent.service"
rm -rf "$target.old"
if [ -e "$target" ]; then
    mv "$target" "$target.old"
fi
mv "$target.new" "$target"
rm -rf "$target.old"

# Home: what is there is kept.
data=$destdir$home
mkdir -p "$data"
for entry in conf:750 conf/bin:750 conf/src:755 conf/src/SG_sample:755 log:750 state:700 run:700; do
    directory=$data/${entry%:*}
    if [ ! -d "$directory" ]; then
        mkdir "$directory"
        chmod "${entry#*:}" "$directory"
    fi
done
for file in psagent.conf psenv; do
    if [ ! -e "$data/conf/$file" ]; then
        cp "$here/conf/$file" "$data/conf/$file"
        chmod 640 "$data/conf/$file"
    fi
done
cp "$here"/conf/src/SG_sample/* "$data/conf/src/SG_sample/"

# The unit, and the name that some sites use.
if mkdir -p "$destdir$unit_dir" 2>/dev/null && [ -w "$destdir$unit_dir" ]; then
    cp "$target/systemd/psagent.service" "$destdir$unit_dir/psagent.service"
    chmod 644 "$destdir$unit_dir/psagent.service"
else
    echo "$command: the unit was not installed: $unit_dir cannot be written" >&2
fi
if [ "$nec_link" = yes ]; then
    mkdir -p "$destdir/opt/NEC/HA/PS"
    ln -sfn "$prefix/bin" "$destdir/opt/NEC/HA/PS/bin"
fi

# The archive that halves the start-up time of the commands is tied to the path and to this Java.
if [ -z "$destdir" ] && ! "$target/bin/padmin" --make-archive; then
    echo "$command: the archive of classes was not made; the commands start slower without it" >&2
fi
echo "Okiagari is installed in $prefix, its home is $home."
echo "Start it: systemctl daemon-reload; systemctl enable --now psagent    (or: $prefix/bin/okiagari-server)"
