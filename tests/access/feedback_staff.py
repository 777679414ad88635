"""What each person is answered where pulses are made, translated and asked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.model import Pulse
from partnerhub.foundation import clock
from partnerhub.foundation.db import transaction
from tests.access import Row
from tests.feedback.asking import ask

NOT_STAFF: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403}


def made(address: Callable[[Pulse], str], **more: Any) -> Callable[[], str]:
    """The address of something of a new pulse about the school, which takes answers today."""

    def path() -> str:
        with transaction():
            pulse = ask(**more)
            pulse.audience = Audience.STUDENTS  # the sample school asks none, so that other rows find their own
            return address(pulse)

    return path


def pulse(rest: str = "", **more: Any) -> Callable[[], str]:
    """The address of a new pulse, or of something below it."""
    return made(lambda pulse: f"/feedback/{pulse.id}{rest}", **more)


def asked(rest: str = "", is_closed: bool = False) -> Callable[[], str]:
    """The address of something of a round that takes answers, or was closed."""

    def address(pulse: Pulse) -> str:
        if is_closed:
            pulse.rounds[0].close(by=pulse.made_by)
        return f"/feedback/rounds/{pulse.rounds[0].id}{rest}"

    return made(address)


def never_asked() -> str:
    """The address that throws a pulse away which nobody was asked."""
    with transaction():
        by = ask().made_by
        return f"/feedback/{Pulse.begin(by=by, language='en', title='New').id}/removal"


def changed() -> str:
    """The address that throws changed questions away which nobody was asked."""
    with transaction():
        pulse = ask()
        pulse.audience = Audience.STUDENTS
        pulse.version_to_change()
        return f"/feedback/{pulse.id}/newer-questions/removal"


def for_staff(path: Any, status: int, data: Any = None) -> Row:
    """A route of staff."""
    return Row(path, **NOT_STAFF, staff=status, principal=status, data=data)


def days(opens: int, closes: int) -> dict[str, str]:
    """The first and the last day of a round, from today."""
    first, last = (clock.today() + timedelta(days=day) for day in (opens, closes))
    return {"opens_on": first.isoformat(), "closes_on": last.isoformat(), "languages": "en"}


TOLD = {"notice_on": "2026-01-15", "opt_out": "Call the office"}
QUESTION = "/questions/ease"
ROWS = {
    "GET feedback.index": Row("/feedback", **{**NOT_STAFF, "viewer": 200}, staff=200, principal=200),
    "GET feedback.new_pulse": for_staff("/feedback/new", 200),
    "POST feedback.begin_pulse": for_staff("/feedback", 303, {"title": "New", "audience": "staff"}),
    "POST feedback.begin_with_pattern": for_staff("/feedback/patterns/minute", 303),
    "POST feedback.copy_pulse": for_staff(pulse("/copies"), 303),
    "GET feedback.show_pulse": Row(
        pulse(), anyone=401, viewer=200, partner=404, other=404, staff=200, principal=200, stranger="other"
    ),
    "GET feedback.edit_pulse": for_staff(pulse("/edit"), 200),
    "POST feedback.change_pulse": for_staff(pulse(), 303, {"title": "Another", "languages": ["en", "es"]}),
    "POST feedback.remove_newer_questions": for_staff(changed, 303),
    "POST feedback.remove_newer_questions where all were asked": for_staff(pulse("/newer-questions/removal"), 409),
    "POST feedback.remove_pulse": for_staff(never_asked, 303),
    "POST feedback.remove_pulse of a pulse that was asked": for_staff(pulse("/removal"), 409),
    "GET feedback.show_questions_of": for_staff(pulse("/questions"), 200),
    "GET feedback.show_preview": for_staff(pulse("/preview/es"), 200),
    "GET feedback.new_question": for_staff(pulse("/questions/new/scale"), 200),
    "POST feedback.add_question": for_staff(pulse("/questions/new/long"), 303, {"title": "More?"}),
    "GET feedback.edit_question": for_staff(pulse(QUESTION), 200),
    "POST feedback.change_question": for_staff(pulse(QUESTION), 303, {"title": "Is it easy?", "scale": "ease"}),
    "POST feedback.reorder_question": for_staff(pulse(f"{QUESTION}/descent"), 303),
    "POST feedback.place_question": for_staff(pulse(f"{QUESTION}/place"), 303, {"before": "day"}),
    "POST feedback.copy_question": for_staff(pulse(f"{QUESTION}/copies"), 303),
    "POST feedback.remove_question": for_staff(pulse(f"{QUESTION}/removal"), 303),
    "GET feedback.show_translations": for_staff(pulse("/translations/es"), 200),
    "POST feedback.save_translations": for_staff(pulse("/translations/es", opens=1), 303),
    "GET feedback.new_round": for_staff(pulse("/rounds/new"), 200),
    "POST feedback.publish_round": for_staff(pulse("/rounds"), 303, lambda: {**days(8, 20), **TOLD}),
    "GET feedback.edit_round": for_staff(asked("/edit"), 200),
    "POST feedback.change_round": for_staff(asked(), 303, lambda: days(0, 9)),
    "POST feedback.close_round": for_staff(asked("/end"), 303),
    "POST feedback.reopen_round": for_staff(asked("/reopening", is_closed=True), 303),
    "POST feedback.ask_newest": for_staff(asked("/newest-questions"), 303),
    "GET feedback.show_letter": for_staff(asked("/letter"), 200),
}
