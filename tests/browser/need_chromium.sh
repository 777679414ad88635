#!/bin/sh
# Makes sure that there is a Chromium for the browser tests: they never pass by being left out.
set -eu

present() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    python -c 'from tests.browser.chromium import find; find()' >/dev/null 2>&1
}

present && exit 0
if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests (apt-get install chromium)."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
    present && exit 0
fi
cat >&2 <<'SAY'
The browser tests need Chromium, and there is none here. Install it, then run `make test` again:
  Debian, Ubuntu   sudo apt-get install chromium
  Fedora           sudo dnf install chromium
  elsewhere        .venv/bin/playwright install chromium   (Windows: .venv\Scripts\playwright install chromium)
SAY
exit 1
