"""The reader's language, where there is no reader."""

from typing import Any

from flask_babel import gettext


def test_a_job_speaks_the_schools_language(app: Any) -> None:
    with app.app_context():
        assert gettext("Save") == "Save"
