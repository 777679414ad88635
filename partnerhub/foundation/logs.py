"""The log: one line for each thing, in UTC. Sign-ins, refusals and changes of rights, never what people typed.

People and objects are named by their numbers, routes by their names: an address may hold a token.
"""

import logging
import time

QUIET = {"waitress.queue": logging.ERROR, "alembic": logging.WARNING, "apscheduler": logging.WARNING}


class OneLine(logging.Formatter):
    """A line for each record; a trace goes into that line, too, so that nobody can forge a line of their own."""

    converter = time.gmtime  # type: ignore[assignment]  # its stub forgets the default
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line."""
        return "\\n".join(super().format(record).splitlines())


def begin() -> None:
    """Write the log to where the server's errors go."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(level)
