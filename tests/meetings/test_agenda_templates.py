"""The school writes its own agendas to begin with."""

import pytest
from flask import Flask

from partnerhub.foundation.db import db
from partnerhub.meetings.agenda_templates import AgendaTemplate
from tests.conftest import Browser

GOOD = {"title": "First talk", "topics": "Who we are\n\n  What the   children need \nNext steps"}


def first_talk(app: Flask) -> AgendaTemplate | None:
    with app.app_context():
        return db.session.query(AgendaTemplate).filter_by(title="First talk").one_or_none()


def test_a_template_is_written_changed_removed_and_brought_back(app: Flask, as_staff: Browser) -> None:
    assert as_staff.post("/agenda-templates", GOOD).status_code == 303
    made = first_talk(app)
    assert made
    assert made.topics == ["Who we are", "What the children need", "Next steps"]
    assert "What the children need\nNext steps" in as_staff.get(f"/agenda-templates/{made.id}").text
    as_staff.post(f"/agenda-templates/{made.id}", {**GOOD, "topics": "Only this"})
    changed = first_talk(app)
    assert changed
    assert changed.topics == ["Only this"]
    as_staff.post(f"/agenda-templates/{made.id}/removal")
    assert first_talk(app) is None
    as_staff.post(f"/bin/agenda-template/{made.id}/return")
    assert first_talk(app)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"topics": " \n "}, "topics"),
        ({"topics": "x" * 201}, "topics"),
        ({"topics": "\n".join(["x"] * 61)}, "topics"),
    ],
)
def test_a_wrong_template_is_said_beside_its_field(
    app: Flask, as_staff: Browser, wrong: dict[str, str], field: str
) -> None:
    answer = as_staff.post("/agenda-templates", {**GOOD, **wrong})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert first_talk(app) is None
