"""What feedback shows on a partner's page, on the landing page of partners, at the school's, and in the search."""

from collections.abc import Iterable
from typing import Any

from flask import render_template, url_for
from markupsafe import Markup
from sqlalchemy import select

from partnerhub.feedback import replies
from partnerhub.feedback.audiences import Audience
from partnerhub.feedback.model import Pulse, Round
from partnerhub.feedback.releases import Release
from partnerhub.feedback.replies import Reply
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Hit
from partnerhub.partners.model import Partner

MOST = 8


def of_partner(partner: Partner, user: Any) -> Markup | None:
    """The pulses about a partner, their newest results, and what was published of them, which is everybody's."""
    about = Pulse.visible_to(user).where(Pulse.partners.any(Partner.id == partner.id), Pulse.rounds.any())
    pulses = list(db.session.scalars(about.limit(MOST)))
    answered = said(replies.published_about(partner.id))
    if not pulses and not answered:
        return None
    page = {"partner": partner, "pulses": pulses, "released": newest_released(pulses), "answered": answered}
    return panel("feedback/reach/_of_partner.html", **page)


def newest_released(pulses: list[Pulse]) -> dict[int, Round]:
    """The newest round with results of each of these pulses, by the pulse's id."""
    rounds = select(Round).join(Release).where(Round.pulse_id.in_([pulse.id for pulse in pulses]))
    return {asked.pulse_id: asked for asked in db.session.scalars(rounds.order_by(Round.number))}


def of_home(me: Any, user: Any) -> Markup | None:
    """For a partner's person: what the school asks its partners, and what it replied to them."""
    if not user.is_partner:
        return None
    asked = list(db.session.scalars(select(Pulse).where(Pulse.audience == Audience.PARTNERS, Pulse.rounds.any())))
    going_on = [pulse for pulse in asked if pulse.round]
    answered = said([one for one in map(replies.latest_of, asked) if one])
    return panel("feedback/reach/_of_home.html", pulses=going_on, answered=answered) if going_on or answered else None


def of_school(school: Any, user: Any) -> Markup:
    """Where the principal sets how feedback is treated."""
    return panel("feedback/settings/_of_school.html")


def said(rounds: list[Round]) -> list[tuple[Round, list[Reply]]]:
    """Rounds with their replies."""
    return [(asked, Reply.of(asked)) for asked in rounds]


def panel(template: str, **context: Any) -> Markup:
    """A part of another feature's page."""
    return Markup(render_template(template, **context))  # noqa: S704 - a template escapes what it is given


def search(words: str, user: Any) -> Iterable[Hit]:
    """Pulses by their titles, in whatever language, for the school's side. They are few enough to read them all."""
    if user.is_partner or not words.strip():
        return
    wanted = words.strip().casefold()
    for pulse in db.session.scalars(Pulse.visible_to(user)):
        titles = [wording.text for wording in pulse.title.wordings.values()]
        if any(wanted in title.casefold() for title in titles):
            url = url_for("feedback.show_pulse", key=pulse.id)
            yield Hit(pulse.title.text, str(pulse.audience_label), url, "message-circle")
