"""What a time runs into: days without school, hours of the timetable, other meetings of the same partners."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from flask_babel import format_time
from flask_babel import gettext as _
from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.meetings.model import Meeting, State
from partnerhub.partners.model import Partner
from partnerhub.school.calendar import Holiday, TimetableBlock


@dataclass(frozen=True)
class Busy:
    """All that is taken within some days; read at once, however many times are then held against it."""

    holidays: Sequence[Holiday]
    blocks: Sequence[TimetableBlock]
    meetings: Sequence[Meeting]

    @classmethod
    def between(cls, first: date, last: date, partners: Sequence[Partner]) -> Self:
        """What is taken from the first to the last of these days for the school and these organizations."""
        keys = [partner.id for partner in partners]
        theirs = select(Meeting).where(Meeting.day.between(first, last), Meeting.state == State.PLANNED)
        return cls(
            Holiday.between(first, last),
            db.session.scalars(select(TimetableBlock).order_by(TimetableBlock.begins)).all(),
            db.session.scalars(theirs.where(Meeting.partners.any(Partner.id.in_(keys))).order_by(Meeting.begins)).all(),
        )

    def at(self, day: date, begins: time, minutes: int) -> list[str]:
        """What a time runs into, in words for the school's staff; nothing where it is free."""
        ends = end_of(begins, minutes)
        found = [_("No school: %(name)s", name=each.name) for each in self.holidays if each.covers(day)]
        found += [
            _("At the same time: %(name)s", name=each.name) for each in self.blocks if each.overlaps(day, begins, ends)
        ]
        for meeting in self.meetings:
            if meeting.day == day and begins < end_of(meeting.begins, meeting.minutes) and meeting.begins < ends:
                said = {"title": meeting.title, "time": format_time(meeting.starts_at, "short")}
                found.append(_("Another meeting with them: %(title)s, %(time)s", **said))
        return found


def end_of(begins: time, minutes: int) -> time:
    """When it ends on the same day, midnight at the latest."""
    begin = datetime.combine(date.min, begins)
    end = begin + timedelta(minutes=minutes)
    return end.time() if end.date() == begin.date() else time.max


def taken(partners: Sequence[Partner], slots: Sequence[Any], minutes: int) -> dict[Any, list[str]]:
    """For each of these times (each with `day` and `begins`): what it runs into."""
    if not slots:
        return {}
    days = [slot.day for slot in slots]
    busy = Busy.between(min(days), max(days), partners)
    return {slot: busy.at(slot.day, slot.begins, minutes) for slot in slots}


def of_meeting(meeting: Meeting) -> list[str]:
    """What a meeting that is to come runs into: a holiday that was entered after it was planned, for one."""
    if meeting.is_over or meeting.is_cancelled:
        return []
    busy = Busy.between(meeting.day, meeting.day, meeting.partners)
    others = [each for each in busy.meetings if each is not meeting]
    return replace(busy, meetings=others).at(meeting.day, meeting.begins, meeting.minutes)
