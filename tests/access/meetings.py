"""What each person is answered by the meetings' pages."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.meetings import agenda, publishing
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.model import Meeting
from partnerhub.meetings.series import Series
from partnerhub.meetings.somebody import Somebody
from partnerhub.meetings.subscription import Subscription
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.access import Row, everyone

PAST = date(2026, 9, 1)
BY_STAFF: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403}
# A viewer reads meetings whose minutes are out; these are not.
SEEN: dict[str, Any] = {"anyone": 401, "viewer": 404, "partner": 200, "other": 404, "staff": 200, "principal": 200}


def for_staff(path: Any, status: int, data: Any = None) -> Row:
    """A route of staff."""
    return Row(path, **BY_STAFF, staff=status, principal=status, data=data)


def made(address: Callable[[Meeting], str], **more: Any) -> Callable[[], str]:
    """The address of something of a new meeting with the clinic."""

    def path() -> str:
        with transaction():
            clinic = db.session.scalars(select(Partner).where(Partner.name == "Northside Counseling")).one()
            meeting = Meeting(title="A talk", day=date(2027, 3, 9), begins=time(15, 30), partners=[clinic])
            meeting.plan(by=User.by_email("staff@demo.example"))
            for name, value in more.items():
                setattr(meeting, name, value)
            return address(meeting)

    return path


def meeting(rest: str = "", **more: Any) -> Callable[[], str]:
    """The address of a new meeting, or of something below it."""
    return made(lambda meeting: f"/meetings/{meeting.id}{rest}", **more)


def with_topic(rest: str) -> Callable[[], str]:
    """The address of something of a topic of a new meeting."""
    return made(lambda meeting: f"/meetings/{meeting.id}" + rest.format(agenda.add(meeting, "Rooms").id))


def published(rest: str) -> Callable[[], str]:
    """The address of something of a meeting whose minutes are out."""

    def address(meeting: Meeting) -> str:
        meeting.day = PAST
        publishing.publish(meeting, by=User.by_email("staff@demo.example"))
        return f"/meetings/{meeting.id}{rest}"

    return made(address)


def series(rest: str = "") -> Callable[[], str]:
    """The address of the clinic's series."""

    def path() -> str:
        of_clinic = select(Series.id).where(Series.partners.any(Partner.name == "Northside Counseling"))
        return f"/series/{db.session.scalars(of_clinic).first()}{rest}"

    return path


WHEN = {"day": "2027-03-09", "begins": "15:30", "minutes": "60"}
ROWS = {
    "GET meetings.index": Row("/meetings", anyone=401, viewer=200, partner=200, other=200, staff=200, principal=200),
    "GET meetings.new_meeting": for_staff("/meetings/new", 200),
    "POST meetings.plan_meeting": Row(
        "/meetings",
        **BY_STAFF,
        staff=303,
        principal=303,
        data=lambda: {**WHEN, "repeats": "once", "partner": str(db.session.scalar(select(Partner.id)))},
    ),
    "GET meetings.show_meeting": Row(meeting(), **SEEN),
    "GET meetings.edit_meeting": for_staff(meeting("/edit"), 200),
    "POST meetings.change_meeting": for_staff(meeting(), 303, {**WHEN, "title": "Another name"}),
    "GET meetings.ask_why_cancelled": for_staff(meeting("/cancellation"), 200),
    "POST meetings.cancel_meeting": for_staff(meeting("/cancellation"), 303, {"why": "Storm"}),
    "POST meetings.reopen_meeting": for_staff(meeting("/reopening", state="cancelled"), 303),
    "POST meetings.send_invitations": for_staff(meeting("/invitations"), 303),
    "GET meetings.new_attendee": for_staff(meeting("/attendees/new"), 200),
    "POST meetings.add_attendee": for_staff(meeting("/attendees"), 303, {"name": "Ms. Guest"}),
    "POST meetings.remove_attendee": for_staff(
        made(lambda meeting: f"/meetings/{meeting.id}/attendees/{meeting.attendees[0].id}/removal"), 303
    ),
    "GET meetings.show_log": for_staff(meeting("/log"), 200),
    "POST meetings.save_log": for_staff(meeting("/log"), 303, {"guests": "Ms. Guest"}),
    "POST meetings.preview_notes": for_staff(with_topic("/log/preview?topic={}"), 200),
    "GET meetings.new_minutes": for_staff(meeting("/minutes/new"), 200),
    "POST meetings.publish_minutes": for_staff(meeting("/minutes", day=PAST), 303),
    "GET meetings.show_minutes": Row(published("/minutes/1"), **{**SEEN, "viewer": 200}),
    "GET meetings.show_series": Row(series(), **{**SEEN, "viewer": 200}),
    "POST meetings.end_series": for_staff(series("/end"), 303),
}


def topic(rest: str = "", **more: Any) -> Callable[[], str]:
    """The address of something of a topic of a new meeting with the clinic."""
    return made(lambda meeting: f"/topics/{agenda.add(meeting, 'Rooms', **more).id}{rest}")


def action(rest: str = "", state: str = "open") -> Callable[[], str]:
    """The address of something of an action item that the clinic's coordinator has."""

    def address(meeting: Meeting) -> str:
        item = ActionItem(text="Send the form", meeting_id=meeting.id, state=state)
        item.be(Somebody(user=User.by_email("partner@demo.example")))
        item.begin(by=User.by_email("staff@demo.example"))
        return f"/actions/{item.id}{rest}"

    return made(address)


def two() -> dict[str, str]:
    """From staff to the principal."""
    return {
        "giver": str(User.by_email("staff@demo.example").id),
        "taker": str(User.by_email("principal@demo.example").id),
    }


def hold_one() -> str:
    """The address of the reassignment, with something to give."""
    with transaction():
        item = ActionItem(text="Send the form")
        item.be(Somebody(user=User.by_email("staff@demo.example")))
        item.begin(by=User.by_email("staff@demo.example"))
    return "/actions/reassignment"


BY_DOER: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 303, "other": 404, "staff": 303, "principal": 303}
OWN = {"anyone": 401, "stranger": None, "why": "It is always one's own"}


def subscribed() -> str:
    """The private address of somebody's meetings."""
    with transaction():
        made = Subscription.make(User.by_email("staff@demo.example"))
        return f"/calendar/{made.token}/meetings.ics"


def for_each(status: int) -> dict[str, Any]:
    """The same for all who are signed in."""
    return {**OWN, **dict.fromkeys(("viewer", "partner", "other", "staff", "principal"), status)}


ROWS |= {
    "GET meetings.download_meeting": Row(
        meeting("/meeting.ics"), anyone=401, viewer=404, partner=200, other=404, staff=200, principal=200
    ),
    "GET meetings.show_subscription": Row("/meetings/calendar", **for_each(200)),
    "POST meetings.make_subscription": Row("/meetings/calendar", **for_each(303)),
    "POST meetings.end_subscription": Row("/meetings/calendar/end", **for_each(303)),
    "GET meetings.read_subscription": Row(
        subscribed, **everyone(200), stranger=None, why="Whoever has the address reads, as calendar programs do"
    ),
    "POST meetings.begin_agenda": for_staff(meeting("/agenda"), 303),
    "POST meetings.add_topic": Row(meeting("/topics"), **BY_DOER, data={"title": "Rooms"}),
    "GET meetings.edit_topic": for_staff(topic("/edit"), 200),
    "POST meetings.change_topic": for_staff(topic(), 303, {"title": "Rooms"}),
    "POST meetings.place_topic": for_staff(topic("/place"), 303),
    "POST meetings.reorder_topic": for_staff(topic("/rise"), 303),
    "POST meetings.accept_topic": for_staff(topic("/acceptance", state="proposed"), 303),
    "GET meetings.ask_why_dropped": for_staff(topic("/dropping"), 200),
    "POST meetings.drop_topic": for_staff(topic("/dropping"), 303, {"why": "Done"}),
    "POST meetings.reopen_topic": for_staff(topic("/reopening", state="dropped"), 303),
    "GET meetings.list_actions": Row(
        "/actions", anyone=401, viewer=200, partner=200, other=200, staff=200, principal=200
    ),
    "GET meetings.new_action": for_staff("/actions/new", 200),
    "POST meetings.add_action": for_staff("/actions", 303, {"text": "Call"}),
    "GET meetings.edit_action": for_staff(action("/edit"), 200),
    "POST meetings.change_action": for_staff(action(), 303, {"text": "Call"}),
    "POST meetings.finish_action": Row(action("/completion"), **BY_DOER),
    "POST meetings.reopen_action": Row(action("/reopening", state="done"), **BY_DOER),
    "GET meetings.ask_why_action_dropped": for_staff(action("/dropping"), 200),
    "POST meetings.drop_action": for_staff(action("/dropping"), 303, {"why": "Done"}),
    "GET meetings.choose_reassignment": for_staff("/actions/reassignment", 200),
    "POST meetings.reassign_actions": for_staff(hold_one, 303, two),
}
