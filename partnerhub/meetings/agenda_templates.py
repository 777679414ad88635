"""Topics to begin an agenda with. The school writes its own."""

from typing import Any, Self

from sqlalchemy import JSON, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import audit
from partnerhub.foundation.db import Base, db


class AgendaTemplate(Base):
    """A name, and topics in their order. A removed one stays, so that removing can be taken back."""

    __tablename__ = "agenda_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_removed: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def visible_to(cls, user: Any) -> Select[Self]:
        """They are for staff, who begin agendas."""
        every = select(cls).order_by(cls.title, cls.id)
        return every if user.is_authenticated and user.is_staff else every.where(false())

    def editable_by(self, user: Any) -> bool:
        """Staff write agendas."""
        return bool(user.is_staff)

    @classmethod
    def in_use(cls) -> list[Self]:
        """Those that are offered."""
        return list(db.session.scalars(select(cls).where(cls.is_removed.is_(False)).order_by(cls.title, cls.id)))

    def write(self, title: str, topics: list[str], *, by: Any) -> None:
        """Keep what it is called and asks."""
        self.title, self.topics = title, topics
        db.session.add(self)
        db.session.flush()
        audit.record(by, "agenda_template.written", self, title=title)

    def remove(self, *, by: Any) -> None:
        """Offer it no more. Agendas that were begun with it stay as they are."""
        self.is_removed = True
        audit.record(by, "agenda_template.removed", self, title=self.title)

    def restore(self, *, by: Any) -> None:
        """Offer it again."""
        self.is_removed = False
        audit.record(by, "agenda_template.written", self, title=self.title)
