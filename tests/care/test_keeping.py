"""Which backups are kept."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from partnerhub.care.keeping import DAILY, MONTHLY, WEEKLY, kept

BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
instants = st.sets(st.integers(0, 2200 * 24).map(lambda hours: BEGIN + timedelta(hours=hours)))


def test_two_years_of_nights_leave_the_days_weeks_and_months_that_the_plan_names() -> None:
    last = datetime(2026, 11, 24, 3, tzinfo=UTC)
    left = kept(last - timedelta(days=n) for n in range(730))
    assert {last - timedelta(days=n) for n in range(DAILY)} <= left
    assert {(at.year, at.month) for at in left} == {(2025, 12), *((2026, month) for month in range(1, 12))}
    assert len(left) == 7 + 2 + 11  # two of the weeks and one of the months are among the days


@given(instants)
def test_the_newest_is_always_kept_and_never_too_many(made: set[datetime]) -> None:
    left = kept(made)
    assert left <= made
    assert not made or max(made) in left
    of_last_day = {at for at in made if max(made) - at < timedelta(days=1)}
    assert of_last_day <= left
    assert len(left - of_last_day) <= DAILY + WEEKLY + MONTHLY


@given(instants)
def test_pruning_twice_changes_nothing_more(made: set[datetime]) -> None:
    assert kept(kept(made)) == kept(made)


@given(instants, st.timedeltas(timedelta(days=1), timedelta(days=400)))
def test_a_new_backup_never_costs_one_of_the_last_seven_days_but_the_oldest(
    made: set[datetime], later: timedelta
) -> None:
    before = kept(made)
    if not before:
        return
    newest = max(made) + later
    days = sorted({at.date() for at in before}, reverse=True)[: DAILY - 1]
    after = kept({*before, newest})
    assert all(max(at for at in before if at.date() == day) in after for day in days)
