#!/bin/sh
# Makes sure that the programs are there which the tests of deploy/ start: need_tools.sh caddy slowhttptest
set -eu

missing=
for name in "$@"; do
    command -v "$name" >/dev/null 2>&1 || missing="$missing $name"
done
[ -n "$missing" ] || exit 0
if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
    echo "Installing for the tests of deploy/ (apt-get install):$missing"
    apt-get update -qq
    for name in $missing; do
        case $name in systemd-analyze) package=systemd ;; java) package=default-jre-headless ;; *) package=$name ;; esac
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null
        command -v "$name" >/dev/null 2>&1 || { echo "There is still no $name." >&2; exit 1; }
    done
    exit 0
fi
cat >&2 <<SAY
Missing for the tests of deploy/:$missing
  Debian, Ubuntu   sudo apt-get install$missing
  macOS            brew install$missing
SAY
exit 1
