"""You said, we did: staff write the school's reply to a round, in every language, and publish it."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from partnerhub.feedback import behind, replies
from partnerhub.feedback.languages import name_of
from partnerhub.feedback.model import Round
from partnerhub.feedback.replies import Reply
from partnerhub.feedback.reply_forms import languages_of, reply_form, state
from partnerhub.feedback.routes import routes
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.bin import undo
from partnerhub.foundation.hypermedia import done, show

PAGE, LIST = "feedback/reply/show.html", "feedback/reply/_list.html"


@routes.get("/feedback/rounds/<int:key>/reply")
@allow(staff)
def show_reply(key: int) -> Response:
    """What the school replies to a round, and whether everybody can read it."""
    return show(PAGE, fragment=LIST, **page(find(Round, key, to_edit=True)))


def page(asked: Round) -> dict[str, Any]:
    """What the page shows."""
    return {
        "asked": asked,
        "replies": Reply.of(asked),
        "codes": languages_of(asked)[1:],
        "state": state,
        "name_of": name_of,
        "behind": behind.of,
        "lacking": lacking(asked),
    }


def lacking(asked: Round) -> list[str]:
    """What keeps the reply from being published, as sentences."""
    if not Reply.of(asked):
        return [_("There is no sentence yet.")]
    return [
        ngettext(
            "One sentence is missing in %(language)s.",
            "%(num)d sentences are missing in %(language)s.",
            number,
            language=name_of(language),
        )
        for language, number in replies.lacking(asked).items()
    ]


@routes.get("/feedback/rounds/<int:key>/replies/new")
@allow(staff)
def new_reply(key: int) -> Response:
    """A form for one more thing that was heard."""
    asked = find(Round, key, to_edit=True)
    return form_page(asked, reply_form(asked, current_user, blank=True))


@routes.post("/feedback/rounds/<int:key>/replies")
@allow(staff)
def add_reply(key: int) -> Response:
    """Take one more."""
    asked = find(Round, key, to_edit=True)
    form = reply_form(asked, current_user)
    if not form.validate():
        return form_page(asked, form, status=422)
    reply = Reply()
    form.write(reply, by=current_user)
    reply.begin(asked)
    return done(url_for("feedback.show_reply", key=key), _("Added."))


@routes.get("/feedback/replies/<int:key>")
@allow(staff)
def edit_reply(key: int) -> Response:
    """The form that changes one of them."""
    reply = find(Reply, key, to_edit=True)
    return form_page(reply.round, reply_form(reply.round, current_user, reply, blank=True), reply)


@routes.post("/feedback/replies/<int:key>")
@allow(staff)
def change_reply(key: int) -> Response:
    """Save it."""
    reply = find(Reply, key, to_edit=True)
    form = reply_form(reply.round, current_user, reply)
    if not form.validate():
        return form_page(reply.round, form, reply, status=422)
    form.write(reply, by=current_user)
    return done(url_for("feedback.show_reply", key=reply.round_id), _("Saved."))


def form_page(asked: Round, form: Any, reply: Reply | None = None, status: int = 200) -> Response:
    """The form of one reply."""
    named: dict[str, Any] = {"codes": languages_of(asked), "name_of": name_of, "state": state}
    return show("feedback/reply/edit.html", status=status, asked=asked, form=form, reply=reply, **named)


@routes.post("/feedback/replies/<int:key>/<any(rise, descent):way>")
@allow(staff)
def reorder_reply(key: int, way: str) -> Response:
    """Let it change places with the one above or below."""
    reply = find(Reply, key, to_edit=True)
    reply.move(-1 if way == "rise" else 1)
    return answer(reply.round)


@routes.post("/feedback/replies/<int:key>/deletion")
@allow(staff)
def throw_reply_away(key: int) -> Response:
    """Put it into the bin."""
    reply = find(Reply, key, to_edit=True)
    asked = reply.round
    reply.throw_away(by=current_user)
    return answer(asked, _("In the bin: %(title)s", title=reply.bin_label), undo(reply))


@routes.post("/feedback/replies/<int:key>/action")
@allow(staff)
def make_action(key: int) -> Response:
    """Make an action item of it, for whoever taps."""
    reply = find(Reply, key, to_edit=True)
    item = behind.make_action(reply, by=current_user)
    said = _("It is on your list of action items. Set a day for it, or give it to somebody else.")
    return done(url_for("meetings.edit_action", key=item.id), said)


@routes.post("/feedback/rounds/<int:key>/publication")
@allow(staff)
def publish_reply(key: int) -> Response:
    """Show the reply to everybody."""
    asked = find(Round, key, to_edit=True)
    try:
        replies.publish(asked, by=current_user)
    except ValueError:
        return show(PAGE, fragment=LIST, status=422, refused=True, **page(asked))
    return answer(asked, _("Everybody can read it now."), url_for("feedback.withdraw_reply", key=key))


@routes.post("/feedback/rounds/<int:key>/withdrawal")
@allow(staff)
def withdraw_reply(key: int) -> Response:
    """Show the reply no more."""
    asked = find(Round, key, to_edit=True)
    replies.withdraw(asked, by=current_user)
    return answer(asked, _("Only the school can read it now."), url_for("feedback.publish_reply", key=key))


def answer(asked: Round, said: str | None = None, taken_back: str | None = None) -> Response:
    """The list as it is now."""
    return done(url_for("feedback.show_reply", key=asked.id), said, undo=taken_back, fragment=LIST, **page(asked))
