"""Over any sequence of what people do with meetings: no open matter ever disappears, and none stands twice in one."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, time, timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.meetings import agenda, carrying
from partnerhub.meetings.actions import ActionItem
from partnerhub.meetings.agenda import Topic, TopicState
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.meetings.recurrence import Rule
from partnerhub.meetings.series import Series
from partnerhub.partners.model import Partner
from partnerhub.people.model import User

CLOSED = (TopicState.SETTLED, TopicState.DROPPED)
FAR = date(2199, 1, 1)


class Year:
    """A school's meetings with two partners, with some and with both, and everything that may be done to them."""

    def __init__(self, clinic: Partner, mentors: Partner, staff: User) -> None:
        self.staff, self.names = staff, count()
        self.today = clock.today()
        self.circles = [[clinic], [mentors], [clinic, mentors]]
        self.meetings = [meeting for key in (1, 2) for meeting in self.series(key)]
        self.meetings += [self.single(circle, days) for circle in range(3) for days in (-20, 15)]

    def series(self, circle: int) -> list[Meeting]:
        """Four meetings, a fortnight apart, two of them to come."""
        first = self.today - timedelta(days=30)
        made = Series(
            title="S", rule=Rule.TWO_WEEKS, first=first, last=first + timedelta(days=50), begins=time(9),
            partners=self.circles[circle],
        )  # fmt: skip
        return made.plan(by=self.staff)

    def single(self, circle: int, days: int) -> Meeting:
        """One meeting of no series."""
        day = self.today + timedelta(days=days)
        meeting = Meeting(title="M", day=day, begins=time(10), partners=list(self.circles[circle % 3]))
        meeting.plan(by=self.staff)
        return meeting

    def do(self, what: int, one: int, other: int) -> None:
        """Something that somebody does; what is not possible now is refused and changes nothing."""
        acts: list[Callable[[int, int], Any]] = [
            self.add, self.carry, self.carry, self.settle, self.drop, self.reopen_topic, self.cancel, self.reopen,
            self.move, self.write, self.promise, self.plan_one, self.carry, self.propose,
        ]  # fmt: skip
        with suppress(NotNow):
            acts[what % len(acts)](one, other)
        db.session.flush()

    def meeting(self, one: int) -> Meeting:
        return self.meetings[one % len(self.meetings)]

    def topic(self, one: int) -> Topic:
        every = db.session.scalars(select(Topic).order_by(Topic.id)).all()
        if not every:
            raise NotNow
        return every[one % len(every)]

    def add(self, one: int, _other: int) -> None:
        agenda.add(self.meeting(one), f"T{next(self.names)}")

    def propose(self, one: int, _other: int) -> None:
        agenda.add(self.meeting(one), f"T{next(self.names)}", state=TopicState.PROPOSED)

    def carry(self, one: int, _other: int) -> None:
        carrying.carry_over(self.meeting(one))

    def settle(self, one: int, _other: int) -> None:
        self.topic(one).settle()

    def drop(self, one: int, _other: int) -> None:
        self.topic(one).drop("No need", by=self.staff)

    def reopen_topic(self, one: int, _other: int) -> None:
        self.topic(one).reopen()

    def cancel(self, one: int, _other: int) -> None:
        self.meeting(one).cancel(by=self.staff)

    def reopen(self, one: int, _other: int) -> None:
        self.meeting(one).reopen(by=self.staff)

    def move(self, one: int, other: int) -> None:
        day = self.today + timedelta(days=other % 90 - 40)
        self.meeting(one).move(by=self.staff, day=day, begins=time(8 + other % 3), minutes=30)

    def write(self, one: int, _other: int) -> None:
        self.topic(one).notes = "Something was said."

    def promise(self, one: int, _other: int) -> None:
        topic = self.topic(one)
        ActionItem(text="Do it", topic=topic, meeting=topic.meeting).begin(by=self.staff)

    def plan_one(self, one: int, other: int) -> None:
        self.meetings.append(self.single(one, other % 90 - 40))

    def matters(self) -> dict[int, list[Topic]]:
        """Every matter with all its topics, the latest last."""
        found: dict[int, list[Topic]] = {}
        for topic in db.session.scalars(select(Topic)):
            found.setdefault(topic.matter, []).append(topic)
        for topics in found.values():
            topics.sort(key=lambda topic: (topic.meeting.day, topic.meeting.begins, topic.meeting.id, topic.id))
        return found

    def comes_up(self, topics: list[Topic]) -> bool:
        """Whether a matter stands, or will stand, on the agenda of a meeting that is held with the same people.

        Such a one can always be planned: one more, after all others, stands for it.
        """
        last = topics[-1].meeting
        next_one = Meeting(title="Next", day=FAR, begins=time(9), partners=list(last.partners))
        with taken_back():
            next_one.plan(by=self.staff)
            if topics[0].matter in {topic.matter for topic in carrying.open_matters(next_one)}:
                return True
            later = [m for m in self.meetings if not m.is_cancelled and (m is last or m.comes_after(last))]
            return any(topics[0].matter in self.agenda_of(meeting) for meeting in later)

    def agenda_of(self, meeting: Meeting) -> set[int]:
        """The open matters of a meeting, with those that it would take up."""
        own = select(Topic).where(Topic.meeting_id == meeting.id, Topic.state.in_(carrying.OPEN))
        return {topic.matter for topic in [*db.session.scalars(own), *carrying.open_matters(meeting)]}


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever happens inside has not happened afterwards."""
    inside = db.session.begin_nested()
    try:
        yield
    finally:
        inside.rollback()


@pytest.fixture
def cast(house: Flask, cast_ids: dict[str, int]) -> tuple[Partner, Partner, User]:
    partners = [db.session.get_one(Partner, cast_ids[name]) for name in ("clinic", "mentors")]
    db.session.execute(ActionItem.__table__.delete())  # the demonstration has matters of its own
    db.session.execute(Meeting.__table__.delete())
    db.session.expire_all()
    return partners[0], partners[1], User.by_email("staff@demo.example")


acts = st.lists(st.tuples(st.integers(0, 13), st.integers(0, 99), st.integers(0, 99)), min_size=4, max_size=30)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts)
def test_no_open_matter_disappears_and_none_doubles(cast: Any, acts: list[tuple[int, int, int]]) -> None:
    with taken_back():
        year = Year(*cast)
        for what, one, other in acts:
            year.do(what, one, other)
        for meeting in year.meetings:
            taken = [] if meeting.is_cancelled else carrying.open_matters(meeting)
            on_it = db.session.scalars(select(Topic).where(Topic.meeting_id == meeting.id)).all()
            assert max(Counter(topic.matter for topic in [*on_it, *taken]).values(), default=1) == 1
            assert all({*meeting.partners} <= {*topic.meeting.partners} for topic in taken)
        for topics in year.matters().values():
            states = {topic.state for topic in topics}
            if states.isdisjoint(CLOSED):
                assert year.comes_up(topics)
            if states.issubset(CLOSED):
                assert not year.comes_up(topics)


def plan(by: User, day: int, *partners: Partner, **more: Any) -> Meeting:
    """A meeting so many days from today."""
    meeting = Meeting(
        title="M", day=clock.today() + timedelta(days=day), begins=time(9), partners=list(partners), **more
    )
    meeting.plan(by=by)
    return meeting


def titles(topics: list[Topic]) -> list[str]:
    return [topic.title for topic in topics]


def test_a_meeting_begun_early_leaves_its_matters_to_one_before_it(cast: Any) -> None:
    clinic, _mentors, staff = cast
    first, second, third = (plan(staff, day, clinic) for day in (1, 5, 9))
    agenda.add(first, "Room")
    assert titles(carrying.carry_over(third)) == ["Room"]
    assert titles(carrying.carry_over(second)) == ["Room"]


def test_what_is_settled_leaves_the_agendas_ahead_and_comes_back_with_undo(cast: Any) -> None:
    clinic, _mentors, staff = cast
    first, second, third = (plan(staff, day, clinic) for day in (-1, 5, 9))
    room, written = agenda.add(first, "Room"), agenda.add(first, "Numbers")
    carrying.carry_over(second)
    carrying.carry_over(third)
    Topic.of(third, staff)[1].notes = "Already written"
    room.settle()
    written.settle()
    assert (titles(Topic.of(second, staff)), titles(Topic.of(third, staff))) == ([], ["Numbers"])
    room.reopen()
    assert titles(carrying.carry_over(second)) == ["Room"]


def test_what_was_said_to_one_partner_is_never_carried_to_another(cast: Any) -> None:
    clinic, mentors, staff = cast
    agenda.add(plan(staff, -5, clinic), "Only for the clinic")
    agenda.add(plan(staff, -4, clinic, mentors), "For both")
    assert titles(carrying.carry_over(plan(staff, 1, clinic, mentors))) == ["For both"]
    assert titles(carrying.carry_over(plan(staff, 2, clinic))) == ["Only for the clinic", "For both"]
    assert titles(carrying.carry_over(plan(staff, 3, mentors))) == ["For both"]


def test_the_matters_of_a_series_that_goes_on_stay_in_it(cast: Any) -> None:
    clinic, _mentors, staff = cast
    year = Year(*cast)
    ended = Series(title="S", rule=Rule.WEEKLY, first=clock.today() - timedelta(days=7), last=clock.today(),
                   begins=time(9), partners=[clinic])  # fmt: skip
    agenda.add(ended.plan(by=staff)[0], "Left by last year")
    going = Series(title="G", rule=Rule.WEEKLY, first=clock.today() - timedelta(days=7), begins=time(9),
                   last=clock.today() + timedelta(days=30), partners=[clinic])  # fmt: skip
    agenda.add(going.plan(by=staff)[0], "Of the series")
    assert titles(carrying.carry_over(year.single(0, 16))) == ["Left by last year"]
    going.end(by=staff)
    assert titles(carrying.carry_over(year.single(0, 17))) == ["Of the series", "Left by last year"]


def test_this_mornings_meetings_have_what_was_left_open(cast: Any) -> None:
    clinic, _mentors, staff = cast
    agenda.add(plan(staff, -5, clinic), "Room")
    today, tomorrow = plan(staff, 0, clinic), plan(staff, 1, clinic)
    carrying.begin_todays()
    carrying.begin_todays()
    assert (titles(Topic.of(today, staff)), titles(Topic.of(tomorrow, staff))) == (["Room"], [])


def test_an_agenda_begins_with_what_was_left_open_and_asks_nothing_twice(cast: Any) -> None:
    clinic, _mentors, staff = cast
    agenda.add(plan(staff, -5, clinic), "Next steps")
    meeting = plan(staff, 1, clinic)
    carrying.begin(meeting, ["How is it going?", "next steps"])
    carrying.begin(meeting, ["How is it going?"])
    assert titles(Topic.of(meeting, staff)) == ["Next steps", "How is it going?"]
    meeting.cancel(by=staff)
    with pytest.raises(NotNow):
        carrying.begin(meeting)


def test_what_no_meeting_will_take_up_is_still_named(cast: Any) -> None:
    clinic, mentors, staff = cast
    room = agenda.add(plan(staff, -5, clinic), "Room")
    agenda.add(plan(staff, -4, mentors), "Lunch")
    assert titles(carrying.left_open_with(clinic, staff)) == ["Room"]
    carrying.carry_over(plan(staff, 1, clinic))
    assert carrying.left_open_with(clinic, staff) == []
    assert db.session.scalar(select(func.count()).where(Topic.matter == room.id)) == 2
