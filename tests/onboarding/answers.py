"""What an applicant answers, page by page."""

import re
from typing import Any

PAGES: dict[str, dict[str, Any]] = {
    "about": {"who": "organization", "name": "Aster Center", "website": "aster.example"},
    "kind": {"kind": "health_care"},
    "offer": {"offers": "Screening of ears and eyes."},
    "serves": {"serves": "Grades 1 to 3"},
    "when": {"how_often": "regular", "places": ["on_site", "telehealth"], "times": "Mondays"},
    "languages": {"languages": "English, العربية"},
    "students": {"meets": "alone"},
    "insurance": {"insurance": "unsure", "insurance_note": ""},
    "contact": {"contact_name": "Ada Quill", "contact_role": "", "email": "ada@aster.example", "phone": ""},
}


def begun(browser: Any) -> str:
    """The address of a new application."""
    first = browser.post("/apply")
    assert first.status_code == 303
    return first.location.rpartition("/")[0]


def filled(browser: Any) -> str:
    """The address of an application with every page answered."""
    base = begun(browser)
    for step, answers in PAGES.items():
        assert browser.post(f"{base}/{step}", answers).status_code == 303
    return base


def sent(browser: Any) -> str:
    """The address of an application that waits for the school."""
    base = filled(browser)
    assert browser.post(f"{base}/submission").status_code == 303
    return base


def text_of(answer: Any) -> str:
    """A page's words, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
