"""Reaching people: the poster at the gate, the tablet at the door, and the school's reply for the wall."""

from urllib.parse import urlsplit

import segno
from flask import Response, abort, current_app, request

from partnerhub.feedback import paper
from partnerhub.feedback.languages import name_of, spoken
from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.replies import Reply
from partnerhub.feedback.routes import routes
from partnerhub.feedback.routes.kiosk import kiosk_word
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.hypermedia import show
from partnerhub.foundation.links import link_to


def qr(link: str) -> str:
    """A code for a camera, with the white edge that it needs."""
    return segno.make(link, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff")


def address(pulse: Pulse) -> str:
    """The public address of a pulse."""
    return link_to("feedback.show_form", code=pulse.code)


def short(link: str) -> str:
    """An address as people type it: without what comes before the name."""
    parts = urlsplit(link)
    return parts.netloc + parts.path


def wanted_languages(asked: Round, most: int | None = None) -> list[str]:
    """Those that the address asks for; all of the round where it says nothing."""
    said = request.args.getlist("lang")
    return ([code for code in asked.languages if code in said] or list(asked.languages))[:most]


def offered(asked: Round) -> list[tuple[str, str]]:
    """The languages to choose from, each in its own name."""
    return [(code, name_of(code)) for code in asked.languages]


@routes.get("/feedback/rounds/<int:key>/reach")
@allow(staff)
def show_reach(key: int) -> Response:
    """All the ways to reach people, in one place."""
    asked = find(Round, key, to_edit=True)
    kiosk = link_to("feedback.show_kiosk", code=asked.pulse.code, token=kiosk_word(asked.pulse))
    return show(
        "feedback/reach/show.html",
        asked=asked,
        link=address(asked.pulse),
        kiosk=kiosk,
        kiosk_qr=qr(kiosk),
        is_public=bool(current_app.config["PUBLIC_URL"]),
        takes_paper=paper.is_taken(asked),
    )


@routes.get("/feedback/rounds/<int:key>/poster")
@allow(staff)
def show_poster(key: int) -> Response:
    """A poster, in the chosen languages side by side."""
    asked = find(Round, key, to_edit=True)
    chosen, link = wanted_languages(asked), address(asked.pulse)
    return show(
        "feedback/reach/poster.html",
        asked=asked,
        columns=[spoken(code, "feedback/reach/_column.html", asked=asked, code=code) for code in chosen],
        crisis=[spoken(code, "feedback/reach/_crisis.html") for code in chosen],
        chosen=chosen,
        offered=offered(asked),
        qr=qr(link),
        short=short(link),
    )


@routes.get("/feedback/rounds/<int:key>/reply/poster")
@allow(staff)
def show_reply_poster(key: int) -> Response:
    """The published reply for the wall; 404 while there is none."""
    asked = find(Round, key, to_edit=True)
    if asked.replied_at is None:
        abort(404)
    chosen, link, replies = wanted_languages(asked), address(asked.pulse), Reply.of(asked)
    columns = [spoken(code, "feedback/reach/_said.html", asked=asked, replies=replies, code=code) for code in chosen]
    return show(
        "feedback/reach/reply_poster.html",
        asked=asked,
        columns=columns,
        crisis=[spoken(code, "feedback/reach/_crisis.html") for code in chosen],
        is_long=len(replies) * len(chosen) > 8,
        chosen=chosen,
        offered=offered(asked),
        qr=qr(link),
        short=short(link),
    )
