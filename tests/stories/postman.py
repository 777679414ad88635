"""A process that sends what waits in the outbox, to be killed: python -m tests.stories.postman SERVER LATER."""

import sys
from datetime import timedelta

from partnerhub import create_app
from partnerhub.foundation import clock, mail


def main(server: str, minutes: str) -> None:
    """Send until nothing waits, as if it were so many minutes later."""
    app = create_app({"SMTP_URL": server})
    with app.app_context(), clock.stopped_at(clock.now() + timedelta(minutes=int(minutes))):
        while mail.send_waiting():
            pass


if __name__ == "__main__":
    main(*sys.argv[1:])
