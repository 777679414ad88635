"""What a feature offers the house, and the house that puts the offers together.

An upper floor appears on a lower floor's page because it offered to, never because the lower one imports it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from flask import Blueprint, Flask, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from markupsafe import Markup

from partnerhub.foundation.access import may_enter

APART = ("/account", "/search")  # places of their own in the rail, though other places' routes serve them


@dataclass(frozen=True)
class Nav:
    """A place in the rail and the tab bar.

    Args:
        label: what it is called.
        endpoint: where it leads; shown only to those who may enter there.
        icon: its picture's name in the sprite.
        count: how many things wait there for a person, where that is worth saying.
        push: whether it stands at the end of the rail, apart.
        place: the order in the rail; those with the same place stand in floor order.
    """

    label: LazyString
    endpoint: str
    icon: str
    count: Callable[[Any], int] | None = None
    push: bool = False
    place: int = 1


@dataclass(frozen=True)
class Due:
    """One thing that needs a person now, for the landing page: a sentence, a line of why, one clear button."""

    title: str
    text: str
    url: str
    action: str
    icon: str
    tone: str = "calm"
    urgency: int = 0
    on: date | None = None


@dataclass(frozen=True)
class Hit:
    """One thing found by the search."""

    title: str
    text: str
    url: str
    icon: str


@dataclass(frozen=True)
class Sign:
    """A word about one of many things in a list: an icon and a few words in a tone."""

    tone: str
    icon: str
    text: str


@dataclass(frozen=True)
class Feature:
    """A folder of the house and all that it offers.

    Args:
        routes: its blueprint.
        nav: its place in the rail; several where the school and its partners find it in different places.
        panels: sections for pages of lower floors, by the page's name: function(subject, user) -> Markup or None.
        signs: function(partners, user) -> what the directory says of some of them, by their keys.
        today: function(user) -> the things that need this person now.
        search: function(words, user) -> what it found.
        nightly: jobs that run once each night, in a transaction of their own.
        nightly_alone: nightly jobs that keep everybody else from writing for too long to run in a transaction.
        minutely: jobs that run every minute.
        merged: function(from_id, into_id, by): take what hangs on one organization over to another.
        hand_over: function(from_user, to_user, by) -> how many things changed hands.
        keeps: what it keeps for a time only (keeping.Kept).
        traces: where it has something of a person (personal.Trace).
        demo: its chapter of the demonstration school.
        door: asked before each request; may answer in the route's place, before anybody is asked to sign in.
        init: what else it wants done with the app when the house is built.
    """

    routes: Blueprint
    nav: Nav | Sequence[Nav] = ()
    panels: dict[str, Callable[[Any, Any], Markup | None]] = field(default_factory=dict)
    signs: Callable[[Sequence[Any], Any], dict[int, Sign]] | None = None
    today: Callable[[Any], Iterable[Due]] | None = None
    search: Callable[[str, Any], Iterable[Hit]] | None = None
    nightly: Sequence[Callable[[], Any]] = ()
    nightly_alone: Sequence[Callable[[], Any]] = ()
    minutely: Sequence[Callable[[], Any]] = ()
    merged: Callable[[int, int, Any], None] | None = None
    hand_over: Callable[[Any, Any, Any], int] | None = None
    keeps: Sequence[Any] = ()
    traces: Sequence[Any] = ()
    demo: Callable[[Any], None] | None = None
    door: Callable[[], ResponseReturnValue | None] | None = None
    init: Callable[[Flask], None] | None = None

    @property
    def places(self) -> Sequence[Nav]:
        """Its places in the rail."""
        return (self.nav,) if isinstance(self.nav, Nav) else self.nav


class House:
    """All features of an app, in floor order, lowest first."""

    def __init__(self, app: Flask, features: Sequence[Feature]) -> None:
        self.features = features
        app.extensions["house"] = self
        for feature in features:
            app.register_blueprint(feature.routes)
            if feature.init:
                feature.init(app)

    def panels(self, page: str, subject: Any, *, for_: Any) -> list[Markup]:
        """The sections that features offer for a page of this subject, as far as this person may see them."""
        offered = (f.panels[page](subject, for_) for f in self.features if page in f.panels)
        return [panel for panel in offered if panel]

    def signs(self, partners: Sequence[Any], user: Any) -> dict[int, list[Sign]]:
        """What features say of these partners, by their keys; each asks once for all of them."""
        found: dict[int, list[Sign]] = {}
        for feature in self.features:
            for key, sign in (feature.signs(partners, user) if feature.signs else {}).items():
                found.setdefault(key, []).append(sign)
        return found

    def today(self, user: Any) -> list[Due]:
        """What needs this person now, the most urgent first."""
        found = [due for f in self.features if f.today for due in f.today(user)]
        return sorted(found, key=lambda due: (-due.urgency, due.on or date.max))

    def search(self, words: str, user: Any) -> list[Hit]:
        """What the features find for these words among the things that this person may see."""
        return [hit for f in self.features if f.search for hit in f.search(words, user)]

    def merge(self, from_id: int, into_id: int, by: Any) -> None:
        """Let every feature take what it has of one organization over to another."""
        for feature in self.features:
            if feature.merged:
                feature.merged(from_id, into_id, by)

    def door(self) -> ResponseReturnValue | None:
        """The answer of a feature that lets nobody further."""
        answers = (f.door() for f in self.features if f.door)
        return next((answer for answer in answers if answer is not None), None)

    def hand_over(self, giver: Any, taker: Any, by: Any) -> int:
        """Give everything that one person holds to another, and say how many things that were."""
        return sum(f.hand_over(giver, taker, by) for f in self.features if f.hand_over)

    def nav(self, user: Any) -> list[dict[str, Any]]:
        """The rail for this person."""
        offered = [nav for f in self.features for nav in f.places if may_enter(nav.endpoint, user)]
        offered.sort(key=lambda nav: (nav.push, nav.place))
        here = (request.endpoint or "").split(".")[0]
        return [
            {
                "label": nav.label,
                "url": url_for(nav.endpoint),
                "icon": nav.icon,
                "current": nav.endpoint.split(".")[0] == here and not request.path.startswith(APART),
                "count": nav.count(user) if nav.count else 0,
                "push": nav.push,
            }
            for nav in offered
        ]


def house() -> House:
    """The house of the current app."""
    return cast(House, current_app.extensions["house"])
