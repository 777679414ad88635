"""The school: one row, made on the first day."""

from datetime import date, datetime
from functools import cache
from typing import Any, Self
from zoneinfo import available_timezones

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, ForeignKey, false, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from partnerhub.foundation import audit, clock
from partnerhub.foundation.access import Role
from partnerhub.foundation.db import Base, db
from partnerhub.foundation.files import StoredFile

COUNTRIES = {"US": _l("United States"), "GB": _l("United Kingdom"), "other": _l("Another country")}
# The lines that families there are most often given; the school changes them to its own.
# Sources: 988lifeline.org, 988lifeline.org/es; samaritans.org and giveusashout.org.
CRISIS_LINES = {
    "US": _l("988 Suicide & Crisis Lifeline: call or text 988"),
    "GB": _l("Samaritans: call 116 123\nShout: text 85258"),
    "other": "",
}
TIMEZONES = {"US": "America/New_York", "GB": "Europe/London", "other": "UTC"}
REGIONS = ("Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
LEAST_THRESHOLD = 3


class School(Base):
    """The one school of this database."""

    __tablename__ = "school"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    country: Mapped[str]
    timezone: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["en"])
    crisis_lines: Mapped[str] = mapped_column(default="")
    year_begins: Mapped[int] = mapped_column(default=8)
    threshold: Mapped[int] = mapped_column(default=5)
    correction_days: Mapped[int] = mapped_column(default=14)
    needs_second_factor: Mapped[bool] = mapped_column(default=False, server_default=false())
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    is_demo: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    logo: Mapped[StoredFile | None] = relationship(lazy="joined")

    @classmethod
    def only(cls) -> Self | None:
        """The school, None before its first day."""
        return db.session.scalars(select(cls).limit(1)).one_or_none()

    @classmethod
    def open(cls, **details: Any) -> Self:
        """Make the school. Raises ValueError where there is one."""
        if cls.only():
            raise ValueError("There is a school here already.")
        school = cls(**details)
        db.session.add(school)
        db.session.flush()
        return school

    def change(self, *, by: Any, **details: Any) -> None:
        """Take new settings. The school's own language is always among those that it offers."""
        for name, value in details.items():
            setattr(self, name, value)
        if self.language not in self.languages:
            self.languages = [self.language, *self.languages]
        self.threshold = max(self.threshold, LEAST_THRESHOLD)
        audit.record(by, "school.changed", self)

    def show_with(self, logo: StoredFile | None, *, by: Any) -> None:
        """Take a logo, or none."""
        self.logo = logo
        audit.record(by, "school.changed", self)

    def editable_by(self, user: Any) -> bool:
        """Only the principal changes the school."""
        return bool(user.role == Role.PRINCIPAL)

    def year_of(self, day: date) -> tuple[date, date]:
        """The first and the last-but-none day of the school year that a date lies in: begin, next begin."""
        begin = date(day.year if day.month >= self.year_begins else day.year - 1, self.year_begins, 1)
        return begin, date(begin.year + 1, self.year_begins, 1)

    @property
    def crisis_words(self) -> str:
        """The crisis lines for a reader: the usual ones in their language, the school's own as it wrote them."""
        usual = CRISIS_LINES[self.country]
        for language in {"en", self.language, *self.languages}:
            with force_locale(language):
                if self.crisis_lines == str(usual):
                    break
        else:
            return self.crisis_lines
        return str(usual)

    @property
    def year_label(self) -> str:
        """ "2026-27", the year that today lies in; word joiners keep it in one line."""
        begin = self.year_of(clock.today())[0].year
        return f"{begin}\u2060\u2013\u2060{(begin + 1) % 100:02d}" if self.year_begins > 1 else str(begin)


@cache
def timezone_choices() -> list[tuple[str, str]]:
    """Each zone by its IANA name, in plain letters."""
    names = sorted(name for name in available_timezones() if name.startswith(REGIONS))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]
