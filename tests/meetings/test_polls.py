"""Finding a time: everybody answers by their own link, changes their mind, and one time becomes a meeting."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.foundation.feature import house as the_house
from partnerhub.foundation.links import seal, unseal
from partnerhub.foundation.mail import Mail
from partnerhub.meetings import personal
from partnerhub.meetings.collisions import taken
from partnerhub.meetings.model import Meeting, NotNow
from partnerhub.meetings.polls import letters
from partnerhub.meetings.polls.model import Poll
from partnerhub.meetings.polls.voters import Answer, Voter
from partnerhub.meetings.somebody import Somebody
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from partnerhub.school.calendar import Holiday, TimetableBlock

FIRST, SECOND = (date(2099, 3, 9), time(15, 30)), (date(2099, 3, 10), time(9))


@pytest.fixture
def staff(house: Flask) -> User:
    return User.by_email("staff@demo.example")


@pytest.fixture
def poll(house: Flask, staff: User, cast_ids: dict[str, int]) -> Poll:
    made = Poll(title="A round table", place="Library", partners=[db.session.get_one(Partner, cast_ids["clinic"])])
    made.begin([SECOND, FIRST], by=staff)
    made.ask(Somebody(name="Father Reyes", email="reyes@church.example"))
    db.session.flush()
    return made


def guest(poll: Poll) -> Voter:
    return next(voter for voter in poll.voters if voter.who == "Father Reyes")


def say(voter: Voter, *answers: Answer) -> None:
    voter.say(dict(zip(voter.poll.slots, answers, strict=True)))


def test_the_times_stand_in_their_order(poll: Poll) -> None:
    assert [(slot.day, slot.begins) for slot in poll.slots] == [FIRST, SECOND]


def test_whoever_holds_the_thread_is_asked_once(poll: Poll, staff: User) -> None:
    poll.ask(Somebody(user=staff))
    poll.ask(Somebody(name="Father Reyes"))
    names = [voter.who for voter in poll.voters]
    assert staff.name in names
    assert len(names) == len(set(names))


def test_a_link_leads_to_its_own_answers_only(poll: Poll) -> None:
    voter = guest(poll)
    assert Voter.by_token(voter.token) is voter
    assert Voter.by_token("x" + voter.token) is None
    assert Voter.by_token(seal("calendar-subscription", voter.id, voter.word)) is None
    assert unseal("poll", seal("poll", voter.id, voter.word)) is not None
    voter.word = "another"
    assert Voter.by_token(seal("poll", voter.id, "made up")) is None


def test_an_answer_can_be_changed_and_counts_once(poll: Poll) -> None:
    say(guest(poll), Answer.YES, Answer.NO)
    say(guest(poll), Answer.IF_NEED_BE, Answer.YES)
    db.session.expire_all()
    assert [(slot.count(Answer.YES), slot.count(Answer.NO)) for slot in poll.slots] == [(0, 0), (1, 0)]
    assert poll.slots[0].who(Answer.IF_NEED_BE) == ["Father Reyes"]
    assert guest(poll) not in poll.missing


def test_what_suits_best_is_what_nobody_refuses_and_most_gladly_take(poll: Poll, staff: User) -> None:
    assert poll.best is None
    other = next(voter for voter in poll.voters if voter.user is staff)
    say(guest(poll), Answer.IF_NEED_BE, Answer.YES)
    say(other, Answer.YES, Answer.YES)
    db.session.expire_all()
    assert poll.best is poll.slots[1]
    say(other, Answer.YES, Answer.NO)
    db.session.expire_all()
    assert poll.best is poll.slots[0]
    say(guest(poll), Answer.NO, Answer.YES)
    db.session.expire_all()
    assert poll.best is None


def test_the_chosen_time_becomes_a_meeting_with_everybody_and_all_are_told(poll: Poll, staff: User) -> None:
    meeting = poll.choose(poll.slots[1], by=staff)
    letters.tell(poll)
    assert (meeting.day, meeting.begins, meeting.place, meeting.title) == (*SECOND, "Library", "A round table")
    assert {voter.who for voter in poll.voters} <= {person.who for person in meeting.attendees}
    told = set(db.session.scalars(select(Mail.to).where(Mail.once.like(f"poll-{poll.id}-%-chosen"))))
    assert told == {voter.address for voter in poll.voters if voter.address}
    theirs = db.session.scalars(select(Mail).where(Mail.once == f"poll-{poll.id}-{guest(poll).id}-chosen")).one()
    assert personal.whose((theirs.link or "").rsplit("/", 1)[1]).meeting is meeting
    assert theirs.link in theirs.text
    with pytest.raises(NotNow):
        poll.choose(poll.slots[0], by=staff)
    with pytest.raises(NotNow):
        say(guest(poll), Answer.YES, Answer.YES)


def test_the_letter_holds_the_link_of_its_reader_and_goes_once(poll: Poll) -> None:
    assert letters.ask(poll) == len([voter for voter in poll.voters if voter.address])
    assert letters.ask(poll) == 0
    letter = db.session.scalars(select(Mail).where(Mail.to == "reyes@church.example")).one()
    assert guest(poll).token in letter.text
    assert not any(voter.token in letter.text for voter in poll.voters if voter is not guest(poll))


def test_who_has_not_answered_is_asked_again_once_a_day(poll: Poll) -> None:
    letters.ask(poll)
    say(guest(poll), Answer.YES, Answer.YES)
    again = letters.ask(poll, poll.missing, again=True)
    assert again == len([voter for voter in poll.missing if voter.address])
    assert letters.ask(poll, poll.missing, again=True) == 0


def test_closing_can_be_taken_back(poll: Poll, staff: User) -> None:
    poll.close(by=staff)
    with pytest.raises(NotNow):
        say(guest(poll), Answer.YES, Answer.YES)
    poll.reopen(by=staff)
    say(guest(poll), Answer.YES, Answer.YES)


def test_the_landing_page_asks_who_is_asked_and_then_who_asked(poll: Poll, staff: User) -> None:
    def said() -> list[Any]:
        return [due.action for due in the_house().today(staff) if due.title == poll.title]

    assert [str(action) for action in said()] == ["Say when you can"]
    for voter in poll.voters:
        say(voter, Answer.YES, Answer.YES)
    db.session.expire_all()
    assert [str(action) for action in said()] == ["Choose the time"]


def test_partners_that_become_one_keep_their_polls(poll: Poll, staff: User, cast_ids: dict[str, int]) -> None:
    the_house().merge(cast_ids["clinic"], cast_ids["mentors"], staff)
    assert [partner.id for partner in poll.partners] == [cast_ids["mentors"]]


def test_a_time_says_what_it_runs_into(poll: Poll, staff: User, cast_ids: dict[str, int]) -> None:
    db.session.add(TimetableBlock(name="Choir", weekday=FIRST[0].weekday(), begins=time(16), ends=time(17)))
    db.session.add(TimetableBlock(name="Early", weekday=FIRST[0].weekday(), begins=time(14), ends=time(15, 30)))
    Holiday.add("Carnival", SECOND[0], SECOND[0], by=staff)
    mentors = db.session.get_one(Partner, cast_ids["mentors"])
    for partners, title in (([*poll.partners], "Case talk"), ([mentors], "Another partner's")):
        Meeting(title=title, day=FIRST[0], begins=time(15), minutes=45, partners=partners).plan(by=staff)
    db.session.flush()
    found = taken(poll.partners, poll.slots, poll.minutes)
    said = [" ".join(found[slot]) for slot in poll.slots]
    assert "Choir" in said[0]
    assert "Case talk" in said[0]
    assert "Early" not in said[0]
    assert "Another partner's" not in said[0]
    assert "Carnival" in said[1]


def test_the_links_end_two_weeks_after_the_last_time(poll: Poll) -> None:
    last = datetime.combine(SECOND[0], time(12), clock.now().tzinfo)
    assert last < poll.links_end_at < last + timedelta(days=15)
