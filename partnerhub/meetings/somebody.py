"""Somebody who is asked, comes or does something: with an account, known at a partner, or a guest by name."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from partnerhub.foundation.db import db
from partnerhub.foundation.numbers import whole
from partnerhub.partners.model import Contact, Partner
from partnerhub.people.model import User
from partnerhub.school.context import current_school


@dataclass(frozen=True)
class Somebody:
    """Who it is: exactly one of an account, a partner's person, or a name."""

    user: User | None = None
    contact: Contact | None = None
    name: str = ""
    email: str = ""

    @classmethod
    def by_key(cls, key: str) -> "Somebody | None":
        """Who "u12" (an account) or "c7" (a partner's person) is; None where there is nobody."""
        kind, number = key[:1], whole(key[1:])
        if number is None:
            return None
        if kind == "u" and (user := db.session.get(User, number)):
            return cls(user=user)
        if kind == "c" and (contact := db.session.get(Contact, number)):
            return cls.of_contact(contact)
        return None

    @classmethod
    def of_contact(cls, contact: Contact) -> "Somebody":
        """A partner's person: by their account where they have one."""
        own = select(User).where(User.email == contact.email.lower(), User.partner_id == contact.partner_id)
        user = db.session.scalars(own).first() if contact.email else None
        return cls(user=user) if user and user.is_active else cls(contact=contact)

    @property
    def address(self) -> str:
        """Their e-mail address, empty where none is known."""
        known = self.user or self.contact
        return known.email if known else self.email


class OfSomebody:
    """Columns of a row that belongs to somebody."""

    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")

    @declared_attr
    def user_id(cls) -> Mapped[int | None]:  # noqa: N805
        return mapped_column(ForeignKey("user.id"), index=True)

    @declared_attr
    def contact_id(cls) -> Mapped[int | None]:  # noqa: N805
        return mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)

    @declared_attr
    def user(cls) -> Mapped[User | None]:  # noqa: N805
        return relationship(User, lazy="joined", foreign_keys=[cls.user_id])  # type: ignore[list-item]

    @declared_attr
    def contact(cls) -> Mapped[Contact | None]:  # noqa: N805
        return relationship(Contact, lazy="joined")

    @property
    def who(self) -> str:
        """Their name."""
        if self.user:
            return self.user.name
        return self.contact.name if self.contact else self.name

    @property
    def address(self) -> str:
        """Their e-mail address, empty where none is known."""
        if self.user:
            return self.user.email
        return self.contact.email if self.contact else self.email

    @property
    def language(self) -> str:
        """The language that they are written to in: their own, else the school's."""
        school = current_school()
        return (self.user.language if self.user else None) or (school.language if school else "en")

    @property
    def key(self) -> str:
        """What a form calls them; empty for a guest."""
        if self.user_id:
            return f"u{self.user_id}"
        return f"c{self.contact_id}" if self.contact_id else ""

    def be(self, somebody: Somebody) -> None:
        """Belong to this one. The name stays readable when a contact is gone."""
        self.user, self.contact = somebody.user, somebody.contact
        self.name = somebody.contact.name if somebody.contact else somebody.name
        self.email = somebody.email

    def is_same_as(self, somebody: Somebody) -> bool:
        """Whether it belongs to this one already."""
        if somebody.address and self.address.casefold() == somebody.address.casefold():
            return True
        if somebody.user:
            return self.user is somebody.user
        if somebody.contact:
            return self.contact is somebody.contact
        return self.key == "" and self.name == somebody.name != ""

    @property
    def somebody(self) -> Somebody:
        """Who it belongs to."""
        return Somebody(self.user, self.contact, self.name, self.email)

    def is_of(self, user: Any) -> bool:
        """Whether it belongs to the person who is signed in."""
        return self.user_id == user.id


def who_hold_the_thread(partners: list[Partner], by: Any) -> list[Somebody]:
    """Whom a talk with these organizations cannot do without: the liaisons on both sides, and who calls it."""
    users = {link.user.id: link.user for partner in partners for link in partner.liaisons}
    if by.is_staff:
        users.setdefault(by.id, by)
    contacts = [contact for partner in partners for contact in partner.people_here if contact.is_liaison]
    return [*(Somebody(user=user) for user in users.values()), *(Somebody.of_contact(contact) for contact in contacts)]


def people_of_partners(keys: list[int]) -> list[Contact]:
    """The people who work for these organizations."""
    here = select(Contact).where(Contact.partner_id.in_(keys), Contact.left_on.is_(None))
    return list(db.session.scalars(here.order_by(Contact.name)))
