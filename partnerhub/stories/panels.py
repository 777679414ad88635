"""What stories show on a partner's and a meeting's page, on the landing page, and in the search."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from partnerhub.feedback.comments import Note
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import Due, Hit
from partnerhub.meetings.agenda import Topic
from partnerhub.meetings.model import Meeting
from partnerhub.partners.model import Partner, partners_of_liaison
from partnerhub.stories import settings
from partnerhub.stories.listed import mentions
from partnerhub.stories.model import State, Story
from partnerhub.stories.newsletter.model import Issue
from partnerhub.stories.newsletter.sending import given_up
from partnerhub.stories.publishing import in_doubt, is_public, with_all
from partnerhub.stories.thanks import Thanks, not_thanked, year_of

MOST = 8
SOON = timedelta(days=14)
HALF_A_YEAR = timedelta(days=180)


def of_partner(partner: Partner, user: Any) -> Markup | None:
    """The stories about a partner."""
    about = Story.visible_to(user).where(Story.partners.any(Partner.id == partner.id), Story.state != State.ARCHIVED)
    stories = db.session.scalars(about.limit(5)).unique().all()
    may_propose = user.is_staff or partner.is_own_of(user)
    said = db.session.scalars(Thanks.visible_to(user).where(Thanks.partner_id == partner.id).limit(3)).unique().all()
    if not stories and not said and not may_propose:
        return None
    page = {"partner": partner, "stories": stories, "said": said, "may_propose": may_propose}
    return Markup(render_template("stories/_of_partner.html", **page))  # noqa: S704 - a template's own output


def of_meeting(meeting: Meeting, user: Any) -> Markup | None:
    """What a meeting decided, to begin a story with; whom to thank after an event that is there for it."""
    if not user.is_staff:
        return None
    if meeting.is_appreciation:
        return to_thank_after(meeting)
    decisions = [decision for topic in Topic.of(meeting, user) for decision in topic.decisions]
    if not decisions:
        return None
    return Markup(render_template("stories/_of_meeting.html", decisions=decisions))  # noqa: S704 - a template's own output


def to_thank_after(event: Meeting) -> Markup | None:
    """The partners of an event that nobody has thanked this school year."""
    here = {partner.id for partner in event.partners}
    waiting = [partner for partner in not_thanked(event.day) if partner.id in here]
    if not waiting:
        return None
    return Markup(render_template("stories/thanks/_of_event.html", partners=waiting))  # noqa: S704


def of_comment(note: Note, user: Any) -> Markup | None:
    """The way from praise in feedback to a story."""
    if not user.is_staff or note.hidden_because:
        return None
    return Markup(render_template("stories/_of_comment.html", note=note))  # noqa: S704 - a template's own output


def of_school(school: Any, user: Any) -> Markup | None:
    """Whether search engines may list the stories."""
    if not user.is_principal:
        return None
    return Markup(render_template("stories/_of_school.html", is_listed=settings.is_listed()))  # noqa: S704


def due(user: Any) -> Iterable[Due]:
    """What needs this person now because of stories."""
    if user.is_staff:
        yield from proposed(user)
        yield from to_publish(user)
        yield from about_to_end()
        yield from to_thank(user)
        yield from not_handed_over()
    if user.is_principal:
        yield from to_send(user)
        yield from to_approve(user)


def in_state(user: Any, state: State) -> Iterable[Story]:
    """The oldest stories in a state."""
    found = Story.visible_to(user).where(Story.state == state).order_by(None).order_by(Story.changed_at)
    return db.session.scalars(found.options(*with_all()).limit(MOST)).unique().all()


def proposed(user: Any) -> Iterable[Due]:
    """Stories that nobody at the school has looked at yet."""
    for story in in_state(user, State.PROPOSED):
        if story.is_of(user):
            continue
        text = _("%(name)s proposes a story.", name=story.proposed_by.name if story.proposed_by else "–")
        yield due_of(story, text, _("Read it"), "sun", 42)


def to_approve(user: Any) -> Iterable[Due]:
    """Stories that the principal has to look at."""
    for story in in_state(user, State.REVIEW):
        yield due_of(story, _("It is in review. It goes out when you approve it."), _("Read it"), "calm", 34)
    for story in in_state(user, State.PUBLISHED):
        if story.has_news:
            yield due_of(story, _("It was changed since you approved it."), _("Look at the changes"), "calm", 34)


def to_publish(user: Any) -> Iterable[Due]:
    """Stories that are approved and not out."""
    for story in in_state(user, State.APPROVED):
        yield due_of(story, _("It is approved, and not out yet."), _("Look at it"), "calm", 33)


def to_send(user: Any) -> Iterable[Due]:
    """Issues with something in them that wait for the principal."""
    for issue in db.session.scalars(Issue.visible_to(user).where(Issue.sent_at.is_(None)).limit(MOST)).unique():
        if issue.shown:
            yield due_issue(issue, _("This newsletter waits for you to send it."), _("Look at it"), "calm", 26)


def not_handed_over() -> Iterable[Due]:
    """Issues of which letters could not be handed over."""
    for issue in given_up():
        text = _("Letters of this newsletter could not be handed over.")
        yield due_issue(issue, text, _("Try again"), "sun", 40)


def due_issue(issue: Issue, text: str, action: str, tone: str, urgency: int) -> Due:
    """One issue that needs somebody."""
    url = url_for("stories.show_issue", key=issue.id)
    return Due(issue.title, text, url, action, "mail", tone, urgency, clock.day_of(issue.made_at))


def about_to_end() -> Iterable[Due]:
    """Published stories that cannot be read any more, or not for long, because a consent ends."""
    soon = clock.today() + SOON
    for story in db.session.scalars(in_doubt(soon).options(*with_all())).unique():
        if not is_public(story):
            yield due_of(
                story, _("It is off the public pages: a consent is missing."), _("See what is missing"), "sun", 48
            )
        elif not is_public(story, soon):
            text = _("A consent ends within %(days)d days. Then it is off the public pages.", days=SOON.days)
            yield due_of(story, text, _("Ask again"), "calm", 36)


def to_thank(user: Any) -> Iterable[Due]:
    """Partners whose thread this person holds and whom nobody has thanked, once half of the school year is over."""
    today = clock.today()
    if today < year_of(today)[0] + HALF_A_YEAR:
        return
    mine = {partner.id for partner in partners_of_liaison(user)}
    waiting = [partner.name for partner in not_thanked(today) if partner.id in mine]
    if waiting:
        title = ngettext("A partner waits for a thank-you", "%(num)d partners wait for a thank-you", len(waiting))
        url = url_for("stories.list_thanks")
        yield Due(title, ", ".join(waiting[:MOST]), url, _("Say thank you"), "heart-handshake", "calm", 12)


def due_of(story: Story, text: str, action: str, tone: str, urgency: int) -> Due:
    """One story that needs somebody."""
    url = url_for("stories.show_story", key=story.id)
    return Due(story.title.text, text, url, action, "star", tone, urgency, story.changed_at.date())


def search(words: str, user: Any) -> Iterable[Hit]:
    """Stories that say this in any language, as far as this person may see them."""
    for story in db.session.scalars(Story.visible_to(user).where(mentions(words)).limit(MOST)).unique():
        about = " · ".join(partner.name for partner in story.partners)
        text = f"{story.state_label} · {about}" if about else str(story.state_label)
        yield Hit(story.title.text, text, url_for("stories.show_story", key=story.id), "star")
