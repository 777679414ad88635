"""Which proofs a school asks for: its own list, begun from what is usual in its country.

A school opens with the list of its country and edits it. None of it is legal advice.
"""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, event, func, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import audit
from partnerhub.foundation.db import Base, db
from partnerhub.school.model import School

TITLES = {
    "liability": _l("Liability insurance"),
    "public_liability": _l("Public liability insurance"),
    "workers_compensation": _l("Workers' compensation insurance"),
    "background_check": _l("Background check"),
    "tuberculosis": _l("Tuberculosis clearance"),
    "license": _l("Professional license"),
    "mandated_reporter": _l("Mandated-reporter training"),
    "confidentiality": _l("Confidentiality agreement"),
    "dbs": _l("Enhanced DBS check"),
    "assurance": _l("Letter of assurance from the employer"),
    "safeguarding_policy": _l("Safeguarding policy"),
    "safeguarding_training": _l("Safeguarding training"),
    "other_of_organization": _l("Other, of the organization"),
    "other_of_person": _l("Other, of a person"),
}
HINTS = {
    "liability": _l("Commonly 1 million US$ for each occurrence, with the school named as additional insured."),
    "public_liability": _l("Commonly 5 million £."),
    "workers_compensation": _l("If the organization has employees."),
    "background_check": _l("The letter that says the fingerprints were cleared. Never the record itself."),
    "tuberculosis": _l("Where the state asks for it."),
    "license": _l("Of clinicians; the number is on the state's register."),
    "dbs": _l("No copy is kept. Bring the certificate; the school notes who saw it, when, and its number."),
    "assurance": _l("For staff whose employer has checked them."),
}
# (code, of a person?, needed to enter?, may a copy be kept?)
LISTS = {
    "US": (
        ("liability", False, True, True),
        ("workers_compensation", False, False, True),
        ("confidentiality", False, False, True),
        ("background_check", True, True, True),
        ("tuberculosis", True, False, True),
        ("license", True, False, True),
        ("mandated_reporter", True, False, True),
    ),
    # A DBS certificate's copy is not kept beyond six months; the school notes that it was seen instead.
    # Source: DBS code of practice and gov.uk "Handling of DBS certificate information".
    "GB": (
        ("public_liability", False, True, True),
        ("safeguarding_policy", False, False, True),
        ("dbs", True, True, False),
        ("assurance", True, False, True),
        ("safeguarding_training", True, False, True),
    ),
    "other": (
        ("liability", False, True, True),
        ("background_check", True, True, True),
        ("license", True, False, True),
    ),
}
OTHERS = (("other_of_organization", False, False, True), ("other_of_person", True, False, True))


class ClearanceKind(Base):
    """A kind of proof. Its title is ours, translated, until the school writes its own."""

    __tablename__ = "clearance_kind"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    is_of_person: Mapped[bool]
    is_required: Mapped[bool] = mapped_column(default=False)
    is_kept: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)

    @property
    def label(self) -> Any:
        """What it is called."""
        return self.title or TITLES.get(self.code, self.code)

    @property
    def hint(self) -> Any:
        """What to look for on it."""
        return HINTS.get(self.code, "")

    @property
    def is_other(self) -> bool:
        """Whether each clearance of it carries a title of its own."""
        return self.code in ("other_of_organization", "other_of_person")

    @classmethod
    def in_order(cls) -> Select[Self]:
        """All kinds as the school lists them: the organization's first."""
        return select(cls).order_by(cls.is_of_person, cls.position, cls.id)

    @classmethod
    def add(cls, title: str, *, is_of_person: bool, is_required: bool, is_kept: bool, by: Any) -> Self:
        """Let the school ask for something of its own."""
        last = db.session.scalar(select(func.max(cls.position))) or 0
        kind = cls(title=title, is_of_person=is_of_person, is_required=is_required, is_kept=is_kept, position=last + 1)
        db.session.add(kind)
        db.session.flush()
        audit.record(by, "clearance_kind.added", kind, title=title)
        return kind

    @classmethod
    def require(cls, keys: set[int], *, by: Any) -> None:
        """Let exactly these kinds be needed to enter. "Other" never is: nobody could say which."""
        for kind in db.session.scalars(cls.in_order()):
            wanted = kind.id in keys and not kind.is_other
            if wanted != kind.is_required:
                kind.is_required = wanted
                what = "clearance_kind.required" if wanted else "clearance_kind.not_required"
                audit.record(by, what, kind, title=str(kind.label))


def rows_for(country: str) -> list[dict[str, Any]]:
    """The list that a school of this country begins with."""
    listed = (*LISTS.get(country, LISTS["other"]), *OTHERS)
    return [
        {
            "code": code,
            "title": "",
            "is_of_person": of_person,
            "is_required": required,
            "is_kept": kept,
            "position": 1000 if (code, of_person, required, kept) in OTHERS else position,
        }
        for position, (code, of_person, required, kept) in enumerate(listed, 1)
    ]


@event.listens_for(School, "after_insert")
def begin_list(mapper: Any, connection: Any, school: School) -> None:
    """A school that opens gets its country's list, however it was opened."""
    connection.execute(ClearanceKind.__table__.insert(), rows_for(school.country))  # type: ignore[attr-defined]
