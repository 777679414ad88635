"""The partners' pages: the directory, one partner, and where the partnership stands."""

import hashlib
import json
from collections import Counter
from typing import Any

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from partnerhub.foundation import audit
from partnerhub.foundation.access import allow, find, partner, school_side, signed_in, staff
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house
from partnerhub.foundation.hypermedia import conflict, done, show
from partnerhub.partners import directory
from partnerhub.partners.details import DETAILS, completeness, in_words, values_of
from partnerhub.partners.forms import LiaisonForm, NewPartnerForm, NotesForm, ReasonForm
from partnerhub.partners.model import NEXT_STATES, Contact, Liaison, NotNow, Partner, State
from partnerhub.partners.proposal import Proposal
from partnerhub.partners.sentences import ABOUT, READINGS, SENTENCES

routes = Blueprint("partners", __name__)
audit.describe(SENTENCES, about=ABOUT, readings=READINGS, by_itself=["partner.asked"])
HISTORY_SHOWN, OF_A_KIND, MOST_HISTORY = 10, 4, 500
# Each move is a noun in the address: where it leads, its page's title, the button, and what is said afterwards.
MOVES = {
    "pause": (State.PAUSED, _l("Pause the partnership"), _l("The partnership is paused.")),
    "resumption": (State.ACTIVE, _l("Go on after the pause"), _l("The partnership goes on.")),
    "end": (State.ENDED, _l("End the partnership"), _l("The partnership has ended. Its history stays.")),
    "return": (State.ONBOARDING, _l("Begin again"), _l("Onboarding begins again.")),
}


@routes.get("/partners")
@allow(school_side)
def index() -> Response:
    """The directory."""
    wanted = directory.Wanted.by(request.args)
    return show("partners/index.html", fragment="partners/_list.html", **directory.page(wanted, current_user))


@routes.get("/organization")
@allow(partner)
def show_own() -> Response:
    """A partner's person goes to their own organization."""
    return redirect(url_for("partners.show_partner", key=current_user.partner_id), 303)  # type: ignore[return-value]


@routes.get("/partners/<int:key>")
@allow(signed_in)
def show_partner(key: int) -> Response:
    """A partner's page, with the sections that upper floors offer."""
    send_on_if_merged(key)
    found = find(Partner, key)
    events, more_events = history_of(found)
    return show(
        "partners/show.html",
        partner=found,
        complete=completeness(found),
        details=DETAILS,
        in_words=in_words,
        proposal_url=url_for(".new_proposal", key=key) if found.is_own_of(current_user) else None,
        waiting_proposal=Proposal.waiting_of(found),
        returned_proposal=Proposal.last_returned_to(found),
        moves=[(noun, title) for noun, (state, title, _said) in MOVES.items() if can_move(found, noun, state)],
        events=events,
        more_events=more_events,
        liaison_form=LiaisonForm(formdata=None),
        can_invite="people.new_invitation" in current_app.view_functions,
        panels=house().panels("partner", found, for_=current_user),
    )


def history_of(found: Partner) -> tuple[list[audit.Event], bool]:
    """Its history: all of it where that is asked for, else the latest, no kind crowding out the others."""
    latest = list(db.session.scalars(audit.Event.around(found).limit(MOST_HISTORY)).unique())
    if "history" in request.args:
        return latest, False
    seen: Counter[str] = Counter()
    short: list[audit.Event] = []
    for event in latest:
        seen[event.object_type] += 1
        if seen[event.object_type] <= OF_A_KIND and len(short) < HISTORY_SHOWN:
            short.append(event)
    return short, len(short) < len(latest)


def send_on_if_merged(key: int) -> None:
    """Whoever has an old address of a merged partner is taken to the one that it became part of."""
    gone = db.session.get(Partner, key)
    if gone and gone.merged_into_id and not current_user.is_partner:
        abort(redirect(url_for("partners.show_partner", key=gone.merged_into_id), 301))


@routes.get("/partners/new")
@allow(staff)
def new_partner() -> Response:
    """A short form for a new partner."""
    return show("partners/new.html", form=NewPartnerForm(liaison=str(current_user.id)))


@routes.post("/partners")
@allow(staff)
def add_partner() -> Response:
    """Add a partner that the school knows already."""
    form = NewPartnerForm()
    if not form.validate():
        return show("partners/new.html", form=form, status=422)
    new = Partner(name=form.name.data, kind=form.kind.data, state=form.state.data, offers=form.offers.data or "")
    if form.contact.data:
        new.contacts.append(Contact(name=form.contact.data, email=form.contact_email.data or "", is_liaison=True))
    if form.liaison.data:
        new.liaisons.append(Liaison(user_id=int(form.liaison.data)))
    db.session.add(new)
    db.session.flush()
    audit.record(current_user, "partner.added", new, partner_id=new.id, name=new.name)
    return done(url_for(".show_partner", key=new.id), _("Added. What else do you know of them?"))


def version(found: Partner) -> str:
    """A mark of the details as they are now, to notice that somebody else changed them meanwhile."""
    known = json.dumps([*values_of(found).values(), found.notes])
    return hashlib.sha256(known.encode()).hexdigest()[:16]


@routes.get("/partners/<int:key>/edit")
@allow(staff)
def edit_partner(key: int) -> Response:
    """The form with everything that is known."""
    found = find(Partner, key, to_edit=True)
    return show("partners/edit.html", partner=found, form=NotesForm(obj=found), was=version(found))


@routes.post("/partners/<int:key>")
@allow(staff)
def change_partner(key: int) -> Response:
    """Save the details."""
    found = find(Partner, key, to_edit=True)
    form = NotesForm()
    context: dict[str, Any] = {"partner": found, "form": form, "was": version(found)}
    if not form.validate():
        return show("partners/edit.html", status=422, **{**context, "was": request.form.get("was", "")})
    if request.form.get("was", context["was"]) != context["was"]:
        theirs = [(DETAILS[n], in_words(n, v)) for n, v in values_of(found).items() if v != form.values[n]]
        return conflict("partners/edit.html", theirs=theirs, **context)
    found.change({**form.values, "notes": form.notes.data or ""}, by=current_user)
    return done(url_for(".show_partner", key=key), _("Saved."))


@routes.post("/partners/<int:key>/review")
@allow(staff)
def review_partner(key: int) -> Response:
    """Somebody at the school has looked through the details today."""
    find(Partner, key, to_edit=True).look_through(by=current_user)
    return done(url_for(".show_partner", key=key), _("Noted that you looked through it today."))


@routes.post("/partners/<int:key>/confirmation")
@allow(staff, partner)
def confirm_partner(key: int) -> Response:
    """The partner, or staff for it, say that all is right."""
    find(Partner, key).confirm(by=current_user)
    return done(url_for(".show_partner", key=key), _("Thank you. Noted that all details are right."))


def can_move(found: Partner, noun: str, state: State) -> bool:
    """Whether this way is open; the first way to active leads through the checklist."""
    return state in NEXT_STATES[State(found.state)] and (noun != "resumption" or found.state == State.PAUSED)


@routes.get("/partners/<int:key>/<any(pause, resumption, end, return):noun>")
@allow(staff)
def ask_why(key: int, noun: str) -> Response:
    """Ask why before the partnership is taken elsewhere."""
    found = find(Partner, key, to_edit=True)
    if not can_move(found, noun, MOVES[noun][0]):
        return done(url_for(".show_partner", key=key), _("That does not follow from where the partnership stands."))
    return show("partners/move.html", partner=found, form=ReasonForm(formdata=None), noun=noun, title=MOVES[noun][1])


@routes.post("/partners/<int:key>/<any(pause, resumption, end, return):noun>")
@allow(staff)
def move_partner(key: int, noun: str) -> Response:
    """Pause the partnership, go on, end it, or begin again."""
    found = find(Partner, key, to_edit=True)
    state, title, said = MOVES[noun]
    form = ReasonForm()
    if not form.validate():
        return show("partners/move.html", partner=found, form=form, noun=noun, title=title, status=422)
    try:
        move = found.resume if noun == "resumption" else lambda **why: found.move_to(state, **why)
        move(by=current_user, reason=form.reason.data or "")
    except NotNow:
        abort(409)
    return done(url_for(".show_partner", key=key), str(said))
