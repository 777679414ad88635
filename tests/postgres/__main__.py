"""Run the tests on PostgreSQL: `python -m tests.postgres [what pytest is given]`. `make test-postgres` does."""

import os
import signal
import subprocess
import sys

from tests.postgres.server import thrown_away

# Who is told to end takes the server along: Python would be gone before it comes to that.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
with thrown_away(os.environ.get("PARTNERHUB_TEST_LOCALE", "C.UTF-8")) as address:
    env = {**os.environ, "PARTNERHUB_TEST_POSTGRES": address}
    sys.exit(subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], env=env, check=False).returncode)
