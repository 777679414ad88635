"""The board: who may be on site today, for every organization at once, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from partnerhub.clearances import standing
from partnerhub.clearances.kinds import ClearanceKind
from partnerhub.clearances.model import Clearance
from partnerhub.clearances.model import State as ClearanceState
from partnerhub.clearances.standing import Color, Finding, Standing
from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.partners.model import Contact, Partner, State

ON_THE_BOARD = (State.ACTIVE, State.PAUSED, State.ONBOARDING)
Slots = dict[tuple[int | None, int], list[Clearance]]


@dataclass(frozen=True)
class Requirement:
    """One required proof of somebody (or, with no contact, of the organization), and how it stands."""

    kind: ClearanceKind
    contact: Contact | None
    finding: Finding
    given: tuple[Clearance, ...]

    @property
    def is_on_its_way(self) -> bool:
        """Whether something for it waits to be looked at."""
        return any(c.state == ClearanceState.WAITING for c in self.given)


@dataclass(frozen=True)
class Person:
    """Somebody who may be on site, what is required of them, and how they stand."""

    contact: Contact
    standing: Standing
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True)
class Group:
    """An organization, how it stands itself, and its people."""

    partner: Partner
    standing: Standing
    people: tuple[Person, ...]
    requirements: tuple[Requirement, ...] = ()

    @property
    def all_requirements(self) -> list[Requirement]:
        """Those of the organization, then those of its people."""
        return [*self.requirements, *(r for person in self.people for r in person.requirements)]

    @property
    def color(self) -> Color:
        """The worst of it, for putting the board in order."""
        return max((p.standing.color for p in self.people), key=lambda c: c.weight, default=self.standing.color)


@dataclass(frozen=True)
class Board:
    """Everybody, by organization."""

    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """How many people there are."""
        return sum(len(group.people) for group in self.groups)

    def count(self, color: str) -> int:
        """How many people have this color."""
        return sum(p.standing.color == color for g in self.groups for p in g.people)

    def matching(self, words: str, color: str = "") -> "Board":
        """The part of it that these words, and this color, are found in.

        Args:
            words: of an organization's or a person's name, in any order.
            color: one of green, amber, red; all where it is none of them.
        """
        wanted = [word.casefold() for word in words.split()]
        groups = (narrowed(group, wanted, color) for group in self.groups)
        keeps_empty = not wanted and color not in set(Color)
        return Board(tuple(g for g in groups if g.people or keeps_empty or (wanted and fits(g, wanted, color))))


def fits(group: Group, wanted: list[str], color: str) -> bool:
    """Whether an organization without matching people is itself what is looked for."""
    return color not in set(Color) and all(word in group.partner.name.casefold() for word in wanted)


def narrowed(group: Group, wanted: list[str], color: str) -> Group:
    """A group with only the people who are looked for."""

    def is_wanted(person: Person) -> bool:
        text = f"{person.contact.name} {group.partner.name}".casefold()
        return all(w in text for w in wanted) and (color not in set(Color) or person.standing.color == color)

    return replace(group, people=tuple(p for p in group.people if is_wanted(p)))


def board(user: Any) -> Board:
    """Everybody whom this person may see and who may be on site."""
    expected = (
        Partner.visible_to(user)
        .where(Partner.state.in_(ON_THE_BOARD), Partner.is_on_site)
        .options(selectinload(Partner.contacts), selectinload(Partner.liaisons))
    )
    return Board(tuple(groups_of(db.session.scalars(expected).all())))


def groups_of(partners: Sequence[Partner]) -> Iterable[Group]:
    """These organizations with their people, as they stand."""
    today = clock.today()
    kinds = [kind for kind in db.session.scalars(ClearanceKind.in_order()) if kind.is_required]
    slots = slots_of(partners)
    for partner in partners:
        yield group_of(partner, kinds, slots[partner.id], today)


def group_of(partner: Partner, kinds: list[ClearanceKind], slots: Slots, today: date) -> Group:
    """An organization with its people, as they stand."""
    own = required(kinds, slots, None, today)
    inherited = [partnership_of(partner), *(r.finding for r in own)]
    people = []
    for contact in partner.contacts:
        if is_expected(contact, today):
            asked = required(kinds, slots, contact, today)
            stands = standing.together(*inherited, *(r.finding for r in asked))
            people.append(Person(contact, stands, asked))
    return Group(partner, standing.together(*inherited), tuple(people), own)


def slots_of(partners: Sequence[Partner]) -> dict[int, Slots]:
    """All their clearances, by organization, then by whose and which kind."""
    every = (
        select(Clearance)
        .where(Clearance.partner_id.in_([partner.id for partner in partners]))
        .options(lazyload("*"), joinedload(Clearance.kind))
    )
    found: dict[int, Slots] = defaultdict(lambda: defaultdict(list))
    for clearance in db.session.scalars(every):
        found[clearance.partner_id][clearance.contact_id, clearance.kind_id].append(clearance)
    return found


def is_expected(contact: Contact, today: date) -> bool:
    """Whether this person may be on site at all."""
    return contact.is_on_site and (contact.left_on is None or contact.left_on >= today)


def partnership_of(partner: Partner) -> Finding | None:
    """The partnership's own part in who may enter."""
    return standing.partnership(partner.state_label, is_active=partner.state == State.ACTIVE)


def required(kinds: list[ClearanceKind], slots: Slots, contact: Contact | None, today: date) -> tuple[Requirement, ...]:
    """What is required of a person or (None) of the organization, and how it stands."""
    found = []
    for kind in kinds:
        if kind.is_of_person == (contact is not None):
            given = slots.get((contact.id if contact else None, kind.id), [])
            finding = standing.judge(kind.label, [c.proof for c in given], today)
            found.append(Requirement(kind, contact, finding, tuple(given)))
    return tuple(found)
