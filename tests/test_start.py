"""The house stands: it starts, answers, and turns away who does not belong."""

from typing import Any


def test_a_monitor_sees_that_all_is_well(as_anyone: Any) -> None:
    answer = as_anyone.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_staff_see_the_directory(as_staff: Any) -> None:
    assert as_staff.get("/partners").status_code == 200


def test_a_partner_sees_no_other_organization(as_partner: Any) -> None:
    seen = [key for key in range(1, 20) if as_partner.get(f"/partners/{key}").status_code == 200]
    assert len(seen) == 1


def test_the_public_is_asked_to_sign_in(as_anyone: Any) -> None:
    assert as_anyone.get("/partners").status_code == 401
