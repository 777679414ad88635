"""The pages on which staff look for a time."""

from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from partnerhub.foundation.access import allow, find, partner, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.links import link_to
from partnerhub.meetings.collisions import taken
from partnerhub.meetings.forms import InvitationForm
from partnerhub.meetings.model import NotNow
from partnerhub.meetings.polls import letters
from partnerhub.meetings.polls.forms import FIRST_SHOWN, NewPollForm, SlotForm
from partnerhub.meetings.polls.model import MOST_SLOTS, Poll, Slot
from partnerhub.meetings.polls.voters import Answer, Voter
from partnerhub.meetings.routes import routes


@routes.get("/polls/new")
@allow(staff)
def new_poll() -> Response:
    """What the meeting is to be, and the times to choose from."""
    return blank_poll(NewPollForm(formdata=None, partner=request.args.get("partner", "")))


def blank_poll(form: Any, status: int = 200) -> Response:
    """The form for a new poll."""
    return show("meetings/polls/new.html", form=form, shown=FIRST_SHOWN, status=status)


@routes.post("/polls")
@allow(staff)
def begin_poll() -> Response:
    """Begin to look for a time. Nobody is written to yet: first it is seen who is asked."""
    form = NewPollForm()
    if not form.validate():
        return blank_poll(form, status=422)
    partners = form.partners
    poll = Poll(
        title=form.title.data or _("Meeting with %(partner)s", partner=partners[0].name),
        minutes=int(form.minutes.data),
        place=form.place.data or "",
        video_link=form.video_link.data or "",
        partners=partners,
    )
    poll.begin(form.slots, by=current_user)
    return done(url_for("meetings.show_poll", key=poll.id), _("Look at who is asked, then send the question."))


@routes.get("/polls/<int:key>")
@allow(staff, partner)
def show_poll(key: int) -> Response:
    """Who can when."""
    return poll_page(find(Poll, key))


def poll_page(poll: Poll, status: int = 200, **more: Any) -> Response:
    """The page of a poll, with the form that has to be mended where there is one."""
    may_edit = poll.editable_by(current_user)
    invitation = InvitationForm(formdata=None)
    invitation.set_up(poll)
    own = next((voter for voter in poll.voters if voter.is_of(current_user)), None)
    context = {
        "poll": poll,
        "may_edit": may_edit,
        "busy": taken(poll.partners, poll.slots, poll.minutes),
        "own": own,
        "when": letters.when,
        "shown": letters.shown,
        "links": {voter: link_to("meetings.show_answers", token=voter.token) for voter in poll.voters}
        if may_edit
        else {},
        "Answer": Answer,
        "invitation_form": invitation,
        "slot_form": SlotForm(formdata=None),
        "has_room": len(poll.slots) < MOST_SLOTS,
        **more,
    }
    return show("meetings/polls/show.html", status=status, **context)


def open_poll(key: int) -> Poll:
    """A poll that can be changed; 409 where it is over."""
    poll = find(Poll, key, to_edit=True)
    if not poll.is_open:
        abort(409)
    return poll


@routes.post("/polls/<int:key>/voters")
@allow(staff)
def add_voter(key: int) -> Response:
    """Ask one more."""
    poll, form = open_poll(key), InvitationForm()
    form.set_up(poll)
    somebody = form.somebody if form.validate() else None
    if somebody is None:
        return poll_page(poll, status=422, invitation_form=form)
    voter = poll.ask(somebody)
    poll.record(current_user, "poll.changed")
    return done(url_for("meetings.show_poll", key=key), _("%(name)s is asked, too.", name=voter.who))


@routes.post("/polls/<int:key>/voters/<int:voter>/removal")
@allow(staff)
def remove_voter(key: int, voter: int) -> Response:
    """Ask somebody no more; their link is worth nothing from then on."""
    poll, found = open_poll(key), db.session.get(Voter, voter)
    if found is None or found.poll_id != poll.id:
        abort(404)
    poll.voters.remove(found)
    poll.record(current_user, "poll.changed")
    return done(url_for("meetings.show_poll", key=key), _("%(name)s is asked no more.", name=found.who))


@routes.post("/polls/<int:key>/slots")
@allow(staff)
def add_slot(key: int) -> Response:
    """Ask for one more time."""
    poll, form = open_poll(key), SlotForm()
    if form.validate() and form.day.data and form.begins.data:
        try:
            poll.add_slot(form.day.data, form.begins.data)
        except ValueError:
            form.refuse("day", _("This time is asked for already."))
        except NotNow:
            form.refuse("day", _("There are enough times to choose from."))
    if form.errors:
        return poll_page(poll, status=422, slot_form=form)
    poll.record(current_user, "poll.changed")
    return done(url_for("meetings.show_poll", key=key), _("Added. Whoever has answered sees it behind the same link."))


@routes.post("/polls/<int:key>/slots/<int:slot>/removal")
@allow(staff)
def remove_slot(key: int, slot: int) -> Response:
    """Ask for a time no more."""
    poll = open_poll(key)
    poll.slots.remove(slot_of(poll, slot))
    poll.record(current_user, "poll.changed")
    return done(url_for("meetings.show_poll", key=key), _("This time is asked for no more."))


def slot_of(poll: Poll, key: int) -> Slot:
    """One of its times; 404 where it is none."""
    return next((slot for slot in poll.slots if slot.id == key), None) or abort(404)


@routes.post("/polls/<int:key>/letters")
@allow(staff)
def send_question(key: int) -> Response:
    """Write to everybody who was not written to, and again to those who have not answered."""
    poll = open_poll(key)
    first = letters.ask(poll)
    written = first or letters.ask(poll, poll.missing, again=True)
    said = ngettext("The question goes to one person.", "The question goes to %(num)d people.", written)
    nobody = _("Nobody was written to: they were asked today, or have no address. Hand them their link.")
    return done(url_for("meetings.show_poll", key=key), said if written else nobody)


@routes.post("/polls/<int:key>/choice/<int:slot>")
@allow(staff)
def choose_slot(key: int, slot: int) -> Response:
    """Make the meeting and tell everybody."""
    poll = find(Poll, key, to_edit=True)
    if poll.meeting is not None and not poll.is_open:
        return done(url_for("meetings.show_meeting", key=poll.meeting.id), _("Somebody else has chosen a time."))
    try:
        meeting = poll.choose(slot_of(poll, slot), by=current_user)
    except NotNow:
        abort(409)
    letters.tell(poll)
    return done(url_for("meetings.show_meeting", key=meeting.id), _("The meeting is planned, and everybody is told."))


@routes.post("/polls/<int:key>/closing")
@allow(staff)
def close_poll(key: int) -> Response:
    """Stop without a meeting."""
    open_poll(key).close(by=current_user)
    undo = url_for("meetings.reopen_poll", key=key)
    return done(url_for("meetings.show_poll", key=key), _("Nobody is asked any more."), undo=undo)


@routes.post("/polls/<int:key>/reopening")
@allow(staff)
def reopen_poll(key: int) -> Response:
    """Ask again."""
    poll = find(Poll, key, to_edit=True)
    try:
        poll.reopen(by=current_user)
    except NotNow:
        abort(409)
    return done(url_for("meetings.show_poll", key=key), _("They are asked again."))
