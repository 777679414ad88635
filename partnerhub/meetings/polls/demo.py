"""The demonstration's chapter: a time is looked for, and not all have answered. All of it is made up."""

from datetime import time, timedelta
from typing import Any

from partnerhub.foundation import clock
from partnerhub.meetings.polls.model import Poll
from partnerhub.meetings.somebody import Somebody

ANSWERS = (("yes", "if-need-be", "no"), ("no", "yes", "if-need-be"))


def fill(cast: Any) -> None:
    """Look for a time to begin a new round."""
    monday = clock.today() + timedelta(days=14 - clock.today().weekday())
    poll = Poll(
        title="A round table on sleep", place="Library", partners=[cast.partners["clinic"], cast.partners["mentors"]]
    )
    times = [
        (monday, time(8, 30)),
        (monday + timedelta(days=1), time(15, 0)),
        (monday + timedelta(days=3), time(16, 0)),
    ]
    poll.begin(times, by=cast.users["staff"])
    poll.ask(Somebody(user=cast.users["principal"]))
    poll.ask(Somebody(name="Father Tomas Reyes", email="tomas@stjoseph.example"))
    for voter, answers in zip(poll.voters, ANSWERS, strict=False):
        voter.say(dict(zip(poll.slots, answers, strict=True)))
