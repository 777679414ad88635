"""No combination of dates, withdrawals and channels lets anything out that is not covered.

What may go out is asked of the rules, and looked for in the ledger by hand, in another way.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from partnerhub.stories.consent_rules import Channel, Giver, No, Use, Yes, covers, givers, lacking

FIRST = date(2027, 1, 1)
days = st.integers(0, 20).map(lambda n: FIRST + timedelta(days=n))
instants = st.integers(0, 20 * 24).map(lambda n: datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=n))
uses = st.sets(st.sampled_from(Use), min_size=1).map(frozenset)
channels = st.sets(st.sampled_from(Channel), min_size=1).map(frozenset)
yeses = st.lists(st.builds(Yes, st.sampled_from(Giver), uses, channels, days, days, instants), max_size=5)
noes = st.lists(st.builds(No, st.sampled_from(Giver), uses, channels, days, instants), max_size=3)
use, channel, anybody = st.sampled_from(Use), st.sampled_from(Channel), st.booleans()


def is_free(is_child: bool, said: list[Yes], back: list[No], use: Use, channel: Channel, day: date) -> bool:
    return not lacking(is_child, said, back, [use], channel, day)


def stands(one: Yes, back: list[No], use: Use, channel: Channel, day: date) -> bool:
    """The same by hand: does this yes name it, on that day, and did nobody say no since?"""
    is_named = use in one.uses or (use == Use.PICTURE and Use.NAMED in one.uses)
    if not (is_named and channel in one.channels and one.given_on <= day <= one.until):
        return False
    since = [no for no in back if no.giver == one.giver and (no.at >= one.at or no.on > one.given_on)]
    gone = {taken for no in since if channel in no.channels for taken in no.uses}
    if use == Use.PICTURE:
        return Use.PICTURE not in gone and (use in one.uses or Use.NAMED not in gone)
    return use not in gone and not (use == Use.NAMED and Use.PICTURE in gone)


@given(anybody, yeses, noes, use, channel, days)
def test_what_goes_out_is_covered_by_everybody_who_has_to_agree(
    is_child: bool, said: list[Yes], back: list[No], use: Use, channel: Channel, day: date
) -> None:
    needed = [Giver.SELF, Giver.GUARDIAN] if is_child else [Giver.SELF]
    by_hand = all(any(one.giver == giver and stands(one, back, use, channel, day) for one in said) for giver in needed)
    assert is_free(is_child, said, back, use, channel, day) == by_hand


@given(anybody, yeses, noes, use, channel, days, st.data())
def test_whoever_takes_it_back_last_has_the_last_word(
    is_child: bool, said: list[Yes], back: list[No], use: Use, channel: Channel, day: date, data: st.DataObject
) -> None:
    giver = data.draw(st.sampled_from(givers(is_child)))
    last = No(
        giver, frozenset({use}), frozenset({channel}), FIRST + timedelta(days=99), datetime(2099, 1, 1, tzinfo=UTC)
    )
    assert not is_free(is_child, said, [*back, last], use, channel, day)


@given(anybody, yeses, noes, use, channel, days, st.builds(No, st.sampled_from(Giver), uses, channels, days, instants))
def test_taking_something_back_never_lets_anything_out(
    is_child: bool, said: list[Yes], back: list[No], use: Use, channel: Channel, day: date, more: No
) -> None:
    if not is_free(is_child, said, back, use, channel, day):
        assert not is_free(is_child, said, [*back, more], use, channel, day)


@given(yeses, noes, use, channel, days)
def test_for_a_child_neither_yes_is_enough_alone(
    said: list[Yes], back: list[No], use: Use, channel: Channel, day: date
) -> None:
    for giver in Giver:
        only = [replace(one, giver=giver) for one in said]
        assert not is_free(True, only, back, use, channel, day)


@given(anybody, yeses, use, channel, days)
def test_an_older_form_that_turns_up_later_brings_nothing_back(
    is_child: bool, said: list[Yes], use: Use, channel: Channel, day: date
) -> None:
    on = FIRST + timedelta(days=30)
    back = [No(g, frozenset(Use), frozenset(Channel), on, datetime(2027, 2, 1, tzinfo=UTC)) for g in Giver]
    found_later = [replace(one, at=datetime(2027, 3, 1, tzinfo=UTC)) for one in said]
    assert not is_free(is_child, found_later, back, use, channel, day)


def test_who_says_yes_anew_is_heard() -> None:
    at = datetime(2027, 1, 5, 12, tzinfo=UTC)
    no = No(Giver.SELF, frozenset({Use.WORDS}), frozenset({Channel.WEBSITE}), at.date(), at)
    again = Yes(
        Giver.SELF,
        frozenset({Use.WORDS}),
        frozenset({Channel.WEBSITE}),
        at.date(),
        at.date() + timedelta(days=9),
        at + timedelta(hours=1),
    )
    assert covers(again, [no], Use.WORDS, Channel.WEBSITE, at.date())


def test_the_last_day_is_still_good_and_the_next_is_not() -> None:
    one = Yes(
        Giver.SELF,
        frozenset({Use.NAMED}),
        frozenset({Channel.PRESS}),
        FIRST,
        FIRST + timedelta(days=3),
        datetime(2027, 1, 1, tzinfo=UTC),
    )
    assert covers(one, [], Use.PICTURE, Channel.PRESS, FIRST + timedelta(days=3))
    assert not covers(one, [], Use.PICTURE, Channel.PRESS, FIRST + timedelta(days=4))
    assert not covers(one, [], Use.PICTURE, Channel.WEBSITE, FIRST)
    assert not covers(one, [], Use.HELP, Channel.PRESS, FIRST)


def test_a_picture_taken_back_takes_back_the_one_with_the_name_too() -> None:
    at = datetime(2027, 1, 1, tzinfo=UTC)
    one = Yes(Giver.SELF, frozenset({Use.NAMED}), frozenset({Channel.PRESS}), FIRST, FIRST, at)
    no = No(Giver.SELF, frozenset({Use.PICTURE}), frozenset({Channel.PRESS}), FIRST, at)
    assert not covers(one, [no], Use.NAMED, Channel.PRESS, FIRST)
