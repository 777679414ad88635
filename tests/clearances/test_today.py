"""What clearances ask of whom on the landing page."""

from typing import Any

from flask import Flask


def test_the_landing_page_says_what_needs_whom(app: Flask, as_staff: Any, as_partner: Any) -> None:
    text = as_staff.get("/").text
    assert "Northside Counseling sent a document" in text
    assert "Mentors at Lunch: not cleared to enter" in text
    mine = as_partner.get("/").text
    assert "Background check expires in 20 days" in mine
    assert "Mentors" not in mine


def test_the_landing_page_asks_liaisons_and_the_principal_only(
    app: Flask, as_staff: Any, as_principal: Any, cast_ids: dict[str, int]
) -> None:
    words = ("Mentors at Lunch: not cleared to enter", "Northside Counseling sent a document")
    for browser in (as_staff, as_principal):
        assert all(each in browser.get("/").text for each in words)
    for short in ("mentors", "clinic"):
        as_principal.post(f"/partners/{cast_ids[short]}/liaisons", {"user": str(cast_ids["user_principal"])})
        as_principal.post(f"/partners/{cast_ids[short]}/liaisons/{cast_ids['user_staff']}/removal")
    assert all(each in as_principal.get("/").text for each in words)
    assert not any(each in as_staff.get("/").text for each in words)
