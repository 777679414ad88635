#!/bin/sh
# Makes sure that there are PostgreSQL, Redis and Caddy for the tests of a school that outgrew SQLite.
set -eu

postgres() {
    command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

present() {
    postgres && command -v redis-server >/dev/null 2>&1 && command -v caddy >/dev/null 2>&1
}

present && exit 0
if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
    echo "Installing PostgreSQL, Redis and Caddy for the tests (apt-get install postgresql redis-server caddy)."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        postgresql redis-server caddy >/dev/null
    present && exit 0
fi
cat >&2 <<'SAY'
These tests need PostgreSQL 15 or newer, Redis and Caddy. Install them, then run `make test-postgres` again:
  Debian, Ubuntu   sudo apt-get install postgresql redis-server caddy
  Fedora           sudo dnf install postgresql-server postgresql-contrib redis caddy
  macOS            brew install postgresql redis caddy
They are started by the tests, on ports and in folders of their own. None has to run as a service.
SAY
exit 1
