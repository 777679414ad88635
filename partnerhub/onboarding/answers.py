"""What an applicant tells of themselves, step by step."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.onboarding.defaults import Situation
from partnerhub.partners.model import KINDS, Kind

STEPS = ("about", "kind", "offer", "serves", "when", "languages", "students", "insurance", "contact")


class Answers:
    """The answers, as columns of the application that they belong to."""

    steps_done: Mapped[list[str]] = mapped_column(JSON, default=list)
    name: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    offers: Mapped[str] = mapped_column(default="")
    serves: Mapped[str] = mapped_column(default="")
    how_often: Mapped[str] = mapped_column(default="")
    places: Mapped[list[str]] = mapped_column(JSON, default=list)
    times: Mapped[str] = mapped_column(default="")
    languages: Mapped[str] = mapped_column(default="")
    meets: Mapped[str] = mapped_column(default="")
    insurance: Mapped[str] = mapped_column(default="")
    insurance_note: Mapped[str] = mapped_column(default="")
    contact_name: Mapped[str] = mapped_column(default="")
    contact_role: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")

    @property
    def kind_label(self) -> Any:
        """What sort of organization it is, in words."""
        return KINDS[Kind(self.kind)] if self.kind else ""

    @property
    def missing(self) -> list[str]:
        """The steps that are not filled in yet."""
        return [step for step in STEPS if step not in self.steps_done]

    @property
    def situation(self) -> Situation:
        """The checklist that fits what they said."""
        if self.meets == "none":
            return Situation.NO_CONTACT
        if self.how_often == "once" and self.meets != "alone":
            return Situation.VISITOR
        if self.places == ["telehealth"]:
            return Situation.TELEHEALTH
        return Situation.VOLUNTEER if self.who == "person" else Situation.WHOLE
