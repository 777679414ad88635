"""The form on paper, and the page on which staff enter the sheets that came back.

A sheet is sent without the id that other forms carry: nothing is to say when it was entered, or by whom. What is sent
twice is known by the receipt, as on the public form.
"""

from typing import Any

from flask import Response, request
from flask_babel import get_locale
from flask_babel import gettext as _

from partnerhub.feedback import paper
from partnerhub.feedback.answering import Filled, read
from partnerhub.feedback.answers import Channel, Receipt
from partnerhub.feedback.doors import Ticket
from partnerhub.feedback.languages import spoken
from partnerhub.feedback.model import Round
from partnerhub.feedback.routes import routes
from partnerhub.feedback.routes.reach import address, offered, short, wanted_languages
from partnerhub.feedback.sheet import Sheet, sheet
from partnerhub.feedback.versions import Version
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.hypermedia import show
from partnerhub.foundation.numbers import whole
from partnerhub.foundation.submissions import new_id

MOST_LANGUAGES = 2


@routes.get("/feedback/rounds/<int:key>/paper")
@allow(staff)
def show_paper(key: int) -> Response:
    """The form to print, in one language or in two side by side."""
    asked = find(Round, key, to_edit=True)
    chosen = wanted_languages(asked, MOST_LANGUAGES if "lang" in request.args else 1)
    forms = [paper.numbered(sheet(asked.version, code)) for code in chosen]
    cells = [
        [spoken(code, "feedback/paper/_cell.html", number=number, item=item) for number, item in form]
        for code, form in zip(chosen, forms, strict=True)
    ]
    heads = [spoken(code, "feedback/paper/_head.html", asked=asked, code=code) for code in chosen]
    feet = [spoken(code, "feedback/paper/_foot.html") for code in chosen]
    page: dict[str, Any] = {"heads": heads, "feet": feet, "chosen": chosen, "offered": offered(asked)}
    page["rows"] = list(zip(*cells, strict=True))
    return show("feedback/paper/paper.html", asked=asked, short=short(address(asked.pulse)), **page)


@routes.get("/feedback/rounds/<int:key>/sheets")
@allow(staff)
def show_sheets(key: int) -> Response:
    """The first of the sheets that came back."""
    asked = find(Round, key, to_edit=True)
    number = request.args.get("form", type=whole)
    found = next((one for one in paper.versions(asked) if one.number == number), asked.version)
    return keypad(asked, found)


@routes.post("/feedback/rounds/<int:key>/sheets")
@allow(staff)
def enter_sheet(key: int) -> Response:
    """Take one sheet, and show the next."""
    asked = find(Round, key, to_edit=True)
    ticket = Ticket.read(request.form.get("ticket", ""))
    version = ticket.version_of(asked.pulse) if ticket else None
    filled = read(as_read(version or asked.version, asked), request.form)
    same: dict[str, Any] = {"number": sent_number(), "language": sent_language(asked)}
    if not paper.is_taken(asked):
        return keypad(asked, version or asked.version, filled, **same, status=409)
    if version is None:
        again = _("This page was open for long. What you entered is still here: please save it once more.")
        return keypad(asked, asked.version, filled, **same, notice=again, status=422)
    if not filled.is_good:
        return keypad(asked, version, filled, **same, status=422)
    last = ""
    if Receipt.is_new(request.form.get("sent_as", "")):
        last = paper.keep(asked, as_read(version, asked), filled, language=same["language"])
    return keypad(asked, version, number=same["number"] + 1, language=same["language"], last=last)


@routes.post("/feedback/rounds/<int:key>/sheets/return")
@allow(staff)
def take_sheet_back(key: int) -> Response:
    """Take the sheet before out again, to be mended."""
    asked = find(Round, key, to_edit=True)
    taken = paper.take_back(asked, request.form.get("last", ""))
    if taken is None:
        gone = _("That sheet is not there any more.")
        return keypad(asked, asked.version, number=sent_number() + 1, language=sent_language(asked), said=gone)
    said = _("Sheet %(number)d was taken out. Mend it and save it again.", number=sent_number())
    return keypad(asked, taken.version, taken.filled, number=sent_number(), language=taken.language, said=said)


def sent_number() -> int:
    """Which sheet it is, counted from when the page was opened."""
    return request.form.get("number", type=whole) or 1


def sent_language(asked: Round) -> str:
    """The language that the sheet was filled in."""
    said = request.form.get("language", "")
    usual = asked.pulse.language if asked.pulse.language in asked.languages else asked.languages[0]
    return said if said in asked.languages else usual


def as_read(version: Version, asked: Round) -> Sheet:
    """The form as whoever enters it reads it: in their language where there is one, else in the school's."""
    own = str(get_locale() or "")
    return paper.to_enter(sheet(version, own if own in asked.languages else asked.pulse.language))


def keypad(asked: Round, version: Version, filled: Filled | None = None, *, status: int = 200, **more: Any) -> Response:
    """The page: one sheet, by the keys."""
    page: dict[str, Any] = {"number": 1, "language": sent_language(asked), "last": "", "notice": "", "said": ""}
    return show(
        "feedback/paper/sheets.html",
        fragment="feedback/paper/_keypad.html",
        status=status,
        asked=asked,
        version=version,
        versions=paper.versions(asked),
        rows=paper.numbered(as_read(version, asked)),
        filled=filled or Filled(),
        ticket=Ticket.of(version, Channel.PAPER).stamped(),
        sent_as=new_id(),
        offered=offered(asked),
        is_taken=paper.is_taken(asked),
        **page | more,
    )
