"""A process that sends what waits in the outbox, to be killed: python -m tests.stories.postman FOLDER SERVER LATER."""

import sys
from datetime import timedelta
from pathlib import Path

from partnerhub.foundation import clock, mail
from tests.conftest import build


def main(folder: str, server: str, minutes: str) -> None:
    """Send until nothing waits, as if it were so many minutes later."""
    app = build(Path(folder), SMTP_URL=server)
    with app.app_context(), clock.stopped_at(clock.now() + timedelta(minutes=int(minutes))):
        while mail.send_waiting():
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])
