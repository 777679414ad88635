"""Topics to begin an agenda with. The school writes its own."""

from typing import Any, Self

from sqlalchemy import JSON, Select, false, select
from sqlalchemy.orm import Mapped, mapped_column

from partnerhub.foundation import audit
from partnerhub.foundation.bin import Binned
from partnerhub.foundation.db import Base, db


class AgendaTemplate(Binned, Base):
    """A name, and topics in their order. A removed one lies in the bin; agendas begun with it stay as they are."""

    __tablename__ = "agenda_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)

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
        return list(db.session.scalars(select(cls).order_by(cls.title, cls.id)))

    def write(self, title: str, topics: list[str], *, by: Any) -> None:
        """Keep what it is called and asks."""
        self.title, self.topics = title, topics
        db.session.add(self)
        db.session.flush()
        audit.record(by, "agenda_template.written", self, title=title)
