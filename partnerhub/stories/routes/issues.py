"""The newsletter as it is made: issues, their pieces, the preview, and the sending."""

from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation import drafts
from partnerhub.foundation.access import allow, find, principal, school_side, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.links import link_to
from partnerhub.foundation.markdown import to_html
from partnerhub.stories import languages
from partnerhub.stories.model import NotNow, Story
from partnerhub.stories.newsletter import sending, suggestions
from partnerhub.stories.newsletter.forms import IssueForm, PieceForm, StoryPieceForm
from partnerhub.stories.newsletter.model import MOST_PIECES, Issue, Piece, stories_to_add
from partnerhub.stories.newsletter.subscribers import Subscriber
from partnerhub.stories.routes import routes

KINDS = ("thanks", "dates", "heard")


@routes.get("/newsroom/issues")
@allow(school_side)
def list_issues() -> Response:
    """The issues, the latest first."""
    return issues_page(IssueForm(formdata=None, language=languages.of_page()))


def issues_page(form: IssueForm, status: int = 200) -> Response:
    """The list, with the form that has to be mended where there is one."""
    issues = db.session.scalars(Issue.visible_to(current_user).limit(100)).unique().all()
    reached = len(db.session.scalars(Subscriber.reached()).all())
    address = link_to("stories.show_subscription")
    context: dict[str, Any] = {"issues": issues, "reached": reached, "form": form, "address": address}
    return show("stories/newsletter/index.html", status=status, **context)


@routes.post("/newsroom/issues")
@allow(staff)
def begin_issue() -> Response:
    """Begin an issue."""
    form = IssueForm()
    if not form.validate():
        return issues_page(form, 422)
    issue = Issue(title=form.title.data or "", language=form.language.data)
    issue.begin(by=current_user)
    return to_issue(issue.id, _("Begun. Now put stories and words into it."))


@routes.get("/newsroom/issues/<int:key>")
@allow(school_side)
def show_issue(key: int) -> Response:
    """One issue; while it goes out, how far it is."""
    return issue_page(find(Issue, key))


def issue_page(issue: Issue, status: int = 200, **more: Any) -> Response:
    """The page of one issue, with the form that has to be mended where there is one."""
    form = StoryPieceForm(formdata=None)
    form.story.choices = [(story.id, story.title.text) for story in stories_to_add(issue)]
    context = {"story_form": form, "piece_form": PieceForm(formdata=None), **more}
    return show(
        "stories/newsletter/show.html",
        fragment="stories/newsletter/_sending.html" if status == 200 else None,
        status=status,
        issue=issue,
        progress=sending.progress(issue),
        reached=len(db.session.scalars(Subscriber.reached()).all()),
        address=link_to("stories.show_subscription"),
        **context,
    )


@routes.post("/newsroom/issues/<int:key>/stories")
@allow(staff)
def add_story(key: int) -> Response:
    """Put a story into it."""
    issue, form = find(Issue, key, to_edit=True), StoryPieceForm()
    form.story.choices = [(story.id, story.title.text) for story in stories_to_add(issue)]
    if not form.validate():
        return issue_page(issue, 422, story_form=form)
    issue.add(story=db.session.get(Story, form.story.data))
    return to_issue(key, _("It is in."))


@routes.post("/newsroom/issues/<int:key>/words")
@allow(staff)
def add_words(key: int) -> Response:
    """Put a heading and a few words into it, typed or begun with what the school has."""
    issue = find(Issue, key, to_edit=True)
    kind, form = request.form.get("kind", ""), PieceForm()
    if kind in KINDS:
        heading, text = suggestions.suggested(kind, issue)
        piece = issue.add(heading=heading, text=text)
        return done(url_for("stories.edit_piece", key=piece.id), _("Change it as you like."))
    if len(issue.pieces) >= MOST_PIECES:
        form.refuse("heading", _("This issue is full. Take something out first."))
    if not form.validate() or form.errors:
        return issue_page(issue, 422, piece_form=form)
    issue.add(heading=form.heading.data or "", text=form.text.data or "")
    drafts.drop(current_user, f"issue-{key}")
    return to_issue(key, _("It is in."))


@routes.get("/newsroom/pieces/<int:key>")
@allow(staff)
def edit_piece(key: int) -> Response:
    """Write other words."""
    piece = find(Piece, key, to_edit=True)
    return show("stories/newsletter/piece.html", piece=piece, form=PieceForm(formdata=None, obj=piece))


@routes.post("/newsroom/pieces/<int:key>")
@allow(staff)
def change_piece(key: int) -> Response:
    """Keep them."""
    piece, form = find(Piece, key, to_edit=True), PieceForm()
    if not form.validate():
        return show("stories/newsletter/piece.html", status=422, piece=piece, form=form)
    form.fill(piece)
    return to_issue(piece.issue_id, _("Saved."))


@routes.post("/newsroom/pieces/<int:key>/<any(rise, descent):way>")
@allow(staff)
def reorder_piece(key: int, way: str) -> Response:
    """Let it change places with the one before or after it."""
    piece = find(Piece, key, to_edit=True)
    piece.reorder(up=way == "rise")
    return to_issue(piece.issue_id, _("Saved."))


@routes.post("/newsroom/pieces/<int:key>/removal")
@allow(staff)
def remove_piece(key: int) -> Response:
    """Take it out of the issue. A story stays where stories are."""
    piece = find(Piece, key, to_edit=True)
    issue = piece.issue
    issue.pieces.remove(piece)
    return to_issue(issue.id, _("It is out."))


@routes.get("/newsroom/issues/<int:key>/paste")
@allow(staff)
def show_paste(key: int) -> Response:
    """The issue to paste into the school's own letter, as Markdown and as HTML."""
    issue = find(Issue, key)
    text = sending.as_text(issue)
    return show("stories/newsletter/paste.html", issue=issue, text=text, html=str(to_html(text)))


@routes.post("/newsroom/issues/<int:key>/sending")
@allow(principal)
def send_issue(key: int) -> Response:
    """Send it to everybody who asked for it."""
    issue = find(Issue, key)
    try:
        sending.send(issue, by=current_user)
    except NotNow:
        return to_issue(key, _("It was sent before, or there is nothing in it yet, or nobody to get it."))
    return to_issue(key, _("It is on its way."))


@routes.post("/newsroom/issues/<int:key>/<any(pause, resumption):way>")
@allow(staff)
def hold_issue(key: int, way: str) -> Response:
    """Keep back what was not sent yet, or let it go on."""
    sending.hold(find(Issue, key), way == "pause", by=current_user)
    return to_issue(key, _("Paused.") if way == "pause" else _("It goes on."))


def to_issue(key: int, said: str) -> Response:
    """On to the issue."""
    return done(url_for("stories.show_issue", key=key), said)
