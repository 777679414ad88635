"""Formats: dates, times and numbers as the reader writes them, in the school's time zone; the language of a page.

Features tell who the reader is through `Reader`; the foundation does not know them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, cast

from babel import Locale
from flask import Flask, current_app, g, has_request_context
from flask_babel import Babel, Domain, format_date, format_decimal, format_time, format_timedelta, get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from partnerhub.foundation import catalogs, clock
from partnerhub.foundation.markdown import to_html
from partnerhub.foundation.pseudo import PseudoTranslations


@dataclass
class Reader:
    """Where the language and the time zone of a page come from. School and people put their own here."""

    locale: Callable[[], str] = lambda: "en"
    timezone: Callable[[], str] = lambda: "UTC"


class HouseDomain(Domain):
    """Our catalogs, or the pseudo-locale where a test asks for it."""

    def get_translations(self) -> Any:
        """The catalog of the reader's language."""
        if current_app.config["PSEUDO_LOCALE"]:
            return PseudoTranslations()
        return catalogs.catalog(current_app.config["TRANSLATIONS"], str(get_locale()))


class HouseBabel(Babel):
    """Flask-Babel with the domain above; its own setting takes only a domain's name."""

    @cached_property
    def domain_instance(self) -> Domain:
        return HouseDomain()


babel = HouseBabel()


def init_formats(app: Flask) -> None:
    """Give templates the formats and the app its languages."""
    app.extensions["reader"] = Reader()
    babel.init_app(
        app,
        locale_selector=lambda: reader(app).locale(),
        timezone_selector=lambda: reader(app).timezone(),
    )
    for form in (
        day,
        day_short,
        day_and_time,
        clock_time,
        time_of_day,
        weekday,
        month_short,
        ago,
        size,
        to_html,
        from_iso,
    ):
        app.jinja_env.filters[form.__name__] = form
    app.context_processor(
        lambda: {"locale": locale_tag(), "text_dir": direction(), "today": clock.today(), "now": clock.now()}
    )


def reader(app: Flask | None = None) -> Reader:
    """Where the current app's languages come from."""
    return cast(Reader, (app or current_app).extensions["reader"])


def languages() -> list[str]:
    """The languages that there are texts in, English first."""
    return catalogs.languages(current_app.config["TRANSLATIONS"])


def locale_tag() -> str:
    """The page's language as HTML names it."""
    return str(get_locale() or "en").replace("_", "-")


def direction() -> str:
    """ "rtl" for languages that run from right to left."""
    if current_app.config["PSEUDO_LOCALE"] in ("ltr", "rtl"):
        return cast(str, current_app.config["PSEUDO_LOCALE"])
    return (get_locale() or Locale("en")).text_direction


def day(value: date | None, style: str = "long") -> Markup:
    """A date in words, "November 24, 2026"."""
    if value is None:
        return Markup("")
    local = value.astimezone(clock.at_school().tzinfo).date() if isinstance(value, datetime) else value
    return Markup('<time datetime="{}">{}</time>').format(local.isoformat(), format_date(local, style))


def day_short(value: date | None) -> Markup:
    """A date, short, "Nov 24, 2026"."""
    return day(value, "medium")


def weekday(value: date) -> Markup:
    """A date with its weekday, "Tuesday, November 24, 2026"."""
    return day(value, "full")


def from_iso(text: str) -> date:
    """A date that was kept as a text, "2026-11-24"."""
    return date.fromisoformat(text)


def month_short(value: date) -> str:
    """A date's month, short, "Nov"."""
    return format_date(value, "LLL")


def day_with(day: Any, times: Any) -> str:
    """A day and its time or hours, each in words already: "November 24, 2026, 3:30 PM"."""
    return _("%(day)s, %(time)s", day=day, time=times)


def day_and_time(value: datetime | None) -> Markup:
    """An instant at the school, "Nov 24, 2026, 3:30 PM"."""
    if value is None:
        return Markup("")
    words = day_with(format_date(value, "medium"), format_time(value, "short"))
    return instant(value, words)


def instant(value: datetime, words: str) -> Markup:
    """An instant in these words, and to the second for machines: HTML allows no more than three digits of it."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(timespec="seconds"), words)


def clock_time(value: datetime) -> Markup:
    """The time of the day at the school, "10:42 AM"."""
    return instant(value, format_time(value, "short"))


def time_of_day(value: time) -> Markup:
    """An hour on the clock of the school's wall, "3:30 PM"."""
    words = format_time(value, "short", rebase=False)
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat("minutes"), words)


def ago(value: datetime) -> Markup:
    """How long ago, "3 days ago"."""
    words = format_timedelta(value - clock.now(), add_direction=True)
    return instant(value, words)


def size(value: int) -> str:
    """A file's size."""
    if value < 1_000_000:
        return _("%(number)d KB", number=max(1, round(value / 1000)))
    if value < 1_000_000_000:
        return _("%(number)s MB", number=format_decimal(round(value / 1_000_000, 1)))
    return _("%(number)s GB", number=format_decimal(round(value / 1_000_000_000, 1)))


def forget_language() -> None:
    """Ask for the language anew, in this request, after it was changed."""
    if has_request_context():
        g.pop("_flask_babel", None)
