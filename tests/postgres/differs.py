"""What is asked of SQLite alone, and why. All other tests run on both; docs/postgres.md says what that means."""

import pytest

ONLY_ON_SQLITE = {
    "tests/foundation/test_db.py::test_the_database_is_opened_safely": (
        "pragmas are SQLite's; test_turns.py asks PostgreSQL for what corresponds to them"
    ),
    "tests/foundation/test_audit.py::test_the_database_itself_refuses[INSERT OR REPLACE": (
        "SQLite's own way around a trigger; test_trail.py tries PostgreSQL's, which is TRUNCATE"
    ),
    "tests/foundation/test_words.py::test_a_lost_part_of_it_is_made_anew_by_the_next_upgrade": (
        "the index of words is a table with triggers there; test_words.py loses PostgreSQL's"
    ),
    "tests/test_migrations.py::test_a_step_that_leaves_rows_pointing_to_nothing_is_undone": (
        "only SQLite stops looking after links while a table is made anew"
    ),
    "tests/feedback/test_privacy.py::test_no_table_keeps_the_rows_as_they_came": (
        "PostgreSQL has no tables without row numbers: docs/postgres.md says who could see the order there"
    ),
    "tests/care/test_pages.py::test_a_good_deployment_passes_the_check": (
        "the server of the tests does not wait for its disk, and test_care.py sees the check say so"
    ),
}


ASKS_NONE = "opens no school, and so asks no database"


def reason(test: pytest.Item) -> str | None:
    """Why a test is not asked of PostgreSQL; None where it is."""
    for name, why in ONLY_ON_SQLITE.items():
        if test.nodeid.startswith(name):
            return why
    return None if opens_a_school(test) else ASKS_NONE


def opens_a_school(test: pytest.Item) -> bool:
    """Whether a test has a database. Every school begins as a copy of the empty one, but those of tests/postgres."""
    return "empty_folder" in getattr(test, "fixturenames", ()) or test.nodeid.startswith("tests/postgres/")
