"""What each person is answered by what others write to a meeting, and by the agenda templates."""

from collections.abc import Callable
from typing import Any

from partnerhub.foundation.db import db, transaction
from partnerhub.meetings import agenda, contributions, merge, personal, publishing
from partnerhub.meetings.agenda_templates import AgendaTemplate
from partnerhub.meetings.model import Attendee, Meeting
from partnerhub.meetings.somebody import Somebody
from partnerhub.people.model import User
from tests.access import Row, everyone
from tests.access.meetings import PAST, SEEN, for_staff, made, meeting, published


def template(rest: str = "") -> Callable[[], str]:
    """The address of a new agenda template."""

    def path() -> str:
        with transaction():
            made = AgendaTemplate()
            made.write("Monthly", ["How is it going?"], by=User.by_email("staff@demo.example"))
            return f"/agenda-templates/{made.id}{rest}"

    return path


def guest(meeting: Meeting) -> Attendee:
    """A guest of a meeting."""
    made = meeting.ask(Somebody(name="Ms. Guest"))
    db.session.flush()
    return made


def by_link(rest: str = "", *, out: bool = False) -> Callable[[], str]:
    """The link of somebody without an account; `out`: to a meeting whose minutes are out."""

    def address(meeting: Meeting) -> str:
        meeting.day = PAST
        made = guest(meeting)
        if out:
            publishing.publish(meeting, by=User.by_email("staff@demo.example"))
        meeting.day = PAST.replace(year=2027)
        return "/notes/" + personal.make(made).split("/notes/")[1] + rest

    return made(address)


def contribution(rest: str = "") -> Callable[[], str]:
    """The address of notes that wait for staff."""

    def address(meeting: Meeting) -> str:
        sent = contributions.send_notes(meeting, Somebody(name="Ms. Guest"), [(None, "The room was cold.")])
        return f"/contributions/{sent[0].id}{rest}"

    return made(address)


def twice_published(rest: str) -> Callable[[], str]:
    """The address of something of a meeting whose minutes are out in two versions."""

    def address(meeting: Meeting) -> str:
        meeting.day, staff = PAST, User.by_email("staff@demo.example")
        publishing.publish(meeting, by=staff)
        agenda.add(meeting, "Rooms")
        publishing.publish(meeting, by=staff, why="A topic was missing")
        return f"/meetings/{meeting.id}{rest}"

    return made(address)


BY_LINK: dict[str, Any] = {"stranger": None, "why": "Whoever has the link writes, without an account"}
BY_PARTNER: dict[str, Any] = {"anyone": 401, "viewer": 403, "staff": 403, "principal": 403}
OWN_LINK = made(lambda meeting: f"/meetings/{meeting.id}/attendees/{guest(meeting).id}/link")
END_OF_LINK = made(lambda meeting: f"/meetings/{meeting.id}/attendees/{guest(meeting).id}/link/end")
ROWS = {
    "GET meetings.list_templates": for_staff("/agenda-templates", 200),
    "GET meetings.new_template": for_staff("/agenda-templates/new", 200),
    "POST meetings.add_template": for_staff("/agenda-templates", 303, {"title": "Monthly", "topics": "Rooms"}),
    "GET meetings.edit_template": for_staff(template(), 200),
    "POST meetings.change_template": for_staff(template(), 303, {"title": "Monthly", "topics": "Rooms"}),
    "POST meetings.remove_template": for_staff(template("/removal"), 303),
    "POST meetings.write_own_notes": Row(meeting("/notes"), **BY_PARTNER, partner=303, other=404),
    "GET meetings.show_link": for_staff(OWN_LINK, 200),
    "POST meetings.make_link": for_staff(OWN_LINK, 303),
    "POST meetings.end_link": for_staff(END_OF_LINK, 303),
    "GET meetings.show_by_link": Row(by_link(), **everyone(200), **BY_LINK),
    "GET meetings.download_by_link": Row(by_link("/meeting.ics"), **everyone(200), **BY_LINK),
    "POST meetings.send_notes": Row(by_link(), **everyone(303), **BY_LINK, data={"other": "The room was cold."}),
    "POST meetings.correct_by_link": Row(
        by_link("/corrections", out=True), **everyone(303), **BY_LINK, data={"text": "It was 11 days."}
    ),
    "GET meetings.show_contribution": for_staff(contribution(), 200),
    "POST meetings.accept_contribution": for_staff(
        contribution("/acceptance"), 303, lambda: {"notes": "The room was cold.", "was": merge.mark("")}
    ),
    "POST meetings.decline_contribution": for_staff(contribution("/refusal"), 303, {"answer": "It was warm."}),
    "GET meetings.compare_minutes": Row(twice_published("/minutes/2/changes"), **{**SEEN, "viewer": 200}),
    "POST meetings.propose_correction": Row(
        published("/minutes/1/corrections"), **BY_PARTNER, partner=303, other=404, data={"text": "It was 11 days."}
    ),
}
