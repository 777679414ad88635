"""The demonstration's chapter: the organizations, their people, and their coordinators' accounts."""

from datetime import timedelta
from typing import Any

from partnerhub.foundation import audit, clock
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import db
from partnerhub.partners.demo_partners import PARTNERS
from partnerhub.partners.model import NEXT_STATES, Contact, Liaison, Partner, State
from partnerhub.people.demo import account

ACCOUNTS = {"partner": ("Dana Okafor", "clinic"), "other-partner": ("Luis Ferreira", "mentors")}
# How each state is reached, so that the history of a partner tells a whole story.
WAYS = {
    State.APPLYING: [],
    State.ONBOARDING: [State.ONBOARDING],
    State.ACTIVE: [State.ONBOARDING, State.ACTIVE],
    State.PAUSED: [State.ONBOARDING, State.ACTIVE, State.PAUSED],
    State.ENDED: [State.ONBOARDING, State.ACTIVE, State.ENDED],
}


def fill(cast: Any) -> None:
    """Bring in the partners."""
    for short, story in PARTNERS.items():
        cast.partners[short] = bring_in(cast, **story)
    for short, (name, partner) in ACCOUNTS.items():
        cast.users[short] = account(short, name, Role.PARTNER, cast.partners[partner].id)
    db.session.flush()


def bring_in(
    cast: Any,
    *,
    people: list[dict[str, Any]],
    state: State,
    since: int,
    liaison: str | None = "staff",
    seen: int | None = None,
    reason: str = "",
    **details: Any,
) -> Partner:
    """Make one partner and let it live up to now.

    Args:
        people: its contacts.
        state: where it stands today.
        since: how many days ago it came.
        liaison: who holds the thread at the school.
        seen: how many days ago somebody looked through its details.
        reason: why it was paused or ended.
    """
    by = cast.users["staff"]
    began = clock.now() - timedelta(days=since)
    with clock.stopped_at(began):
        partner = Partner(**details, state=State.APPLYING)
        partner.contacts = [Contact(**person) for person in people]
        partner.liaisons = [Liaison(user=cast.users[liaison])] if liaison else []
        db.session.add(partner)
        db.session.flush()
        audit.record(by, "partner.added", partner, partner_id=partner.id, name=partner.name)
    if seen is not None:
        partner.looked_through_at = clock.now() - timedelta(days=seen)
        partner.confirmed_at = partner.looked_through_at
    live(partner, state, by, since, reason)
    db.session.flush()
    return partner


def live(partner: Partner, state: State, by: Any, since: int, reason: str) -> None:
    """Take it through the states, at even distances."""
    steps = WAYS[state]
    for step, reached in enumerate(steps, start=1):
        with clock.stopped_at(clock.now() - timedelta(days=since - since * step // (len(steps) + 1))):
            if reached in NEXT_STATES[State(partner.state)]:
                last = step == len(steps)
                partner.move_to(reached, by=by, reason=reason if last else "")
